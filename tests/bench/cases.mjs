// What `npm run bench` times: the engine, called through its border as the page and the terminal
// call it, and plain JavaScript (plain/) doing the same work on the same numbers.
//
// These files run alike in Node and in a browser's page. Before it is timed, a case says how far
// apart both come out.

import { Descent } from './plain/descent.mjs';
import { basins, descend, follow, grid } from './plain/himmelblau.mjs';
import { probe, sample } from './plain/lanczos.mjs';
import { Network } from './plain/network.mjs';
import { zeros } from './plain/vector.mjs';

/** @typedef {typeof import('../../web/src/generated/engine.js')} Engine */
/** @typedef {import('./plain/vector.mjs').Precision} Precision */

/**
 * @typedef {object} Surroundings
 * @property {Engine} engine
 * @property {Uint8Array} digits the digits' file
 * @property {boolean} quick less work in a run
 */

/**
 * Gets a run ready, untimed, and gives its work, one unit a call. Every run does the same.
 *
 * @typedef {() => { work(): void, end?(): void }} Start
 */

/**
 * One of the two that are compared. What `baseline` takes is taken off `start`'s time.
 *
 * @typedef {{ start: Start, baseline?: Start }} Side
 */

/**
 * How far both sides' results are apart, and how far they may be: relative to the largest.
 *
 * @typedef {{ what: string, difference: number, limit: number }} Agreement
 */

/**
 * @typedef {object} Prepared
 * @property {number} units how many make a run
 * @property {readonly Agreement[]} agreements
 * @property {Side} engine
 * @property {Side} [plain] what the engine is compared with, if it is
 */

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {string} unit what is timed
 * @property {number} [goal] most that a unit may take of the baseline's time
 * @property {number} [limit] most that the engine may take of the other side's time
 * @property {number} [milliseconds] most that it may take
 * @property {(surroundings: Surroundings) => Prepared} prepare
 */

const SIZES = [64, 32, 10];
const ROWS = 1_437;
const INK = 16;
const SEED = 1;

/** @type {readonly Case[]} */
export const cases = [
  gradient('f64'),
  gradient('f32'),
  hessianTimes('f64'),
  hessianTimes('f32'),
  {
    name: 'lanczos',
    unit: '20 Lanczos steps of the same, fully reorthogonalized',
    prepare: prepareLanczos,
  },
  { name: 'descent', unit: '10⁶ steps of gd on himmelblau', prepare: prepareDescent },
  {
    name: 'value-grid',
    unit: 'himmelblau on a grid of 512 × 512',
    limit: 0.6,
    prepare: prepareGrid,
  },
  {
    name: 'basins',
    unit: 'the ends of gd on himmelblau from 256 × 256 starts, at most 500 steps',
    limit: 0.25,
    prepare: prepareBasins,
  },
  {
    name: 'basins-full',
    unit: 'the same to step 500: plain without any test, the engine with tolerance 0',
    limit: 0.2,
    prepare: prepareFullBasins,
  },
  {
    name: 'typed-gradient',
    unit: '100 steps of gd from 64 × 64 starts, himmelblau typed; not beside plain but built-in',
    limit: 8,
    prepare: prepareTypedGradient,
  },
  {
    name: 'typed-point',
    unit: '10⁵ steps of gd from one start, himmelblau typed; not beside plain but built-in',
    prepare: prepareTypedPoint,
  },
  {
    name: 'critical-points',
    unit: 'the critical points of the function of the catalogue that takes longest',
    milliseconds: 100,
    prepare: prepareCriticalPoints,
  },
];

const GD = { rule: 'gd', momentum: 'none', alpha: 0.5 };
const PSAM = { rule: 'psam', momentum: 'none', alpha: 0.5, rho: 0.1 };

/** f32 keeps 24 bits, and the plain program rounds to them at other places than the engine. */
const LIMITS = { f64: 1e-12, f32: 1e-4 };

/**
 * Both networks, at θ₀ of the engine's seed.
 *
 * @param {Surroundings} surroundings
 * @param {Precision} precision
 */
