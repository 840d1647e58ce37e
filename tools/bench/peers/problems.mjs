// The numbers that all sides work on, written to files which all of them read: little-endian f64,
// in the order that bench/src/problem.rs states.

import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { networks } from '../../../tests/bench/cases.mjs';
import { chacha8 } from '../../../tests/bench/plain/chacha.mjs';
import { probe } from '../../../tests/bench/plain/lanczos.mjs';
import { root } from '../../setup/command.mjs';
import { folder } from './install.mjs';

const SEED = 1;

/**
 * A file for each problem, by its name.
 *
 * @returns {Promise<Record<string, string>>}
 */
export async function writeProblems() {
  const problems = {
    W1: await digits([64, 32, 10]),
    W2: synthetic([784, 128, 64, 10], 2_000),
    cube: product(512, 512, 512),
    layer: product(2_000, 784, 128),
    nothing: [],
  };
  /** @type {Record<string, string>} */
  const files = {};
  for (const [name, numbers] of Object.entries(problems)) {
    files[name] = `${folder}/${name}.f64`;
    await writeFile(files[name], new Uint8Array(Float64Array.from(numbers).buffer));
  }
  return files;
}

/**
 * The digits that the product trains on, at the θ₀ of its seed.
 *
 * @param {number[]} sizes
 */
async function digits(sizes) {
  const generated = `${root}/web/src/generated`;
  /** @type {import('../../../tests/bench/cases.mjs').Engine} */
  const engine = await import(pathToFileURL(`${generated}/engine.js`).href);
  await engine.default({ module_or_path: await readFile(`${generated}/engine_bg.wasm`) });
  const bytes = new Uint8Array(await readFile(`${root}/web/public/data/digits.bin`));
  const { plain, theta } = networks({ engine, digits: bytes, quick: false }, 'f64');
  const { inputs, labels } = plain;
  return network(sizes, Array.from(inputs), Array.from(labels), Array.from(theta));
}

/**
 * Random pixels, of which most are empty, as in a picture of a handwritten figure; random labels;
 * and weights of the size that the product begins with.
 *
 * @param {number[]} sizes
 * @param {number} rows
 */
export function synthetic(sizes, rows) {
  const [columns = 0, classes = 0] = [sizes[0], sizes.at(-1)];
  const pixels = uniform('pixels', rows * columns).map((u) => Math.max(0, 5 * u - 4));
  const labels = uniform('labels', rows).map((u) => Math.floor(u * classes));
  const theta = sizes.slice(1).flatMap((outputs, layer) => {
    const inputs = sizes[layer] ?? 1;
    const weights = uniform(`weights ${layer}`, inputs * outputs);
    const size = Math.sqrt(12 / inputs);
    return [...weights.map((u) => size * (u - 0.5)), ...Array(outputs).fill(0)];
  });
  return network(sizes, pixels, labels, theta);
}

/**
 * @param {number[]} sizes
 * @param {number[]} inputs
 * @param {number[]} labels
 * @param {number[]} theta
 */
function network(sizes, inputs, labels, theta) {
  const direction = probe(theta.length, SEED);
  return [
    [sizes.length, ...sizes, labels.length],
    inputs,
    labels,
    theta,
    Array.from(direction),
  ].flat();
}

/**
 * @param {number} m
 * @param {number} k
 * @param {number} n
 */
function product(m, k, n) {
  const matrices = uniform('matrices', m * k + k * n).map((u) => u - 0.5);
  return [[m, k, n], matrices].flat();
}

/**
 * Numbers within [0, 1).
 *
 * @param {string} purpose
 * @param {number} count
 */
function uniform(purpose, count) {
  return Array.from(chacha8(SEED, purpose, count), (word) => word / 2 ** 32);
}
