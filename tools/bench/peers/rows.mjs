// What is compared, and what the engine is meant to reach.

/**
 * A work of a side, timed in each round.
 *
 * @typedef {object} Entry
 * @property {string} side
 * @property {string} kind of the problem
 * @property {string} problem
 * @property {string} work
 * @property {number} [flops] operations of a unit, where speeds are compared
 * @property {number | null} [limit] most that its result may be apart from that of the engine's
 *   entry, relative to the largest; null where there is nothing to compare
 */

/**
 * A quotient of two entries, by their index: of times, which should be at most the goals, or of
 * speeds, which should be at least that. The second goal is the one to stretch for.
 *
 * @typedef {{ over: number, under: number, text: string, goals?: readonly number[], speeds?: true }} Ratio
 */

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {'f32' | 'f64'} precision
 * @property {number} units in a round, for each entry
 * @property {readonly Entry[]} entries of which those of sides that are not installed are left out;
 *   the first one with a work is what others with that work are compared with
 * @property {readonly Ratio[]} ratios
 */

/** @typedef {'f32' | 'f64'} Precision */

export const NAMES = {
  native: 'the same source, native',
  numpy: 'NumPy',
  tensorflow: 'TensorFlow.js',
  torch: 'PyTorch',
};

/** f32 keeps 24 bits, and each side rounds to them at other places. */
const LIMITS = { f64: 1e-11, f32: 2e-4 };
/** Eigenvalues of one tridiagonal matrix, that of Lanczos' steps from one start. */
const LANCZOS_LIMIT = 1e-9;
/** PyHessian adds 1e-6 to the lengths by which it divides, and is off by that. */
const PYHESSIAN_LIMIT = 2e-5;

/** What wasm may take of the time of the same source compiled for this machine. */
const OF_NATIVE = [1.1, 0.8];

/** Operations of the `peak` work (bench/src/work.rs) in one lane. */
const PEAK_FLOPS = 2 * 14 * 2_000_000;

/**
 * The same work by the engine and by others.
 *
 * @param {string} name
 * @param {Precision} precision
 * @param {Omit<Entry, 'side'> & { units: number }} what
 * @param {Partial<Record<keyof typeof NAMES, readonly number[]>>} goals by side; empty where none
 *   is set
 * @returns {Row}
 */
function same(name, precision, { units, ...entry }, goals) {
  const others = /** @type {(keyof typeof NAMES)[]} */ (Object.keys(goals));
  const limit = LIMITS[precision];
  return {
    ...{ name, precision, units },
    entries: ['engine', ...others].map((side) => ({ side, limit, ...entry })),
    ratios: others.map((side, i) => {
      const of = { over: 0, under: i + 1, text: `÷ ${NAMES[side]}` };
      return goals[side]?.length ? { ...of, goals: goals[side] } : of;
    }),
  };
}

/**
 * A product by what a gradient takes, and by what others' products take.
 *
 * @param {string} problem
 * @param {Precision} precision
 * @param {number} units
 * @returns {Row}
 */
function hessianTimes(problem, precision, units) {
  const entry = (/** @type {string} */ side, /** @type {string} */ work) => {
    return { side, kind: 'network', problem, work, limit: LIMITS[precision] };
  };
  return {
    ...{ name: `${problem} Hessian-vector product`, precision, units },
    entries: [
      ...[entry('engine', 'hvp'), entry('engine', 'gradient')],
      ...[entry('native', 'hvp'), entry('torch', 'hvp'), entry('numpy', 'hvp')],
      entry('torch', 'gradient'),
    ],
    ratios: [
      { over: 0, under: 1, text: '÷ its gradient, cached', goals: [1.25, 1.05] },
      { over: 0, under: 2, text: `÷ ${NAMES.native}` },
      { over: 0, under: 3, text: '÷ PyTorch, cached graph' },
      { over: 0, under: 4, text: '÷ NumPy, cached' },
      { over: 3, under: 5, text: 'PyTorch’s ÷ its gradient, cached graph' },
    ],
  };
}