export function networks({ engine, digits }, precision) {
  const spec = engine.readSpec({
    v: 1,
    objective: {
      kind: 'mlp',
      data: { name: 'digits' },
      ...{ layers: SIZES.slice(1, -1), activation: 'tanh', loss: 'ce', precision },
    },
    optimizers: [GD, PSAM],
    seed: SEED,
    stop: { steps: 1_000_000, grad_tol: 0 },
    // No eigenvalues along the way.
    curvature: { every: 1_000_000, top: 0, bottom: 0 },
  });
  const experiment = new engine.Experiment(spec, digits);
  const inputs = Float64Array.from(digits.subarray(0, 64 * ROWS), (pixel) => pixel / INK);
  const labels = digits.slice(-digits.length / 65).subarray(0, ROWS);
  const plain = new Network(SIZES, inputs, labels, precision);
  const run = experiment.run(0, 0, false);
  const theta = run.parameters();
  run.free();
  return { experiment, plain, theta };
}

/**
 * A run of so many steps by both sides, and how far apart they end.
 *
 * @param {ReturnType<typeof networks>} networks
 * @param {number} steps
 * @param {Precision} precision
 * @param {0 | 1} optimizer
 */
function trained({ experiment, plain, theta }, steps, precision, optimizer) {
  const { rule, ...numbers } = [GD, PSAM][optimizer] ?? GD;
  const options = { ...numbers, tolerance: 0 };
  /** @type {Start} */
  const engineStart = () => {
    const run = experiment.run(optimizer, 0, false, theta);
    return { work: () => void run.advance(1), end: () => run.free() };
  };
  /** @type {Start} */
  const plainStart = () => {
    const run = new Descent(plain, theta, options);
    return { work: () => run.advance(1) };
  };
  const run = experiment.run(optimizer, 0, false, theta);
  run.advance(steps);
  const descent = new Descent(plain, theta, options);
  descent.advance(steps);
  const limit = LIMITS[precision];
  const agreements = [
    agreement(`θ by ${rule}`, run.parameters(), descent.x, limit),
    agreement(`f by ${rule}`, [run.record().f ?? Number.NaN], [descent.f], limit),
    agreement(`steps by ${rule}`, [run.step], [descent.step], 0),
  ];
  run.free();
  return { engineStart, plainStart, agreements };
}

/**
 * Steps of gd: one gradient each.
 *
 * @param {Precision} precision
 * @returns {Case}
 */
function gradient(precision) {
  return {
    name: `gradient-${precision}`,
    unit: `a gradient of the ${SIZES.join('-')} network on ${ROWS} digits, in ${precision}`,
    prepare: (surroundings) => {
      const units = surroundings.quick ? 9 : 21;
      const both = networks(surroundings, precision);
      const { engineStart, plainStart, agreements } = trained(both, units, precision, 0);
      return { units, agreements, engine: { start: engineStart }, plain: { start: plainStart } };
    },
  };
}

/**
 * Steps of psam, a gradient and a Hessian-vector product each, less steps of gd.
 *
 * @param {Precision} precision
 * @returns {Case}
 */
function hessianTimes(precision) {
  return {
    name: `hvp-${precision}`,
    unit: `a Hessian-vector product of the same: a step of psam less one of gd, in ${precision}`,
    goal: 1.4,
    prepare: (surroundings) => {
      const units = surroundings.quick ? 9 : 21;
      const both = networks(surroundings, precision);
      const [gd, psam] = [trained(both, units, precision, 0), trained(both, units, precision, 1)];
      return {
        units,
        agreements: [...gd.agreements, ...psam.agreements],
        engine: { start: psam.engineStart, baseline: gd.engineStart },
        plain: { start: psam.plainStart, baseline: gd.plainStart },
      };
    },
  };
}

/** @type {Case['prepare']} */
function prepareLanczos(surroundings) {
  const DEPTH = 20;
  const { experiment, plain, theta } = networks(surroundings, 'f64');
  const start = probe(plain.dimension, SEED);
  const gradient = zeros('f64', plain.dimension);
  const engineWork = () => experiment.sampleSpectrum(theta, 1, DEPTH);
  const plainWork = () => {
    plain.gradient(theta, gradient);
    return sample((v, out) => plain.hessianTimes(theta, v, out), start, DEPTH);
  };
  const [ours, theirs] = [engineWork(), plainWork()];
  return {
    units: 1,
    agreements: [
      agreement('trace', [ours.trace.value], [theirs.trace], 1e-12),
      // Rounding grows from one Lanczos step to the next.
      agreement('nodes', ours.density.nodes, theirs.nodes, 1e-9),
      agreement('weights', ours.density.weights, theirs.weights, 1e-9),
    ],
    engine: { start: () => ({ work: () => void engineWork() }) },
    plain: { start: () => ({ work: () => void plainWork() }) },
  };
}

