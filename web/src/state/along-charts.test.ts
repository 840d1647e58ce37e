import { expect, test } from 'vitest';
import type { Catalogue, FilterReport } from '../generated/types';
import { AT_A_POINT, type Curves } from './along';
import { AlongCharts } from './along-charts';
import { BESIDE, landscape, optimizer, record } from './example.test-data';
import type { RunState } from './state';

const CATALOGUE = {
  rules: [
    { name: 'gd', cost: { gradients: 1, hvps: 0 }, verdict: true },
    { name: 'husam', cost: { gradients: 2, hvps: 1 }, verdict: true },
    { name: 'sam', cost: { gradients: 2, hvps: 0 }, verdict: false },
  ],
} as Partial<Catalogue> as Catalogue;

const STEPS = [0, 1, 2];

/** Runs with f = 100 + step along them. */
function charts(
  rules: readonly ('gd' | 'husam' | 'sam')[],
  axis: 'steps' | 'gradients',
  select = null,
) {
  const spec = landscape({ optimizers: rules.map((rule) => optimizer(rule)), starts: [[0, 0]] });
  const numbers = (): Float64Array => {
    const all = new Float64Array(AT_A_POINT * STEPS.length);
    for (const step of STEPS) all[AT_A_POINT * step] = 100 + step;
    return all;
  };
  const curves: Curves = {
    keys: rules.map(String),
    steps: STEPS,
    numbers: rules.map(numbers),
    places: rules.map(() => [0, 1, 2]),
  };
  const runs = rules.map((rule): RunState => {
    const trail = { points: new Float64Array(6), stride: 1, steps: 2 };
    return { key: rule, trail, record: record(optimizer(rule)), through: null, stale: false };
  });
  const looks = rules.map((name) => ({ name, colour: 'red', momentum: 'none' }));
  const filters = rules.map(() => ({ bound: 12 })) as FilterReport[];
  const experiment = { spec, beside: { ...BESIDE, select } };
  return new AlongCharts({ experiment, catalogue: CATALOGUE, filters, runs, looks, curves }, axis);
}

test('over steps all runs share their places', () => {
  const { stack } = charts(['gd', 'husam'], 'steps');
  expect(stack.steps).toEqual([0, 1, 2]);
  expect(stack.lastStep).toBe(2);
  expect(stack.charts[0]?.lines.map(({ values }) => values)).toEqual([
    [100, 101, 102],
    [100, 101, 102],
  ]);
});

test('over gradients a step lies where what it cost has been spent', () => {
  const along = charts(['gd', 'husam'], 'gradients');
  const { stack } = along;
  expect(stack.axis).toBe('gradients spent');
  expect(stack.steps).toEqual([0, 1, 2, 4, 8]);
  expect(stack.lastStep).toBe(8);
  expect(stack.charts[0]?.lines.map(({ values }) => values)).toEqual([
    [100, 101, 102, null, null],
    [100, null, null, 101, 102],
  ]);
});

test('the cursor stands where the selected optimizer is, or the first, and is asked for by it', () => {
  const first = charts(['gd', 'husam'], 'gradients');
  expect([first.cursor(2), first.stepAt(2)]).toEqual([2, 2]);
  const second = charts(['gd', 'husam'], 'gradients', 1 as never);
  expect([second.cursor(2), second.stepAt(8)]).toEqual([8, 2]);
});

test('only rules with a filter have a bound on λ', () => {
  const top = charts(['gd', 'sam'], 'steps').stack.charts[2];
  expect(top?.lines.map(({ bound }) => bound)).toEqual([12, null]);
});
