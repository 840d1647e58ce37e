import { describe, expect, test } from 'vitest';
import { contourLevels, niceStep } from './levels';

const ramp = (count: number, f: (share: number) => number): number[] =>
  Array.from({ length: count }, (_, i) => f(i / (count - 1)));

describe('linear levels', () => {
  test('are equally spaced decimals inside the range', () => {
    const { values, low, high } = contourLevels(
      ramp(200, (t) => 10 * t),
      'linear',
    );
    expect([low, high]).toEqual([0, 10]);
    const steps = values.slice(1).map((value, i) => value - (values[i] as number));
    for (const step of steps) expect(step).toBeCloseTo(steps[0] as number, 12);
    expect(Math.min(...values)).toBeGreaterThan(0);
    expect(Math.max(...values)).toBeLessThan(10);
  });

  test('show wells although walls rise steeply around them', () => {
    const { values } = contourLevels(
      ramp(1000, (t) => (t < 0.8 ? t : 1e6 * t)),
      'linear',
    );
    expect(values.filter((value) => value < 0.8).length).toBeGreaterThan(6);
  });

  test('carry no dust of binary sums', () => {
    const { values } = contourLevels(
      ramp(200, (t) => t),
      'linear',
    );
    for (const value of values) expect(String(value).length).toBeLessThan(8);
  });
});

describe('logarithmic levels', () => {
  test('are 1, 2, 5 of every decade where f reaches zero', () => {
    const { values } = contourLevels(
      ramp(2000, (t) => 100 * t * t),
      'log',
    );
    for (const value of values)
      expect([1, 2, 5]).toContain(
        Number((value / 10 ** Math.floor(Math.log10(value) + 1e-9)).toFixed(6)),
      );
    expect(values).toContain(50);
  });

  test('are heights above the lowest value where f is negative', () => {
    const { values } = contourLevels(
      ramp(2000, (t) => -78 + 100 * t),
      'log',
    );
    expect(values).toContain(-68);
    expect(Math.min(...values)).toBeGreaterThan(-78);
  });
});

describe('what has no levels', () => {
  test('a constant', () => {
    expect(contourLevels([3, 3, 3], 'linear').values).toEqual([]);
    expect(contourLevels([3, 3, 3], 'log').values).toEqual([]);
  });

  test('nothing finite; holes are counted', () => {
    const levels = contourLevels([Number.NaN, Number.POSITIVE_INFINITY], 'log');
    expect(levels).toEqual({ values: [], low: 0, high: 0, holes: 2 });
  });
});

test.each([
  [0.09, 0.1],
  [0.11, 0.2],
  [0.4, 0.5],
  [7, 10],
  [100, 100],
])('a step near %f is %f', (rough, nice) => {
  expect(niceStep(rough)).toBeCloseTo(nice, 12);
});