/** @type {Case['prepare']} */
function prepareDescent({ engine }) {
  const steps = 1_000_000;
  const alpha = 0.001;
  const spec = engine.readSpec({
    v: 1,
    objective: { kind: 'function', name: 'himmelblau' },
    starts: [[1, 2]],
    optimizers: [{ rule: 'gd', momentum: 'none', alpha }],
    // The run comes to rest near (3, 2), where ∇f is rounded and never 0; it goes on.
    stop: { steps: 10_000_000, grad_tol: 0 },
  });
  const experiment = new engine.Experiment(spec);
  const plainWork = () => descend(1, 2, alpha, 0, steps);
  const run = experiment.run(0, 0, false);
  run.advance(steps);
  const [ours, theirs] = [run.record(), plainWork()];
  const agreements = [
    agreement('x', run.parameters(), [theirs.x, theirs.y], 1e-12),
    agreement('steps', [run.step, run.step], [theirs.step, steps], 0),
    agreement('still running', [Number(ours.status === theirs.status)], [1], 0),
  ];
  run.free();
  return {
    units: 1,
    agreements,
    engine: {
      start: () => {
        const run = experiment.run(0, 0, false);
        return { work: () => void run.advance(steps), end: () => run.free() };
      },
    },
    plain: { start: () => ({ work: () => void plainWork() }) },
  };
}

const WINDOW = /** @type {const} */ ([-5, 5, -5, 5]);
const HIMMELBLAU = { kind: 'function', name: 'himmelblau' };
const TYPED = { kind: 'expr', source: '(x^2+y-11)^2 + (x+y^2-7)^2', params: {} };

/**
 * gd on himmelblau.
 *
 * @param {Engine} engine
 * @param {{ objective?: object, steps: number, tolerance: number }} options
 */
function onHimmelblau(engine, { objective = HIMMELBLAU, steps, tolerance }) {
  const spec = engine.readSpec({
    v: 1,
    objective,
    window: WINDOW,
    starts: [[1, 2]],
    optimizers: [{ ...GD, alpha: ALPHA }],
    stop: { steps, grad_tol: tolerance },
  });
  return new engine.Experiment(spec);
}

const ALPHA = 0.01;

/** @type {Case['prepare']} */
function prepareGrid({ engine, quick }) {
  const SIDE = 512;
  const experiment = onHimmelblau(engine, { steps: 1, tolerance: 0 });
  // Both write to an array that is there: a browser takes longer to make one than to fill it.
  const [ours, theirs] = [new Float64Array(SIDE * SIDE), new Float64Array(SIDE * SIDE)];
  const engineWork = () => experiment.grid([...WINDOW], SIDE, SIDE, ours);
  const plainWork = () => grid(WINDOW, SIDE, SIDE, theirs);
  return {
    units: quick ? 9 : 21,
    agreements: [agreement('values', engineWork(), plainWork(), 1e-12)],
    engine: { start: () => ({ work: () => void engineWork() }) },
    plain: { start: () => ({ work: () => void plainWork() }) },
  };
}

/** @type {Case['prepare']} */
function prepareBasins({ engine, quick }) {
  const SIDE = quick ? 64 : 256;
  const STEPS = 500;
  const TOLERANCE = 1e-10;
  const experiment = onHimmelblau(engine, { steps: STEPS, tolerance: TOLERANCE });
  // Both write to an array that is there.
  const into = [0, 1].map(() => new Float64Array(4 * SIDE * SIDE));
  const engineWork = () => experiment.basinRows(0, SIDE, SIDE, 0, SIDE, into[0]);
  const plainWork = () => basins(WINDOW, SIDE, ALPHA, TOLERANCE, STEPS, into[1]);
  const [ours, theirs] = [engineWork(), plainWork()];
  const agreements = ['statuses', 'x', 'y', 'λmax'].map((what, column) =>
    // All but λmax, which is computed another way, are the same to the bit.
    agreement(what, entries(ours, 4, column), entries(theirs, 4, column), column < 3 ? 0 : 1e-12),
  );
  return {
    units: quick ? 3 : 5,
    agreements,
    engine: { start: () => ({ work: () => void engineWork() }) },
    plain: { start: () => ({ work: () => void plainWork() }) },
  };
}

/**
 * Nothing stops the plain program. The engine looks for ends as ever and finds the few runs that
 * reach ∇f = 0; runs that go in circles, to the bit, it does not follow to the end.
 *
 * @type {Case['prepare']}
 */
