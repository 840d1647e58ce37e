import { thread } from 'virtual:thread';
import type { WorkerPort } from '../engine/client';
import { Crew } from '../engine/crew';
import { hire } from '../engine/hire';
import { poolSize } from '../engine/pool';
import { loadEngines } from './engine-file';
import type { Engines } from './engines';
import { networkThread as hireNetworkThread } from './network-thread';

// What all figures on a page have in common: the engine, compiled once, and its threads.

let loaded: Promise<Engines> | null = null;
let ready: Engines | null = null;
let crew: Crew | null = null;

/** The crew that all figures share; rejects where there is no WebAssembly, or the engine is not to be had. */
export async function landscapeCrew(): Promise<Crew> {
  loaded ??= loadEngines();
  // What failed for want of a connection may be tried again.
  loaded.catch(() => {
    loaded = null;
  });
  const engines = await loaded;
  ready = engines;
  crew ??= new Crew(() => threadOf(engines), poolSize(navigator.hardwareConcurrency));
  return crew;
}

/** A thread that trains networks, for figures that have their crew. */
export const networkThread = (): WorkerPort =>
  hireNetworkThread((name) => {
    if (!ready) throw new Error('networks are trained once the engine is there');
    return threadOf(ready, name);
  });

function threadOf(engines: Engines, name = ''): WorkerPort {
  return hire(
    {
      // Of a blob at once: that is allowed to modules of any origin, and needs no file beside this one.
      address: null,
      type: 'classic',
      code: async () => `(${thread})(self)`,
      here: async () => thread,
      first: engines,
    },
    name,
  );
}
