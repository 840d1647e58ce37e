import { expect, test } from 'vitest';
import { homeWindow } from './slice-window';

test('the window holds every trail, and the reach about the centre', () => {
  const [x0, x1, y0, y1] = homeWindow(
    [Float64Array.of(2, 0, 0, 1), Float64Array.of(-1, -3)],
    [1, 1],
  );
  expect(x0).toBeLessThan(-1);
  expect(x1).toBeGreaterThan(2);
  expect(y0).toBeLessThan(-3);
  expect(y1).toBeGreaterThan(1);
});

test('a side without extent is widened about its middle', () => {
  const [x0, x1, y0, y1] = homeWindow([Float64Array.of(0, 5, 10, 5)], [0, 0]);
  expect((y1 - y0) / (x1 - x0)).toBeGreaterThan(0.5);
  expect(y0).toBeLessThan(0);
  expect(y1).toBeGreaterThan(5);
});

test('a tall plane is widened: its picture is to fit a screen', () => {
  const [x0, x1, y0, y1] = homeWindow([Float64Array.of(0, 0, 1, 10)], [1, 1]);
  expect((y1 - y0) / (x1 - x0)).toBeLessThan(0.9);
  expect([x0 + x1, y0 + y1].map((sum) => sum / 2)).toEqual([0, 4.5]);
});

test('runs that left all numbers, and planes without any extent, have a window', () => {
  const window = homeWindow([Float64Array.of(Number.NaN, 0, Number.POSITIVE_INFINITY, 1)], [0, 0]);
  expect(window.every(Number.isFinite)).toBe(true);
  expect(window[1]).toBeGreaterThan(window[0]);
  expect(window[3]).toBeGreaterThan(window[2]);
});
