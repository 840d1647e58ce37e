import { expect, test } from 'vitest';
import { stripLayout } from './strip';

const gd = { passband: [[0, 12.5]] as [number, number][], bound: 12.5 };
const usam = {
  passband: [
    [-5, -1],
    [0, 4],
  ] as [number, number][],
  bound: 4,
};
const at = (...values: number[]) => ({
  status: 'converged',
  eigenvalues: values.map((value) => ({ value })),
  verdict: { inside: true },
});

test('one axis holds all bounds near the eigenvalues, and zero', () => {
  const layout = stripLayout([gd, usam], [[at(1, 10)], [at(1, 1)]], 300);
  expect(layout?.rows.map(({ beyond }) => beyond)).toEqual([false, false]);
  expect(layout?.x(0)).toBeGreaterThan(0);
  expect(layout?.x(12.5)).toBeLessThan(300);
  expect(layout?.marks).toEqual([
    { value: 1, label: true },
    { value: 10, label: true },
  ]);
});

test('what lies outside the passband is hatched, gaps included', () => {
  const layout = stripLayout([usam], [[at(-2, 1)]], 300);
  const [row] = layout?.rows ?? [];
  expect(row?.bars.at(-1)).toEqual([0, 4]);
  expect(row?.hatches).toContainEqual([-1, 0]);
  expect(row?.hatches.at(-1)?.[0]).toBe(4);
});

test('a bound far beyond what was reached runs off the axis', () => {
  const layout = stripLayout([{ passband: [[0, 200]], bound: 200 }, gd], [[at(10)], [at(10)]], 300);
  expect(layout?.rows[0]?.beyond).toBe(true);
});

test('an unbounded band fills the axis; no passband has neither bar nor hatch', () => {
  const layout = stripLayout(
    [
      { passband: [[0, null]], bound: null },
      { passband: null, bound: null },
    ],
    [[at(3)], [at(3)]],
    300,
  );
  expect(layout?.rows[0]?.bars[0]?.[0]).toBe(0);
  expect(layout?.rows[1]).toMatchObject({ bars: [], hatches: [] });
});

test('runs that did not converge are readings; diverged ones are not drawn', () => {
  const layout = stripLayout(
    [gd],
    [
      [
        { ...at(5), status: 'budget' },
        { ...at(7), status: 'diverged' },
      ],
    ],
    300,
  );
  expect(layout?.rows[0]?.ends).toEqual([{ value: 5, reading: true, inside: true }]);
});
