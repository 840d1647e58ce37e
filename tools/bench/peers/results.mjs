// What a comparison found, as lines for the terminal and as bench/RESULTS.md.

import { cpus, loadavg, release, totalmem } from 'node:os';
import { quotient, spread } from '../report.mjs';

/** @typedef {import('../peers.mjs').Timed} Timed */

/**
 * A row's quotients, with what is meant to be reached.
 *
 * @param {Timed} timed
 */
function quotients({ row, times, differences }) {
  return row.ratios.flatMap(({ over, under, text, goals = [], speeds = false }) => {
    const [above, below] = [times[over] ?? [], times[under] ?? []];
    if (above.length === 0 || below.length === 0) return [];
    const speed = (/** @type {readonly number[]} */ list, /** @type {number} */ i) =>
      list.map((ms) => (row.entries[i]?.flops ?? 1) / ms);
    const { of_medians, pairs } = speeds
      ? quotient(speed(above, over), speed(below, under))
      : quotient(above, below);
    // Of two works that are not the same there is no difference to tell.
    const difference = over === 0 ? (differences[under] ?? null) : null;
    return { row, text, goals, speeds, ratio: of_medians, pairs, difference };
  });
}

/** @typedef {ReturnType<typeof quotients>[number]} Quotient */

/** @param {Quotient} quotient */
function verdict({ ratio, goals, speeds }) {
  const [goal, stretch] = goals;
  if (goal === undefined || stretch === undefined) return '';
  const reaches = (/** @type {number} */ limit) => (speeds ? ratio >= limit : ratio <= limit);
  return reaches(stretch) ? 'stretch' : reaches(goal) ? 'met' : 'missed';
}

/**
 * The lines of a row for the terminal.
 *
 * @param {Timed} timed
 */
export function described(timed) {
  const { row, times, differences } = timed;
  return [
    `${row.name}, ${row.precision}`,
    ...row.entries.map(({ side, work, flops }, i) => {
      const ms = times[i] ?? [];
      const name = `  ${`${side} ${work}`.padEnd(20)}`;
      if (ms.length === 0) return `${name} not installed`;
      const speed = flops ? `  ${gigaflops(flops, spread(ms).median)} GFLOP/s` : '';
      return `${name} ${written(spread(ms))} ms${speed}${apart(differences[i] ?? null)}`;
    }),
    ...quotients(timed).map((each) => {
      const { text, goals, ratio, pairs } = each;
      const wanted = goals.length > 0 ? `  goal ${goals.join(', ')}: ${verdict(each)}` : '';
      const range = `[${digits(pairs.min)} … ${digits(pairs.max)}]`;
      return `    ${text.padEnd(40)} ${digits(ratio)}  ${range}${wanted}`;
    }),
  ];
}

/** @param {number | null} difference */
function apart(difference) {
  return difference === null ? '' : `  differs by ${exponential(difference)}`;
}

/**
 * All of bench/RESULTS.md but how cost grows.
 *
 * @param {readonly Timed[]} timed
 * @param {readonly string[]} versions
 */
export function results(timed, versions) {
  const all = timed.flatMap(quotients);
  const rounds = timed[0]?.times[0]?.length;
  const missing = timed.flatMap(({ row, times }) =>
    row.entries.filter((_, i) => times[i]?.length === 0).map(({ side, work }) => `${side} ${work}`),
  );
  const without = missing.length > 0 ? `; not installed: ${[...new Set(missing)].join(', ')}` : '';
  return `# How fast the engine is beside what people use

Written by \`npm run bench -- --peers\`, which installs all of it; run it again before you believe it.

- machine: ${machine()}
- ${versions.join('; ')}${without}
- W1: a 64-32-10 network on 1,437 digits; W2: 784-128-64-10 on 2,000 rows of random numbers of
  the shape of MNIST's pictures; tanh and cross-entropy, full batch. One thread everywhere.

A ratio is the quotient of the medians of ${rounds} rounds, in which the sides take turns; the range is that
of the rounds' own quotients. Times are better when small, speeds when large. *Differs by* says how
far the other side's result is from the engine's, relative to the largest number.

| what | | ratio | median | least … most | target | stretch | | differs by |
|---|---|---|---|---|---|---|---|---|
${all.map(tabled).join('\n')}

- TensorFlow.js computes in f32 alone, and has no Hessian-vector products through tanh: the
  derivative of its tanh's gradient is missing.
- PyHessian adds 1e-6 to the lengths by which it divides, hence its difference.
- The engine's step of gd is the product's own: with the test for when to stop and the fingerprint
  of all iterates. Everything else is timed without the border to JavaScript.

## What stays slower than hand-written NumPy

NumPy and PyTorch use vectors of 512 bits where the processor has them, with fused multiply-add. The
engine's have 128 bits, as wasm's have, and are not fused, so that its bits are the same everywhere.

${slower(all)}

## Times behind the ratios

| what | | side | milliseconds, median [least … most] | GFLOP/s |
|---|---|---|---|---|
${timed.flatMap(timesTabled).join('\n')}
`;
}

function machine() {
  const memory = Math.round(totalmem() / 2 ** 30);
  const load = loadavg().map((each) => each.toFixed(1));
  const system = `${process.platform} ${release().split('.').slice(0, 2).join('.')}`;
  return `${cpus().length} cores of ${cpus()[0]?.model.trim()}, ${memory} GiB, ${system}; load ${load.join(', ')}`;
}

/** @param {Quotient} quotient */
function tabled(quotient) {
  const { row, text, goals, speeds, ratio, pairs, difference } = quotient;
  const [goal = '', stretch = ''] = goals.map((each) => `${speeds ? '≥' : '≤'} ${each}`);
  const cells = [
    ...[row.name, row.precision, text, `**${digits(ratio)}**`],
    ...[`${digits(pairs.min)} … ${digits(pairs.max)}`, goal, stretch, verdict(quotient)],
    difference === null ? '' : exponential(difference),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** @param {Timed} timed */
function timesTabled({ row, times }) {
  return row.entries.flatMap(({ side, work, flops }, i) => {
    const ms = times[i] ?? [];
    if (ms.length === 0) return [];
    const speed = flops ? gigaflops(flops, spread(ms).median) : '';
    return `| ${[row.name, row.precision, `${side} ${work}`, written(spread(ms)), speed].join(' | ')} |`;
  });
}

/**
 * How many times as long as NumPy's the engine's work takes, where it takes longer.
 *
 * @param {readonly Quotient[]} all
 */
function slower(all) {
  const lines = all
    .filter(({ text }) => text.includes('NumPy'))
    .map(({ row, ratio, speeds }) => ({ row, times: speeds ? 1 / ratio : ratio }))
    .filter(({ times }) => times > 1)
    .map(({ row, times }) => `- ${row.name}, ${row.precision}: ${digits(times)} times as long`);
  return lines.length > 0 ? lines.join('\n') : 'Nothing of the above.';
}

/**
 * @param {number} flops
 * @param {number} ms
 */
function gigaflops(flops, ms) {
  return (flops / ms / 1e6).toFixed(1);
}

/** @param {import('../report.mjs').Spread} spread */
function written({ median, min, max }) {
  return `${digits(median)} [${digits(min)} … ${digits(max)}]`;
}

/** @param {number} value */
function digits(value) {
  return value.toFixed(Math.abs(value) < 10 ? 3 : Math.abs(value) < 100 ? 1 : 0);
}

/** @param {number} value */
function exponential(value) {
  return value === 0 ? '0' : value.toExponential(0);
}
