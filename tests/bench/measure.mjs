// Times one case: both sides in turn, in the same run of the same program.

import { cases } from './cases.mjs';

/**
 * Milliseconds for a unit, run by run. `baselines`: what was taken off.
 *
 * @typedef {{ times: number[], baselines: number[] }} Times
 */

/**
 * @typedef {object} Measured
 * @property {string} name
 * @property {string} unit
 * @property {number | null} goal
 * @property {number | null} limit
 * @property {number | null} milliseconds
 * @property {readonly import('./cases.mjs').Agreement[]} agreements
 * @property {Times} engine empty where the sides disagree
 * @property {Times} plain
 */

/**
 * Counted runs, and least milliseconds of the uncounted ones before them: engines compile hot code
 * again, better, while it runs, and on a busy machine that takes its time.
 */
const EFFORTS = { quick: { runs: 5, warmUp: 500 }, full: { runs: 9, warmUp: 2_000 } };

/**
 * @param {string} name
 * @param {import('./cases.mjs').Surroundings} surroundings
 * @returns {Measured}
 */
export function measure(name, surroundings) {
  const found = cases.find((each) => each.name === name);
  if (!found) throw new Error(`no case ${name}`);
  const { units, agreements, engine, plain } = found.prepare(surroundings);
  const { unit, goal = null, limit = null, milliseconds = null } = found;
  const results = { engine: noTimes(), plain: noTimes() };
  if (agreements.every(agrees)) {
    const { runs, warmUp } = surroundings.quick ? EFFORTS.quick : EFFORTS.full;
    for (const side of plain ? [engine, plain] : [engine]) {
      const began = performance.now();
      do once(side, units, noTimes());
      while (performance.now() - began < warmUp);
    }
    for (let run = 0; run < runs; run++) {
      once(engine, units, results.engine);
      if (plain) once(plain, units, results.plain);
    }
  }
  return { name, unit, goal, limit, milliseconds, agreements, ...results };
}

/** @param {import('./cases.mjs').Agreement} agreement */
export function agrees({ difference, limit }) {
  return difference <= limit;
}

/** @returns {Times} */
function noTimes() {
  return { times: [], baselines: [] };
}

/**
 * A run of a side: the least of its units, for on a busy machine many are interrupted. Units of
 * the baseline alternate with its own, so that whatever slows the machine down slows both.
 *
 * @param {import('./cases.mjs').Side} side
 * @param {number} units
 * @param {Times} into
 */
function once({ start, baseline }, units, into) {
  const [own, off] = [start(), baseline?.()];
  const times = [];
  const baselines = [];
  for (let unit = 0; unit < units; unit++) {
    if (off) baselines.push(time(off.work));
    times.push(time(own.work));
  }
  own.end?.();
  off?.end?.();
  if (off) into.baselines.push(Math.min(...baselines));
  into.times.push(Math.min(...times) - (off ? Math.min(...baselines) : 0));
}

/** @param {() => void} work */
function time(work) {
  const began = performance.now();
  work();
  return performance.now() - began;
}
