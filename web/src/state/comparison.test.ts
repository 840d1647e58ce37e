import { describe, expect, test } from 'vitest';
import type { Catalogue, HistoryRow, RunRecord } from '../generated/types';
import { compareRuns, compareTraining, minimaAdmitted } from './comparison';
import { critical, landscape, network, optimizer, point, record } from './example.test-data';
import type { TrainedRun } from './state';

const gd = optimizer('gd');
const usam = optimizer('usam', { rho: 0.2 });

describe('runs from several starts', () => {
  const spec = landscape({
    optimizers: [gd, usam],
    starts: [
      [0, 0],
      [1, 1],
    ],
  });
  const run = (changes: Partial<RunRecord>): RunRecord => ({ ...record(gd), ...changes });
  const at = (value: number): RunRecord['eigenvalues'] => [
    { value: 0.5, residual: 0 },
    { value, residual: 0 },
  ];
  const inside = (inside: boolean): Partial<RunRecord> =>
    ({ verdict: { inside } }) as Partial<RunRecord>;

  test('come to spans, endings and verdicts of each optimizer', () => {
    const [first, second] = compareRuns(spec, [
      run({
        steps: 10,
        cost: { gradients: 10, hvps: 0 },
        f: 2,
        eigenvalues: at(3),
        ...inside(true),
      }),
      run({
        steps: 30,
        cost: { gradients: 30, hvps: 0 },
        f: 1,
        eigenvalues: at(7),
        ...inside(false),
      }),
      run({
        steps: 5,
        cost: { gradients: 10, hvps: 5 },
        f: 0,
        eigenvalues: at(1),
        ...inside(true),
      }),
      null,
    ]);
    expect(first).toEqual({
      endings: [{ status: 'converged', runs: 2 }],
      steps: [10, 30],
      gradients: [10, 30],
      f: [1, 2],
      top: [3, 7],
      verdicts: new Map([
        [true, 1],
        [false, 1],
      ]),
    });
    expect(second?.endings).toEqual([
      { status: 'converged', runs: 1 },
      { status: null, runs: 1 },
    ]);
    // A Hessian-vector product is worth two gradients.
    expect(second?.gradients).toEqual([20, 20]);
  });

  test('that diverged are an ending and nothing else; what did not converge has no verdict', () => {
    const [first] = compareRuns(spec, [
      run({ status: 'diverged', steps: 9, f: null, eigenvalues: [] }),
      run({ status: 'budget', steps: 1000, f: 4, eigenvalues: at(2), verdict: null }),
      null,
      null,
    ]);
    expect(first?.endings.map(({ status }) => status)).toEqual(['diverged', 'budget']);
    expect(first?.steps).toEqual([1000, 1000]);
    expect(first?.f).toEqual([4, 4]);
    expect(first?.verdicts.size).toBe(0);
  });

  test('without starts there is nothing to say', () => {
    const [first] = compareRuns(landscape({ starts: [] }), []);
    expect(first).toMatchObject({ endings: [], steps: null, gradients: null, f: null, top: null });
  });
});

test('minima are counted, not saddles; a rule without a filter says nothing', () => {
  const points = [point(), point(), point({ kind: 'saddle' })];
  const known = critical(points);
  const admissions = [
    { admitted: [true, false, true], gains: null, c: 2 },
    { admitted: [null, null, null], gains: null, c: 2 },
  ];
  const sifted = { ...known, sifting: { ...known.sifting, admissions } };
  expect(minimaAdmitted(sifted, 0)).toEqual({ admitted: 1, all: 2 });
  expect(minimaAdmitted(sifted, 1)).toBeNull();
  expect(minimaAdmitted(null, 0)).toBeNull();
});

test('a training under way stands where its last measurement found it', () => {
  const catalogue = {
    rules: [
      { name: 'gd', cost: { gradients: 1, hvps: 0 } },
      { name: 'husam', cost: { gradients: 2, hvps: 1 } },
    ],
  } as Partial<Catalogue> as Catalogue;
  const row = { step: 20, train_loss: 0.3, test_loss: 0.4 } as HistoryRow;
  const runs: TrainedRun[] = [
    { history: [row], step: 23, record: null, through: null },
    { history: [], step: 0, record: null, through: null },
  ];
  const spec = network({ optimizers: [gd, optimizer('husam')] });
  const [first, second] = compareTraining(spec, catalogue, runs);
  expect(first).toMatchObject({ status: null, steps: 23, gradients: 23, trainLoss: 0.3 });
  expect(second).toMatchObject({ steps: 0, gradients: 0, testLoss: null });
  // Before anything was trained, too.
  expect(compareTraining(spec, catalogue, [])).toHaveLength(2);
});
