import { expect, test } from 'vitest';
import type { Catalogue, FilterReport, HistoryRow } from '../generated/types';
import { endsAlong } from './ends-along';
import { network, optimizer } from './example.test-data';

const rules = [
  { name: 'gd', preconditioned: false },
  { name: 'adam', preconditioned: true },
];
const row = (step: number, lambda_min: number | null, lambda_max: number): HistoryRow =>
  ({ step, lambda_min, lambda_max }) as HistoryRow;
const run = (history: HistoryRow[], status = 'budget'): never =>
  ({ history, step: 50, record: { status }, through: null }) as never;

const source = {
  spec: network({ optimizers: [optimizer('gd'), optimizer('adam')] }),
  catalogue: { rules } as unknown as Catalogue,
  filters: [{ bound: 20 }, { bound: 3800 }] as FilterReport[],
  runs: [run([row(0, -1, 5), row(50, -0.5, 19)]), run([row(0, null, 6), row(25, -2, 9)])],
  looks: ['gd', 'adam'].map((name) => ({ name, colour: '#000', momentum: 'none' })),
  select: 1,
};

test('both ends lie over the steps of all runs, with bounds on λ alone', () => {
  const { steps, charts } = endsAlong(source);
  expect(steps).toEqual([0, 25, 50]);
  expect(charts[0]?.lines).toMatchObject([
    { name: 'gd', values: [5, null, 19], bound: 20, companion: false, faded: true },
    { name: 'adam', values: [6, 9, null], bound: null, companion: false, faded: false },
    { name: 'gd', values: [-1, null, -0.5], bound: null, companion: true },
    { name: 'adam', values: [null, -2, null], bound: null, companion: true },
  ]);
  expect(charts[0]?.limits).toBeUndefined();
});

test('further eigenvalues are thin lines of their run, without a name', () => {
  const ends = (step: number, top: number[], bottom: number[]): HistoryRow =>
    ({
      ...row(step, bottom[0] ?? 0, top[0] ?? 0),
      top: top.map((value) => ({ value, residual: 0 })),
      bottom: bottom.map((value) => ({ value, residual: 0 })),
    }) as HistoryRow;
  const runs = [run([ends(0, [5, 4, 3], [-2, -1]), ends(50, [9, 7, 6], [-3, 0])])];
  const { charts } = endsAlong({ ...source, runs, looks: source.looks.slice(0, 1) });
  expect(charts[0]?.lines.slice(2)).toMatchObject([
    { name: '', thin: true, companion: false, values: [4, 7] },
    { name: '', thin: true, companion: false, values: [3, 6] },
    { name: '', thin: true, companion: true, values: [-1, 0] },
  ]);
});

test('what diverges does not flatten the others', () => {
  const runs = [source.runs[0] as never, run([row(0, -1e9, 1e30)], 'diverged')];
  expect(endsAlong({ ...source, runs }).charts[0]?.limits).toEqual([-1, 20]);
});
