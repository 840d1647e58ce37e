import { expect, test } from 'vitest';
import { automaticRange, pannedRange, samplesOver, zoomedRange } from './lambda-range';

const gd = { passband: [[0, 12.5]] as [number, number][], lone_points: [], bound: 12.5 };
const usam = {
  passband: [
    [-10.79, -5],
    [0, 5.79],
  ] as [number, number][],
  lone_points: [],
  bound: 5.79,
};

test('the automatic range holds bounds, eigenvalues, zero and bands below it', () => {
  expect(automaticRange([gd], [1, 10])).toEqual([-1.5, 15]);
  const [low, high] = automaticRange([gd, usam], [1, 10]);
  expect(low).toBeLessThan(-10.79);
  expect(high).toBe(15);
  expect(automaticRange([gd], [-2.81, 1])[0]).toBeLessThan(-2.81);
});

test('what lies far out is left to zooming', () => {
  const far = {
    ...usam,
    passband: [[-1e9, -1e9] as [number, number], [0, 5.79] as [number, number]],
  };
  expect(automaticRange([far, { ...gd, bound: 1e6 }], [1])[0]).toBeGreaterThan(-10);
  expect(automaticRange([far, { ...gd, bound: 1e6 }], [1])[1]).toBeLessThan(20);
});

test('it rests while a bound moves a little, and needs neither bounds nor eigenvalues', () => {
  expect(automaticRange([{ ...gd, bound: 12.9 }], [10])).toEqual(
    automaticRange([{ ...gd, bound: 12.1 }], [10]),
  );
  const none = { passband: null, lone_points: [], bound: null };
  expect(automaticRange([none], [])).toEqual([-0.12, 1.2]);
});

test('lone points and ends at infinity do not blow it up', () => {
  const chained = { passband: [[0, null] as [number, null]], lone_points: [-4], bound: null };
  const [low, high] = automaticRange([chained], [10]);
  expect(low).toBeLessThanOrEqual(-4);
  expect(high).toBeLessThan(20);
});

test('zooming keeps the place under the pointer, and stops where numbers run out', () => {
  expect(zoomedRange([0, 10], 0.5, 10)).toEqual([5, 10]);
  expect(zoomedRange([0, 10], 0.5, 0)).toEqual([0, 5]);
  let range: readonly [number, number] = [-1, 10];
  for (let i = 0; i < 1000; i += 1) range = zoomedRange(range, 0.5, 5.79);
  expect(range[0]).toBeLessThan(range[1]);
  for (let i = 0; i < 1000; i += 1) range = zoomedRange(range, 2, 5.79);
  expect(range.every(Number.isFinite)).toBe(true);
});

test('panning moves both ends alike', () => {
  expect(pannedRange([-2, 8], 0.1)).toEqual([-1, 9]);
});

test('samples include the edges within the range, once and in order', () => {
  expect(samplesOver([0, 4], 4, [2.5, 1, null, 9, -1])).toEqual([0, 1, 2, 2.5, 3, 4]);
});
