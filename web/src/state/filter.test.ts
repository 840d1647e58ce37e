import { describe, expect, test } from 'vitest';
import type { Catalogue, FilterReport, RunRecord } from '../generated/types';
import { BESIDE, landscape, network, optimizer, record } from './example.test-data';
import { runKey, runPlaces } from './experiment';
import { rangeShown, roundedStep, runningOrders, ticksOf } from './filter';
import { spectraKey } from './spectrum';
import { initialState, type RunState, type State } from './state';

const catalogue = {
  rules: [
    { name: 'gd', preconditioned: false },
    { name: 'usam', preconditioned: false },
    { name: 'sam', preconditioned: false },
    { name: 'adam', preconditioned: true },
  ],
} as unknown as Catalogue;

const report = (bound: number | null): FilterReport => ({
  optimizer: optimizer('gd'),
  passband: bound === null ? null : [[0, bound]],
  lone_points: [],
  bound,
  c: 2,
  radius: null,
});

/** An experiment whose runs all took ten steps and ended with these records. */
function ended(spec = landscape(), changes: Partial<RunRecord> = {}): State {
  const runs = runPlaces(spec).map(
    (place): RunState => ({
      key: runKey(spec, place),
      trail: { points: new Float64Array(22), stride: 1, steps: 10 },
      record: record(spec.optimizers[place.optimizer] as RunRecord['optimizer'], changes),
      through: null,
      stale: false,
    }),
  );
  const facts = { hypotheses: {} as never, filters: spec.optimizers.map(() => report(12.5)) };
  return { ...initialState, catalogue, facts, runs, experiment: { spec, beside: BESIDE } };
}

const at = (state: State, step: number): State => ({ ...state, playhead: step });

describe('ticks', () => {
  test('at the end of a run are its record’s eigenvalues, with its verdict', () => {
    expect(ticksOf(ended())).toEqual(
      [0, 1].flatMap((optimizer) =>
        [1, 10].map((value) => ({ optimizer, value, extreme: true, mark: 'inside' })),
      ),
    );
  });

  test('of a run outside each have their own verdict', () => {
    const verdict = { inside: false, margin: -1, jacobian_radius: 2 };
    const state = ended(landscape({ optimizers: [optimizer('gd')] }), { verdict });
    const [run] = state.runs;
    const judged = { ...state, runs: [{ ...(run as RunState), through: [false, true] }] };
    expect(ticksOf(judged).map(({ mark }) => mark)).toEqual(['outside', 'inside']);
  });

  test.each([
    ['budget', { verdict: null, reading: { inside: true, margin: 1, jacobian_radius: 1 } }],
    ['converged', { verdict: null }],
    ['converged', { verdict: { inside: null, margin: 1, jacobian_radius: 1 } }],
  ] as const)('without a verdict (%s) are readings', (status, changes) => {
    const marks = ticksOf(ended(landscape(), { status, ...changes })).map(({ mark }) => mark);
    expect(new Set(marks)).toEqual(new Set(['reading']));
  });

  test('on the way are those of the point shown, and only of that run', () => {
    const state = at(ended(), 4);
    expect(ticksOf(state)).toEqual([]);
    const keys = [state.runs[0]?.key as string, 'another run'];
    const numbers = Float64Array.from([0, 0.5, -2, 7, 1, 0, 0, 0.5, -2, 7, 1, 0]);
    const standing = { keys, numbers };
    expect(ticksOf({ ...state, filter: { ...state.filter, standing } })).toEqual(
      [-2, 7].map((value) => ({ optimizer: 0, value, extreme: true, mark: 'passing' })),
    );
  });

  test('of adam are eigenvalues of P⁻¹H, and none where P is not known', () => {
    const spec = landscape({ optimizers: [optimizer('adam')] });
    const state = ended(spec, {
      verdict: null,
      preconditioned_eigenvalues: [{ value: 33, residual: 0 }],
    });
    expect(ticksOf(state)).toMatchObject([{ value: 33, mark: 'reading' }]);
    const numbers = Float64Array.from([0, 0.5, -2, 7, 1, 0]);
    const standing = { keys: state.runs.map(({ key }) => key), numbers };
    expect(ticksOf(at({ ...state, filter: { ...state.filter, standing } }, 4))).toEqual([]);
  });

  test('of a network are those of its latest reading', () => {
    const spec = network({ optimizers: [optimizer('gd'), optimizer('adam')] });
    const row = { lambda_min: -1, lambda_max: 8, preconditioned_lambda_max: 400 } as never;
    const run = { history: [row], step: 25, record: null, through: null };
    const training = { ...initialState.training, spec, runs: [run, run] };
    const state = { ...ended(spec), training };
    expect(ticksOf(state).map(({ optimizer, value }) => [optimizer, value])).toEqual([
      [0, -1],
      [0, 8],
      [1, 400],
    ]);
  });
});

