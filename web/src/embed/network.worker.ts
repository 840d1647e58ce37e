/**
 * A thread that trains networks in figures: one file, which fetches no other script. A blob of the
 * page's origin imports it, and not every browser lets it import in its turn.
 */

import { bytesAt } from '../engine/assets';
import { wasmFrom } from '../engine/load';
import { answer, throughOf } from '../engine/plane';
import { type Engine, type Scope, serve, Unavailable } from '../engine/service';
import * as engine from '../generated/engine.js';
import { Classroom } from '../training/classroom';
import { further } from './further';

const WASM = new URL('../generated/engine_bg.wasm', import.meta.url);

const classroom = new Classroom(async (spec, asset) => {
  if (asset instanceof Blob) throw new Unavailable('A figure has no file of a reader’s.');
  return new engine.Experiment(spec, asset === null ? undefined : await bytesAt(asset));
}, throughOf);

serve(globalThis as unknown as Scope, [started], (request, task) =>
  answer(request, task, (more) => further(more, task, classroom)),
);

async function started(): Promise<Engine> {
  await engine.default({ module_or_path: await wasmFrom(WASM) });
  return engine;
}
