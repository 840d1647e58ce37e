// How time and memory grow with the work: with rows of data, parameters and Lanczos steps, each
// size in a memory of its own; and memory over many steps of a run.

import { writeFile } from 'node:fs/promises';
import { root } from '../../setup/command.mjs';
import { folder } from './install.mjs';
import { synthetic } from './problems.mjs';
import { Side } from './sides.mjs';

/**
 * @typedef {object} Growth
 * @property {string} name what grows
 * @property {{ size: number, ms: number, bytes: number }[]} sizes
 */

const FACTORS = [1, 2, 4, 8];
const ROWS = 1_000;
const WIDTH = 32;
const LANCZOS_STEPS = 20;
/** Steps of a run before its memory is measured, and steps that then must not add to it. */
const STEPS = { before: 100, more: 10_000 };

/** A network with one hidden layer of some width, on some rows. */
const network = (/** @type {number} */ width, /** @type {number} */ rows) => ({
  numbers: synthetic([64, width, 10], rows),
  parameters: (64 + 1) * width + (width + 1) * 10,
});

/**
 * @param {string} wasm the kernels
 * @returns {Promise<Growth[]>}
 */
export async function measureGrowth(wasm) {
  const ofRows = (/** @type {string} */ work) => (/** @type {number} */ factor) => ({
    work,
    size: factor * ROWS,
    numbers: network(WIDTH, factor * ROWS).numbers,
  });
  const ofParameters = (/** @type {string} */ work) => (/** @type {number} */ factor) => {
    const { numbers, parameters } = network(factor * WIDTH, ROWS);
    return { work, size: parameters, numbers };
  };
  const ofSteps = (/** @type {number} */ factor) => ({
    work: factor === 1 ? 'lanczos' : `lanczos-${LANCZOS_STEPS * factor}`,
    size: LANCZOS_STEPS * factor,
    numbers: network(WIDTH, ROWS).numbers,
  });
  const cases = {
    'a gradient, by rows': ofRows('gradient'),
    'a Hessian-vector product, by rows': ofRows('hvp'),
    'a gradient, by parameters': ofParameters('gradient'),
    'a Hessian-vector product, by parameters': ofParameters('hvp'),
    'Lanczos, by steps': ofSteps,
  };
  /** @type {Growth[]} */
  const growths = [];
  for (const [name, problem] of Object.entries(cases)) {
    const sizes = [];
    for (const factor of FACTORS) sizes.push(await measure(wasm, problem(factor)));
    growths.push({ name, sizes });
  }
  return growths;
}

/**
 * @param {string} wasm
 * @param {{ work: string, size: number, numbers: number[] }} problem
 */
async function measure(wasm, { work, size, numbers }) {
  const file = `${folder}/growth.f64`;
  await writeFile(file, new Uint8Array(Float64Array.from(numbers).buffer));
  const side = engine(wasm);
  try {
    await side.open('network', 'f64', file);
    await side.ask(`time ${work} 20`);
    // The least of many: what interrupts takes time, never gives any.
    const times = await side.numbers(`time ${work} ${work.startsWith('lanczos') ? 10 : 100}`);
    const [bytes = Number.NaN] = await side.numbers('memory');
    return { size, ms: Math.min(...times), bytes };
  } finally {
    side.close();
  }
}

/**
 * Bytes that a run of the product takes after some steps, and after many.
 *
 * @param {string} wasm
 */
export async function measureRun(wasm) {
  const side = engine(wasm);
  try {
    await side.open('steps', 'f64', `${folder}/nothing.f64`);
    await side.ask(`time step ${STEPS.before}`);
    const [before = Number.NaN] = await side.numbers('memory');
    await side.ask(`time step ${STEPS.more}`);
    const [after = Number.NaN] = await side.numbers('memory');
    return { steps: STEPS.more, before, after };
  } finally {
    side.close();
  }
}

/** @param {string} wasm */
function engine(wasm) {
  const script = `${root}/tests/bench/peers/engine.mjs`;
  return new Side('engine', process.execPath, [script, wasm]);
}

/**
 * b of the a·sizeᵇ that fits best, by least squares of logarithms.
 *
 * @param {readonly { size: number, value: number }[]} points
 */
export function exponent(points) {
  const logs = points.map(({ size, value }) => [Math.log(size), Math.log(value)]);
  const mean = (/** @type {number} */ i) =>
    logs.reduce((sum, log) => sum + (log[i] ?? 0), 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  let [above, below] = [0, 0];
  for (const [a = 0, b = 0] of logs) {
    above += (a - x) * (b - y);
    below += (a - x) * (a - x);
  }
  return above / below;
}

/**
 * The tables for bench/RESULTS.md.
 *
 * @param {readonly Growth[]} growths
 * @param {Awaited<ReturnType<typeof measureRun>>} run
 */
export function describeGrowth(growths, { steps, before, after }) {
  const table = (
    /** @type {'ms' | 'bytes'} */ what,
    /** @type {(value: number) => string} */ written,
  ) =>
    growths.map(({ name, sizes }) => {
      const cells = sizes.map(
        (each) => `${each.size.toLocaleString('en')}: ${written(each[what])}`,
      );
      const power = exponent(sizes.map((each) => ({ size: each.size, value: each[what] })));
      return `| ${[name, ...cells, power.toFixed(2)].join(' | ')} |`;
    });
  const head = '| what | ×1 | ×2 | ×4 | ×8 | exponent |\n|---|---|---|---|---|---|';
  return `## How cost grows

A 64-${WIDTH}-10 network on ${ROWS.toLocaleString('en')} rows in f64, and ×2, ×4, ×8 of one of its sizes. The exponent is
that of the power of the size that fits best. The least time in milliseconds:

${head}
${table('ms', (ms) => ms.toFixed(2)).join('\n')}

All the memory that the engine ever took, in MiB, data included:

${head}
${table('bytes', mebibytes).join('\n')}

A run of W1 by the product takes ${mebibytes(before)} MiB after ${STEPS.before} steps and ${mebibytes(after)} MiB after ${steps.toLocaleString('en')} more.
`;
}

/** @param {number} bytes */
function mebibytes(bytes) {
  return (bytes / 2 ** 20).toFixed(1);
}
