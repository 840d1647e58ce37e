// Numbers and tables of `npm run bench`.

/** @typedef {import('../../tests/bench/measure.mjs').Measured} Measured */
/** @typedef {import('./size.mjs').Weight} Weight */

/** @typedef {{ median: number, min: number, max: number }} Spread */

/** Most that the files of the first load may weigh together as a host sends them, in bytes. */
export const SIZE_LIMIT = { all: 200_000, wasm: 120_000 };

/**
 * @param {readonly number[]} values
 * @returns {Spread}
 */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1] ?? Number.NaN;
  const lower = sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
  return { median: (lower + upper) / 2, min: Math.min(...values), max: Math.max(...values) };
}

/**
 * The quotients of two lists: of their medians, and pair by pair.
 *
 * @param {readonly number[]} above
 * @param {readonly number[]} below
 */
export function quotient(above, below) {
  const pairs = above.map((value, i) => value / (below[i] ?? Number.NaN));
  return { of_medians: spread(above).median / spread(below).median, pairs: spread(pairs) };
}

/**
 * What is known of a case: milliseconds a unit, and quotients of them.
 *
 * @param {Measured} measured
 */
export function summary({ name, unit, goal, limit, milliseconds, agreements, engine, plain }) {
  const to = (/** @type {import('../../tests/bench/measure.mjs').Times} */ side) =>
    side.baselines.length > 0 ? quotient(side.times, side.baselines) : null;
  return {
    ...{ name, unit, agreements, runs: engine.times.length },
    engine_ms: spread(engine.times),
    plain_ms: plain.times.length > 0 ? spread(plain.times) : null,
    plain_by_engine: plain.times.length > 0 ? quotient(plain.times, engine.times) : null,
    /** Most that the engine may take: of the other side's time, and in milliseconds. */
    limits: { of_plain: limit, milliseconds },
    /** For products: their time by a gradient's. */
    to_gradient: goal === null ? null : { goal, engine: to(engine), plain: to(plain) },
  };
}

/** @typedef {ReturnType<typeof summary>} Summary */

/** The columns of the table of a place. */
const COLUMNS = [
  ['', 15],
  ['engine', 22],
  ['plain JavaScript', 22],
  ['plain/engine', 13],
  ['pair by pair', 22],
  ['results differ by', 0],
];

/**
 * The head of the table of a place.
 *
 * @param {string} place
 */
export function head(place) {
  return `${place}: milliseconds, median [least … most]\n${row(COLUMNS.map(([name]) => name))}`;
}

/**
 * The lines for a case.
 *
 * @param {Summary} summary
 */
export function describe({ name, agreements, ...summary }) {
  const { engine_ms, plain_ms, plain_by_engine, limits, to_gradient } = summary;
  if (summary.runs === 0) return row([name, 'results differ too much: not timed']);
  const difference = Math.max(...agreements.map((each) => each.difference));
  const beside =
    plain_ms && plain_by_engine
      ? [written(plain_ms), digits(plain_by_engine.of_medians), written(plain_by_engine.pairs)]
      : ['', '', ''];
  const differs = difference === 0 ? '0' : difference.toExponential(0);
  const lines = [row([name, written(engine_ms), ...beside, differs])];
  if (limits.of_plain !== null && plain_ms) {
    const part = engine_ms.median / plain_ms.median;
    lines.push(against(`${digits(part)} of the other's time`, part, limits.of_plain));
  }
  if (limits.milliseconds !== null) {
    const { median } = engine_ms;
    lines.push(against(`${digits(median)} ms`, median, limits.milliseconds));
  }
  if (to_gradient?.engine && to_gradient.plain) {
    const { goal, engine, plain } = to_gradient;
    const medians = [engine, plain].map((quotients) => digits(quotients.of_medians));
    lines.push(row(['  ÷ gradient', ...medians, `  goal for the engine: at most ${goal}`]));
    lines.push(row(['  pair by pair', written(engine.pairs), written(plain.pairs)]));
  }
  return lines.join('\n');
}

/**
 * @param {string} what
 * @param {number} value
 * @param {number} limit
 */
function against(what, value, limit) {
  return `  ${what}: ${value <= limit ? 'within' : 'beyond'} the limit of ${limit}`;
}

/** @param {readonly (string | number | undefined)[]} cells */
function row(cells) {
  const padded = cells.map((cell, i) => String(cell).padEnd(Number(COLUMNS[i]?.[1]) + 1));
  return padded.join(' ').trimEnd();
}

/** @param {Spread} spread */
function written({ median, min, max }) {
  return `${digits(median)} [${digits(min)} … ${digits(max)}]`;
}

/** @param {number} value */
function digits(value) {
  return value.toFixed(Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0);
}

/**
 * The table of sizes.
 *
 * @param {{ first: readonly Weight[], later: readonly Weight[] }} weights
 * @param {readonly Weight[]} libraries to compare with
 */
export function describeSizes({ first, later }, libraries) {
  const columns = (/** @type {string} */ name, /** @type {readonly string[]} */ cells) =>
    name.padEnd(38) + cells.map((cell) => cell.padStart(9)).join('');
  const line = (/** @type {Weight} */ { file, raw, gzip, brotli }) =>
    columns(`  ${file}`, [raw, gzip, brotli].map(kilobytes));
  const wasm = first.filter(({ file }) => file.endsWith('.wasm'));
  const verdict = (
    /** @type {string} */ what,
    /** @type {number} */ bytes,
    /** @type {number} */ limit,
  ) =>
    `  ${what}: ${kilobytes(bytes)} kB, ${bytes <= limit ? 'within' : 'beyond'} the limit of ${kilobytes(limit)} kB, as brotli`;
  return [
    columns('Size in kB', ['raw', 'gzip', 'brotli']),
    ...first.map(line),
    line({ ...total(first), file: 'first load together' }),
    verdict('the first load', total(first).brotli, SIZE_LIMIT.all),
    verdict('of it wasm', total(wasm).brotli, SIZE_LIMIT.wasm),
    ...libraries.map((library) => line({ ...library, file: `beside it: ${library.file}` })),
    'Loaded later, by import() or as data; not counted',
    ...later.map(line),
  ].join('\n');
}

/** @param {readonly Weight[]} weights */
export function total(weights) {
  const sum = { raw: 0, gzip: 0, brotli: 0 };
  for (const { raw, gzip, brotli } of weights) {
    sum.raw += raw;
    sum.gzip += gzip;
    sum.brotli += brotli;
  }
  return sum;
}

/** @param {number} bytes */
export function kilobytes(bytes) {
  return (bytes / 1000).toFixed(1);
}
