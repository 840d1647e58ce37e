// npm run bench -- --peers: the engine beside what people use for the same: PyTorch (on the CPU,
// eager, one thread), PyHessian, hand-written NumPy, TensorFlow.js (its wasm backend), and the
// engine's own source compiled for this machine. They are installed in .cache/peers and belong to
// no other program.
//
// Each side is a process that waits for a command, so that one works at a time. A round asks each
// in turn for a few units and counts the least time of them, for on a busy machine many are
// interrupted; quotients are taken within a round. Before anything is timed, results are compared.
//
// Writes bench/RESULTS.md, unless only some of the rows were asked for, or quickly.

import { writeFile } from 'node:fs/promises';
import { root } from '../setup/command.mjs';
import { describeGrowth, measureGrowth, measureRun } from './peers/growth.mjs';
import { installPeers } from './peers/install.mjs';
import { writeProblems } from './peers/problems.mjs';
import { described, results } from './peers/results.mjs';
import { rows } from './peers/rows.mjs';
import { openSides } from './peers/sides.mjs';

/** @typedef {import('./peers/rows.mjs').Row} Row */
/** @typedef {import('./peers/rows.mjs').Entry} Entry */
/** @typedef {import('./peers/sides.mjs').Side} Side */

/**
 * @typedef {object} Timed
 * @property {Row} row
 * @property {number[][]} times by entry: milliseconds, a number a round; empty where a side is not
 *   installed
 * @property {(number | null)[]} differences by entry: of its result from the engine's, relative to
 *   the largest; null where there is none to compare
 */

const ROUNDS = { quick: 5, full: 9 };
/** Least milliseconds of the uncounted work: engines compile hot code again, better. */
const WARM_UP = { quick: 300, full: 1_500 };
/** Units after which results are compared: steps lead away from a common start. */
const COMPARED_AFTER = { step: 20, other: 1 };

/**
 * Compares, prints and writes; resolves to what is not as it should be, in words: results that
 * differ too much, memory that grows.
 *
 * @param {{ only: string, quick: boolean }} options `only`: what the rows' names begin with, or
 *   `growth`
 */
export async function comparePeers({ only, quick }) {
  const peers = await installPeers();
  const files = await writeProblems();
  const sides = openSides(peers);
  const effort = quick ? 'quick' : 'full';
  /** @type {Timed[]} */
  const timed = [];
  const faults = [];
  try {
    for (const row of rows.filter(({ name }) => name.startsWith(only))) {
      const each = await time(row, sides, files, effort, peers.pyhessian);
      timed.push(each);
      faults.push(...disagreements(each));
      for (const line of described(each)) console.log(line);
    }
    if ('growth'.startsWith(only)) {
      const run = await measureRun(peers.wasm);
      const grown = describeGrowth(await measureGrowth(peers.wasm), run);
      console.log(`\n${grown}`);
      if (run.after > run.before) {
        faults.push(`memory grows by ${run.after - run.before} bytes over ${run.steps} steps`);
      }
      if (only === '' && !quick) {
        const versions = await Promise.all(Object.values(sides).map((side) => side.ask('version')));
        await writeFile(`${root}/bench/RESULTS.md`, `${results(timed, versions)}\n${grown}`);
      }
    }
  } finally {
    for (const side of Object.values(sides)) side.close();
  }
  return faults;
}

/**
 * The sides whose results are too far from the engine's, in words.
 *
 * @param {Timed} timed
 */
export function disagreements({ row, differences }) {
  return row.entries.flatMap(({ side, work, limit }, i) => {
    const difference = differences[i] ?? null;
    // Not `>`, for NaN is no agreement.
    if (difference === null || difference <= (limit ?? 0)) return [];
    return `${row.name}, ${row.precision}: ${side} ${work} by ${difference}, limit ${limit}`;
  });
}

/**
 * @param {Row} row
 * @param {Record<string, Side>} sides
 * @param {Record<string, string>} files
 * @param {'quick' | 'full'} effort
 * @param {boolean} pyhessian
 * @returns {Promise<Timed>}
 */
async function time(row, sides, files, effort, pyhessian) {
  const entries = row.entries.map((entry) => {
    const there = entry.work !== 'pyhessian' || pyhessian;
    return { ...entry, side: there ? sides[entry.side] : undefined };
  });
  /** @type {Map<string, number[]>} */
  const expected = new Map();
  const differences = [];
  for (const { side, kind, problem, work, limit } of entries) {
    await side?.open(kind, row.precision, files[problem]);
    differences.push(side && limit !== null ? await compare(side, work, expected) : null);
    if (side) await warmUp(side, work, WARM_UP[effort]);
  }
  /** @type {(number | null)[][]} */
  const rounds = [];
  for (let round = 0; round < ROUNDS[effort]; round++) {
    const least = [];
    for (const { side, work, kind, problem } of entries) {
      await side?.open(kind, row.precision, files[problem]);
      const times = side && (await side.numbers(`time ${work} ${row.units}`));
      least.push(times ? Math.min(...times) : null);
    }
    rounds.push(least);
  }
  const times = entries.map((_, i) => rounds.flatMap((least) => least[i] ?? []));
  return { row, times, differences };
}

/**
 * How far a result is from that of the first side that did this work; null for the first.
 *
 * @param {Side} side
 * @param {string} work
 * @param {Map<string, number[]>} expected first results by work
 */
async function compare(side, work, expected) {
  const units = work === 'step' ? COMPARED_AFTER.step : COMPARED_AFTER.other;
  await side.ask(`time ${work} ${units}`);
  const result = await side.numbers('result');
  // The same work by another program, which one side runs, too.
  const of = work === 'pyhessian' ? 'lanczos' : work;
  const first = expected.get(of);
  if (!first) expected.set(of, result);
  return first ? difference(result, first) : null;
}

/**
 * @param {Side} side
 * @param {string} work
 * @param {number} least milliseconds
 */
async function warmUp(side, work, least) {
  const began = performance.now();
  do await side.ask(`time ${work} 3`);
  while (performance.now() - began < least);
}

/**
 * The largest difference, relative to the largest number.
 *
 * @param {readonly number[]} ours
 * @param {readonly number[]} theirs
 */
function difference(ours, theirs) {
  if (ours.length !== theirs.length) return Number.NaN;
  let [largest, most] = [0, 0];
  for (const [i, a] of ours.entries()) {
    const b = theirs[i] ?? Number.NaN;
    most = Math.max(most, Math.abs(a - b));
    largest = Math.max(largest, Math.abs(a), Math.abs(b));
  }
  return most === 0 ? 0 : most / largest;
}
