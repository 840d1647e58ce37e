// The engine's side of the bench, in Node: the kernels without their border (bench/), and steps of
// a run by the product itself.
//
// Arguments: the kernels' wasm.

import { readFile } from 'node:fs/promises';
import { serve } from './serve.mjs';

/**
 * What bench/src/lib.rs exports.
 *
 * @typedef {object} Kernels
 * @property {{ buffer: ArrayBuffer }} memory
 * @property {(count: number) => number} room
 * @property {(kind: number, single: boolean) => void} open
 * @property {(work: number) => void} run
 * @property {() => number} result
 */

/** As bench/src/lib.rs numbers them. */
const KINDS = ['network', 'product'];
const DEPTHS = ['lanczos-40', 'lanczos-80', 'lanczos-160'];
const WORKS = ['gradient', 'hvp', 'lanczos', 'product', ...DEPTHS];
const STEP_SIZE = 0.5;

const file = process.argv[2] ?? '';
// Node's types leave it out.
const { WebAssembly } =
  /** @type {{ WebAssembly: { instantiate(bytes: Uint8Array): Promise<{ instance: { exports: unknown } }> } }} */ (
    /** @type {unknown} */ (globalThis)
  );
const { instance } = await WebAssembly.instantiate(await readFile(file));
const kernels = /** @type {Kernels} */ (instance.exports);

/** @param {number} count */
function room(count) {
  // Making room may move the memory: first the place, then the memory.
  const at = kernels.room(count);
  return new Float64Array(kernels.memory.buffer, at, count);
}

/**
 * @param {string} kind
 * @param {string} precision
 * @param {Float64Array} numbers
 */
async function open(kind, precision, numbers) {
  if (kind === 'steps') return steps(precision);
  room(numbers.length).set(numbers);
  kernels.open(KINDS.indexOf(kind), precision === 'f32');
  const works = Object.fromEntries(WORKS.map((name, i) => [name, () => kernels.run(i)]));
  const memory = () => kernels.memory.buffer.byteLength;
  return { works, result: () => room(kernels.result()), memory };
}

/**
 * Steps of gd on the digits, by the product: each with the stop test and the fingerprint.
 *
 * @param {string} precision
 */
async function steps(precision) {
  const folder = new URL('../../../web/src/generated/', import.meta.url);
  /** @type {import('../cases.mjs').Engine} */
  const engine = await import(`${folder}engine.js`);
  const wasm = await readFile(new URL('engine_bg.wasm', folder));
  const { memory } = await engine.default({ module_or_path: wasm });
  const digits = await readFile(new URL('../../../web/public/data/digits.bin', import.meta.url));
  const spec = engine.readSpec({
    v: 1,
    objective: {
      kind: 'mlp',
      data: { name: 'digits' },
      ...{ layers: [32], activation: 'tanh', loss: 'ce', precision },
    },
    optimizers: [{ rule: 'gd', momentum: 'none', alpha: STEP_SIZE }],
    seed: 1,
    stop: { steps: 1_000_000, grad_tol: 0 },
    curvature: { every: 1_000_000, top: 0, bottom: 0 },
  });
  const run = new engine.Experiment(spec, new Uint8Array(digits)).run(0, 0, false);
  const works = { step: () => void run.advance(1) };
  return { works, result: () => run.parameters(), memory: () => memory.buffer.byteLength };
}

await serve(open, () => `Node ${process.versions.node}`);
