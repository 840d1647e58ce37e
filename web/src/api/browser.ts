// The package in a browser. Its thread is a worker wherever the module was loaded from, and the page
// itself, in slices, where the host forbids workers.

import { hire, importing } from '../engine/hire.ts';
import type { Addresses } from './begin.ts';
import { hireBy } from './office.ts';
import { dataFiles, thread, wasm } from './places.ts';

hireBy(() => {
  const data = Object.entries(dataFiles).map(([name, url]) => [name, url.href]);
  const first: Addresses = { wasm: wasm.href, data: Object.fromEntries(data) };
  return hire({
    address: thread.href,
    type: 'module',
    code: async () => importing(thread.href),
    here: async () => (await import('./begin.ts')).begin,
    first,
  });
});

export * from './public.ts';