function prepareFullBasins({ engine, quick }) {
  const SIDE = quick ? 64 : 256;
  const STEPS = 500;
  const experiment = onHimmelblau(engine, { steps: STEPS, tolerance: 0 });
  const engineWork = () => experiment.basinRows(0, SIDE, SIDE, 0, SIDE);
  const plainWork = () => follow(WINDOW, SIDE, ALPHA, STEPS);
  const [ours, theirs] = [engineWork(), plainWork()];
  return {
    units: quick ? 3 : 5,
    agreements: [
      agreement('x', entries(ours, 4, 1), entries(theirs, 2, 0), 0),
      agreement('y', entries(ours, 4, 2), entries(theirs, 2, 1), 0),
    ],
    engine: { start: () => ({ work: () => void engineWork() }) },
    plain: { start: () => ({ work: () => void plainWork() }) },
  };
}

/**
 * Every so-manieth number.
 *
 * @param {Float64Array} numbers
 * @param {number} width
 * @param {number} column
 */
function entries(numbers, width, column) {
  return numbers.filter((_, i) => i % width === column);
}

/**
 * Both sides are the engine's. A step is a gradient and little else.
 *
 * @type {Case['prepare']}
 */
function prepareTypedGradient({ engine, quick }) {
  const SIDE = 64;
  const [typed, builtIn] = [TYPED, HIMMELBLAU].map((objective) => {
    const experiment = onHimmelblau(engine, { objective, steps: 100, tolerance: 0 });
    return () => experiment.basinRows(0, SIDE, SIDE, 0, SIDE);
  });
  if (!typed || !builtIn) throw new Error('two');
  return {
    units: quick ? 3 : 9,
    agreements: [1, 2].map((column) =>
      agreement(`x${column}`, entries(typed(), 4, column), entries(builtIn(), 4, column), 1e-12),
    ),
    engine: { start: () => ({ work: () => void typed() }) },
    plain: { start: () => ({ work: () => void builtIn() }) },
  };
}

/** @type {Case['prepare']} */
function prepareTypedPoint({ engine }) {
  const STEPS = 100_000;
  const [typed, builtIn] = [TYPED, HIMMELBLAU].map((objective) => {
    const experiment = onHimmelblau(engine, { objective, steps: 10_000_000, tolerance: 0 });
    return () => {
      const run = experiment.run(0, 0, false);
      run.advance(STEPS);
      const x = run.parameters();
      run.free();
      return x;
    };
  });
  if (!typed || !builtIn) throw new Error('two');
  return {
    units: 3,
    agreements: [agreement('x', typed(), builtIn(), 1e-12)],
    engine: { start: () => ({ work: () => void typed() }) },
    plain: { start: () => ({ work: () => void builtIn() }) },
  };
}

/** @type {Case['prepare']} */
function prepareCriticalPoints({ engine }) {
  const searches = engine.catalogue().functions.map(({ name }) => {
    const spec = engine.readSpec({
      v: 1,
      objective: { kind: 'function', name },
      optimizers: [GD],
    });
    const experiment = new engine.Experiment(spec);
    return { name, work: () => experiment.criticalPoints() };
  });
  const rounds = [0, 1, 2].map(() =>
    searches.map(({ work }) => {
      const began = performance.now();
      work();
      return performance.now() - began;
    }),
  );
  const times = searches.map((_, i) => Math.min(...rounds.map((round) => Number(round[i]))));
  const slowest = searches[times.indexOf(Math.max(...times))];
  const himmelblau = searches.find(({ name }) => name === 'himmelblau');
  if (!slowest || !himmelblau) throw new Error('functions');
  return {
    units: 5,
    agreements: [agreement('points of himmelblau', [himmelblau.work().points.length], [9], 0)],
    engine: { start: () => ({ work: () => void slowest.work() }) },
  };
}

/**
 * @param {string} what
 * @param {ArrayLike<number>} ours
 * @param {ArrayLike<number>} theirs
 * @param {number} limit
 * @returns {Agreement}
 */
function agreement(what, ours, theirs, limit) {
  if (ours.length !== theirs.length) return { what, difference: Number.NaN, limit };
  let difference = 0;
  let largest = 0;
  for (let i = 0; i < ours.length; i++) {
    const [a, b] = [ours[i] ?? Number.NaN, theirs[i] ?? Number.NaN];
    if (Number.isNaN(a) && Number.isNaN(b)) continue;
    // Math.max hands on NaN.
    difference = Math.max(difference, Math.abs(a - b));
    largest = Math.max(largest, Math.abs(a), Math.abs(b));
  }
  return { what, difference: difference === 0 ? 0 : difference / largest, limit };
}
