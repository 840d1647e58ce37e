import { thread } from 'virtual:thread';
import type { WorkerPort } from '../engine/client';
import { Crew } from '../engine/crew';
import { hire, importing } from '../engine/hire';
import { poolSize } from '../engine/pool';
import { NETWORK_THREAD } from '../engine/protocol';
import type { Scope } from '../engine/service';
import { loadEngines } from './engine-file';
import type { Engines } from './engines';

// What all figures on a page have in common: the engine, compiled once, and its threads.

let loaded: Promise<Engines> | null = null;
let crew: Crew | null = null;

/** The crew that all figures share; rejects where there is no WebAssembly, or the engine is not to be had. */
export async function landscapeCrew(): Promise<Crew> {
  loaded ??= loadEngines();
  // What failed for want of a connection may be tried again.
  loaded.catch(() => {
    loaded = null;
  });
  const engines = await loaded;
  crew ??= new Crew(() => threadOf(engines), poolSize(navigator.hardwareConcurrency));
  return crew;
}

function threadOf(engines: Engines): WorkerPort {
  return hire({
    // Of a blob at once: that is allowed to modules of any origin, and needs no file beside this one.
    address: null,
    type: 'classic',
    code: async () => `(${thread})(self)`,
    here: async () => thread,
    first: engines,
  });
}

/** A thread that trains networks: a file of its own, for few figures need it. */
export function networkThread(): WorkerPort {
  return hire(
    {
      address: null,
      type: 'module',
      code: async () => importing((await import('./network-thread')).address),
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