describe('ticks of a network', () => {
  const spec = network({ optimizers: [optimizer('gd')] });
  const row = (step: number, top: number): never =>
    ({ step, lambda_min: -1, lambda_max: top, grad_norm: 1 }) as never;
  const run = { history: [row(0, 2), row(25, 8)], step: 25, record: null, through: null };
  const training = { ...initialState.training, spec, runs: [run] };
  const state = { ...ended(spec), training };
  const values = (of: State): number[] => ticksOf(of).map(({ value }) => value);

  const scrubbed = (of: State, step: number): State => ({
    ...of,
    experiment: { spec, beside: { ...BESIDE, at: step } },
  });

  test('are those of the step shown', () => {
    expect(values(scrubbed(state, 24))).toEqual([-1, 2]);
    expect(values(scrubbed(state, 25))).toEqual([-1, 8]);
  });

  test('are all that a look at the spectrum found there, and no others', () => {
    const eigenvalues = [-1, 0, 3, 5, 8].map((value) => ({ value, residual: 0, converged: true }));
    const report = { eigenvalues } as never;
    const seen = { optimizer: 0, preconditioned: false, step: 25, report, problem: null };
    const spectra = {
      key: spectraKey(spec),
      depth: 64,
      found: [{ ...seen, complete: true }],
      work: null,
      refused: null,
      cancelled: false,
    };
    expect(ticksOf({ ...state, spectra })).toMatchObject([
      { value: -1, extreme: true, mark: 'passing' },
      { value: 0, extreme: false },
      { value: 3, extreme: false },
      { value: 5, extreme: false },
      { value: 8, extreme: true },
    ]);
    expect(values(scrubbed({ ...state, spectra }, 10))).toEqual([-1, 2]);
    expect(values({ ...state, spectra: { ...spectra, key: 'another' } })).toEqual([-1, 8]);
  });
});

describe('the range shown', () => {
  test('is the one chosen, else the one held, else one that holds all', () => {
    const state = ended();
    const held = { ...state, filter: { ...state.filter, heldRange: [-3, 3] as const } };
    const chosen: State = {
      ...held,
      experiment: { spec: landscape(), beside: { ...BESIDE, lambda: [2, 4] } },
    };
    expect(rangeShown(state)).toEqual([-1.5, 15]);
    expect(rangeShown(held)).toEqual([-3, 3]);
    expect(rangeShown(chosen)).toEqual([2, 4]);
    expect(rangeShown(initialState)).toBeNull();
  });

  test('does not follow diverged runs', () => {
    const far = [{ value: 1e30, residual: 0 }];
    expect(rangeShown(ended(landscape(), { status: 'diverged', eigenvalues: far }))).toEqual([
      -1.5, 15,
    ]);
  });
});

describe('running filters', () => {
  const spec = landscape({ optimizers: [optimizer('gd'), optimizer('sam', { rho: 0.1 })] });
  const filters = [report(12.5), report(null)];
  const state = { ...ended(spec), facts: { hypotheses: {} as never, filters } };

  test('are asked for where runs without a fixed one stand', () => {
    expect(runningOrders(state)).toEqual([{ optimizer: 1, gradientNorm: 1e-11 }]);
    const numbers = Float64Array.from([0, 0.5, -2, 7, 1, 0, 0, 0.25, -2, 7, 1, 0]);
    const standing = { keys: state.runs.map(({ key }) => key), numbers };
    const passing = at({ ...state, filter: { ...state.filter, standing } }, 4);
    expect(runningOrders(passing)).toEqual([{ optimizer: 1, gradientNorm: 0.25 }]);
  });

  test('are not, where the gradient is not known', () => {
    expect(runningOrders(at(state, 4))).toEqual([]);
    expect(runningOrders(ended())).toEqual([]);
  });
});

test('a step size from a drag is as short as a pixel allows', () => {
  expect(roundedStep(0.159_871_234, 0.01)).toBe(0.16);
  expect(roundedStep(0.159_871_234, 1e-4)).toBe(0.15987);
  expect(roundedStep(1 / 3, 1e-30)).toBe(1 / 3);
});
