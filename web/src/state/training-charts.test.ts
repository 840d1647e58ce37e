import { expect, test } from 'vitest';
import type { Catalogue, FilterReport, HistoryRow, RunRecord } from '../generated/types';
import { network, optimizer } from './example.test-data';
import type { TrainedRun } from './state';
import { PLAIN_CHARTS, rowAt, TrainingCharts } from './training-charts';

const ruleRow = (name: string, gradients: number, hvps = 0, preconditioned = false) => ({
  name,
  cost: { gradients, hvps },
  preconditioned,
});
const CATALOGUE = {
  rules: [
    ruleRow('gd', 1),
    ruleRow('usam2', 3),
    ruleRow('husam', 2, 1),
    ruleRow('adam', 1, 0, true),
  ],
} as Partial<Catalogue> as Catalogue;

const row = (step: number, numbers: Partial<HistoryRow> = {}): HistoryRow => ({
  step,
  loss: 1,
  train_loss: 1,
  test_loss: null,
  train_accuracy: null,
  test_accuracy: null,
  grad_norm: 1,
  lambda_max: 5,
  lambda_max_residual: 0,
  lambda_min: 0,
  lambda_min_residual: 0,
  preconditioned_lambda_max: null,
  ratio: 0.5,
  ...numbers,
});

const run = (history: HistoryRow[], status?: RunRecord['status']): TrainedRun => ({
  history,
  step: history.at(-1)?.step ?? 0,
  record: status ? ({ status } as RunRecord) : null,
  through: null,
});

function charts(
  rules: readonly ('gd' | 'usam2' | 'husam' | 'adam')[],
  runs: readonly TrainedRun[],
  choices = PLAIN_CHARTS,
) {
  const spec = network({ optimizers: rules.map((rule) => optimizer(rule)) });
  const filters = rules.map(() => ({ bound: 12 })) as FilterReport[];
  const looks = rules.map((name) => ({ name, colour: 'red', momentum: 'none' }));
  const source = { spec, catalogue: CATALOGUE, filters, runs, looks, select: null };
  return new TrainingCharts(source, choices);
}

test('over gradients a step lies where what it cost has been spent', () => {
  const history = [row(0), row(10), row(20)];
  const over = charts(['gd', 'usam2'], [run(history), run(history)], {
    ...PLAIN_CHARTS,
    axis: 'gradients',
  });
  expect(over.stack.steps).toEqual([0, 10, 20, 30, 60]);
  expect(over.stack.charts[0]?.lines[1]?.values).toEqual([5, null, null, 5, 5]);
  expect(over.placesAt(15)).toEqual([1, 3]);
  expect(over.stack.lastStep).toBe(3 * network().stop.steps);
});

test('a Hessian-vector product counts as two gradients', () => {
  const over = charts(['husam'], [run([row(0), row(5)])], { ...PLAIN_CHARTS, axis: 'gradients' });
  expect(over.stack.steps).toEqual([0, 20]);
});

test('the cursor is where the scrubber is, and back', () => {
  const over = charts(['usam2'], [run([row(0)])], { ...PLAIN_CHARTS, axis: 'gradients' });
  expect([over.cursor(7), over.stepAt(over.cursor(7))]).toEqual([21, 7]);
});

test('a bound on P⁻¹H is drawn with its eigenvalues, not with those of H', () => {
  const history = [row(0), row(10, { preconditioned_lambda_max: 300 })];
  const [top, preconditioned] = charts(['gd', 'adam'], [run(history), run(history)]).stack.charts;
  expect(top?.lines.map(({ bound }) => bound)).toEqual([12, null]);
  expect(preconditioned?.lines).toMatchObject([{ run: 1, bound: 12, values: [null, 300] }]);
});

test('what diverges leaves the picture, and flattens no other', () => {
  const wild = run([row(0), row(3, { lambda_max: 1e9, loss: 1e200 })], 'diverged');
  const calm = run([row(0), row(10, { lambda_max: 8 })]);
  const [top] = charts(['gd', 'usam2'], [wild, calm]).stack.charts;
  expect(top?.limits).toEqual([5, 12]);
  expect(charts(['gd'], [calm]).stack.charts[0]?.limits).toBeUndefined();
});

test('thousands of rows are thinned, and the last one stays', () => {
  const history = Array.from({ length: 50_001 }, (_, step) => row(step));
  const { steps } = charts(['gd'], [run(history)]).stack;
  expect(steps.length).toBeLessThan(2000);
  expect(steps.at(-1)).toBe(50_000);
});

test('a row is read at its step, or the last one before', () => {
  const history = [row(0), row(10), row(20)];
  expect([rowAt(history, 9)?.step, rowAt(history, 10)?.step, rowAt(history, null)?.step]).toEqual([
    0, 10, 20,
  ]);
});

test('one run’s charts are its bound’s and its loss, before the others as faint lines without names', () => {
  const history = [row(0, { test_loss: 2 }), row(10, { test_loss: 2 })];
  const all = charts(['gd', 'usam2', 'adam'], [run(history), run(history), run(history)]);
  const [top, loss] = all.of(1).charts;
  expect(top?.title).toBe('λ max and its bound, 12');
  expect(top?.lines.map(({ run, faded, bound }) => [run, faded, bound])).toEqual([
    [0, true, null],
    [2, true, null],
    [1, false, 12],
  ]);
  // The losses on test rows of others would be a tangle.
  expect(loss?.lines.map(({ run, companion }) => [run, companion])).toEqual([
    [0, false],
    [2, false],
    [1, false],
    [1, true],
  ]);
  expect([...(top?.lines ?? []), ...(loss?.lines ?? [])].every(({ name }) => name === '')).toBe(
    true,
  );
  expect(all.of(1).steps).toBe(all.stack.steps);
});

test('a preconditioned run’s bound is on μ', () => {
  const history = [row(0, { preconditioned_lambda_max: 3 })];
  const [top] = charts(['gd', 'adam'], [run([row(0)]), run(history)]).of(1).charts;
  expect(top?.title).toBe('μ max and its bound, 12');
  expect(top?.lines).toHaveLength(1);
});
