import type { WorkerPort } from '../engine/client';
import { hire, importing } from '../engine/hire';
import { NETWORK_THREAD } from '../engine/protocol';
import type { Scope } from '../engine/service';

/**
 * A thread that trains networks: a file of its own, for few figures need it. `_hired` hires one of the
 * landscapes' engine, which cannot.
 */
export function networkThread(_hired: (name: string) => WorkerPort): WorkerPort {
  return hire(
    {
      address: null,
      type: 'module',
      code: async () => importing((await import('./network-address')).address),
      here: async () => refuse,
    },
    NETWORK_THREAD,
  );
}

/** Training would stand in the page's way: without workers there is none. */
function refuse(scope: Scope): void {
  const message = 'This page does not allow what trains networks: workers.';
  scope.onmessage = ({ data: { kind, requestId } }) => {
    if (kind === 'request') scope.postMessage({ kind: 'unavailable', requestId, message });
  };
}