/**
 * Speeds of a matrix product: against what this machine can do at most with vectors of 128 bits,
 * and against others' products. What TensorFlow.js calls is XNNPACK's.
 *
 * @param {string} problem
 * @param {string} shape
 * @param {Precision} precision
 * @param {number} flops
 * @returns {Row}
 */
function product(problem, shape, precision, flops) {
  const f32 = precision === 'f32';
  const of = { kind: 'product', problem, work: 'product', flops, limit: LIMITS[precision] };
  const lanes = f32 ? 4 : 2;
  const nothing = { kind: 'peak', problem: 'nothing', work: 'peak', limit: null };
  const peak = { side: 'native', ...nothing, flops: PEAK_FLOPS * lanes };
  const sides = f32 ? ['native', 'torch', 'numpy', 'tensorflow'] : ['native', 'torch', 'numpy'];
  /** @type {Ratio[]} */
  const ratios = [
    {
      ...{ over: 0, under: 1, text: 'speed ÷ native 128-bit multiply-add' },
      ...(f32 ? { goals: [0.75, 0.9] } : {}),
    },
    { over: 0, under: 2, text: `speed ÷ ${NAMES.native}` },
    { over: 0, under: 3, text: 'speed ÷ PyTorch (MKL)' },
    { over: 0, under: 4, text: 'speed ÷ NumPy (OpenBLAS)' },
    { over: 0, under: 5, text: 'speed ÷ TensorFlow.js (XNNPACK)', goals: [1.15, 1.35] },
  ];
  return {
    ...{ name: `matrix product, ${shape}`, precision, units: 10 },
    entries: [{ side: 'engine', ...of }, peak, ...sides.map((side) => ({ side, ...of }))],
    ratios: ratios.slice(0, 1 + sides.length).map((ratio) => ({ ...ratio, speeds: true })),
  };
}

/** @param {Precision} precision @returns {Row[]} */
function cases(precision) {
  const f32 = precision === 'f32';
  const W1 = { kind: 'network', problem: 'W1', work: 'gradient', units: 15 };
  const W2 = { kind: 'network', problem: 'W2', work: 'gradient', units: 5 };
  const step = { kind: 'steps', problem: 'W1', work: 'step', units: 15 };
  const ofW1 = f32 ? { torch: [0.8, 0.6], tensorflow: [0.13, 0.09] } : { torch: [1, 0.8] };
  const ofW2 = f32 ? { torch: [1.8, 1.4], tensorflow: [0.13, 0.1] } : { torch: [1.7, 1.3] };
  const beside = { native: OF_NATIVE, numpy: [] };
  return [
    same('W1 gradient', precision, W1, { ...ofW1, ...beside }),
    same('W1 step of gd, by the product', precision, step, ofW1),
    same('W2 gradient', precision, W2, { ...ofW2, ...beside }),
    hessianTimes('W1', precision, 15),
    hessianTimes('W2', precision, 5),
    product('cube', '512 × 512 × 512', precision, 2 * 512 ** 3),
    product('layer', '2,000 × 784 × 128', precision, 2 * 2_000 * 784 * 128),
  ];
}

const LANCZOS = { kind: 'network', problem: 'W1', work: 'lanczos', limit: LANCZOS_LIMIT };

/** @type {readonly Row[]} */
export const rows = [
  ...cases('f32'),
  ...cases('f64'),
  {
    ...{ name: 'W1 Lanczos, 20 products', precision: 'f64', units: 3 },
    entries: [
      { side: 'engine', ...LANCZOS },
      { side: 'torch', ...LANCZOS },
      { side: 'torch', ...LANCZOS, work: 'pyhessian', limit: PYHESSIAN_LIMIT },
    ],
    ratios: [
      { over: 0, under: 1, text: '÷ PyTorch', goals: [0.85, 0.7] },
      { over: 0, under: 2, text: '÷ PyHessian', goals: [0.9, 0.75] },
    ],
  },
];
