// Stands for engine-file.ts in embed.html, which fetches nothing.

import type { Engines } from './engines';
import { packedIn } from './packed';

/** Compiles the engine that the page holds. */
export const loadEngines = async (): Promise<Engines> => ({
  landscape: null,
  plane: await WebAssembly.compile(await packedIn('engine')),
});
