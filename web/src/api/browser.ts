// The package in a browser. Its thread is a worker wherever the module was loaded from, and the page
// itself, in slices, where the host forbids workers.

import { hire } from '../engine/hire.ts';
import { addressesFrom } from './addresses.ts';
import { hireBy } from './office.ts';
import { thread, wasm } from './places.ts';

hireBy(() =>
  hire({
    address: thread.href,
    type: 'module',
    code: threadCode,
    here: async () => (await import('./begin.ts')).begin,
    first: addressesFrom(wasm),
  }),
);

/** The script itself, for a blob: to import it, a host's policy would have to allow more. */
async function threadCode(): Promise<string> {
  const response = await fetch(thread);
  if (!response.ok) throw new Error(`${response.status}: ${thread.href}`);
  return response.text();
}

export * from './public.ts';
