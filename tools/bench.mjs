// npm run bench: times the engine under Node, in the cases of tests/bench/cases.mjs.
// Options: --only=NAME (the beginning of a case's name), --seconds=N (per case), --json.

import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { cases } from '../tests/bench/cases.mjs';
import { setUpPrograms } from './setup/all.mjs';
import { root } from './setup/command.mjs';
import { Missing, runMain } from './setup/step.mjs';

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: '' },
      seconds: { type: 'string', default: '2' },
      json: { type: 'boolean', default: false },
    },
  });
  const chosen = cases.filter(({ name }) => name.startsWith(values.only));
  if (chosen.length === 0) throw new Missing('no such case; tests/bench/cases.mjs lists them.');
  await setUpPrograms();
  const engine = await load();
  const results = chosen.map(({ name, prepare }) => ({
    name,
    ...time(prepare(engine), Number(values.seconds) * 1000),
  }));
  if (values.json) console.log(JSON.stringify(results, null, 2));
  else for (const result of results) console.log(describe(result));
});

/** The built engine, as a module like any other. */
async function load() {
  const folder = `${root}/web/src/generated`;
  /** @type {import('../tests/bench/cases.mjs').Engine} */
  const engine = await import(`file://${folder}/engine.js`);
  await engine.default({ module_or_path: await readFile(`${folder}/engine_bg.wasm`) });
  return engine;
}

/**
 * Repeats the work for so many milliseconds, after one run that is not counted. The median and
 * the median deviation from it: a few slow runs on a busy machine change neither.
 *
 * @param {() => void} work
 * @param {number} budget
 */
function time(work, budget) {
  work();
  const times = [];
  for (let spent = 0; spent < budget || times.length < 5; spent += times.at(-1) ?? 0) {
    const began = performance.now();
    work();
    times.push(performance.now() - began);
  }
  const middle = median(times);
  return {
    runs: times.length,
    median_ms: middle,
    deviation_ms: median(times.map((each) => Math.abs(each - middle))),
  };
}

/** @param {readonly number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1] ?? Number.NaN;
  const lower = sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** @param {{ name: string, runs: number, median_ms: number, deviation_ms: number }} result */
function describe({ name, runs, median_ms, deviation_ms }) {
  return `${name}: ${median_ms.toFixed(3)} ms ± ${deviation_ms.toFixed(3)}, median of ${runs}`;
}
