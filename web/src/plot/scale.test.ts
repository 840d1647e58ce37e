import { expect, test } from 'vitest';
import { labelledTicks } from './axes';
import { linearScale, ticks } from './scale';

test('a scale leads from numbers to places and back', () => {
  const x = linearScale([-2, 2], [34, 600]);
  expect(x(-2)).toBe(34);
  expect(x(2)).toBe(600);
  expect(x(0)).toBe(317);
  expect(x(4)).toBe(883);
  expect(x.invert(317)).toBe(0);
});

test('a scale may fall, and one without extent stands in the middle', () => {
  expect(linearScale([0, 10], [100, 0])(2)).toBe(80);
  expect(linearScale([3, 3], [0, 10])(3)).toBe(5);
});

test('a number at the end of all numbers has a place, on its side and far off', () => {
  const x = linearScale([-2, 2], [34, 600]);
  const wide = linearScale([-8e307, 8e307], [0, 100]);
  for (const scale of [x, wide]) {
    expect(Number.isFinite(scale(1.7e308)) && Number.isFinite(scale(-1.7e308))).toBe(true);
    expect(scale(1.7e308)).toBeGreaterThan(100);
    expect(scale(-1.7e308)).toBeLessThan(0);
  }
  expect(x(1e308)).toBeGreaterThan(1e12);
});

test.each([
  [-2, 2, 6, 0.5, 9],
  [-1.5, 1.5, 5, 0.5, 7],
  [-5, 5, 6, 2, 5],
  [0, 0.3, 3, 0.1, 4],
  [-2000, 3000, 6, 1000, 6],
])('ticks from %d to %d, about %i', (low, high, count, step, length) => {
  const found = ticks(low, high, count);
  expect(found.step).toBeCloseTo(step, 12);
  expect(found.values).toHaveLength(length);
});

const labels = (low: number, high: number, length: number): string[] =>
  labelledTicks(low, high, length).map(({ label }) => label);

test('labels carry as many decimals as their step', () => {
  expect(labels(-1, 1, 450)).toEqual(['−1.0', '−0.5', '0.0', '0.5', '1.0']);
  expect(labels(-4, 4, 450)).toEqual(['−4', '−2', '0', '2', '4']);
  expect(labels(0.9999, 1.0001, 180)).toEqual(['0.9999', '1.0000', '1.0001']);
  expect(labels(-2000, 0, 180)).toEqual(['−2\u202f000', '−1\u202f000', '0']);
  expect(labels(0, 4e9, 180)).toEqual(['0', '2·10⁹', '4·10⁹']);
});
