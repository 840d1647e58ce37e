// Stands for engine-file.ts in embed-network.html, which fetches nothing and trains networks.

import { packedIn } from './packed';
import type { Whole } from './whole';

/** Compiles the engine that the page holds, and unpacks the data. */
export async function loadEngines(): Promise<Whole> {
  const [code, digits] = await Promise.all([packedIn('engine'), packedIn('digits.bin')]);
  return { code: await WebAssembly.compile(code), data: { 'digits.bin': digits } };
}
