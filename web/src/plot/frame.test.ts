import { expect, test } from 'vitest';
import { contains, fitFrame, heightFor, panned, roundToPixel, zoomed } from './frame';

const frame = fitFrame([-2, 2, -1.5, 1.5], { width: 652, height: 2000 });

test('circles stay round, and pixels lead back to points', () => {
  expect(frame.x(1) - frame.x(0)).toBeCloseTo(frame.y(0) - frame.y(1), 6);
  const [x, y] = frame.invert(frame.x(0.3), frame.y(-0.7));
  expect([x, y]).toEqual([expect.closeTo(0.3, 12), expect.closeTo(-0.7, 12)]);
});

test('a frame fits its room, whichever side is short', () => {
  const low = fitFrame([-2, 2, -1.5, 1.5], { width: 2000, height: 300 });
  expect(low.height).toBeLessThanOrEqual(301);
  expect(frame.width).toBeLessThanOrEqual(652);
  expect(Math.abs(heightFor([-2, 2, -1.5, 1.5], 652) - frame.height)).toBeLessThanOrEqual(1);
});

test('a very long window is stretched rather than flattened', () => {
  const strip = fitFrame([0, 100, 0, 1], { width: 600, height: 600 });
  expect(strip.bottom - strip.top).toBeGreaterThan(150);
});

test('dragged points are as precise as a pixel, no more', () => {
  expect(roundToPixel(frame, [0.123456789, -1.0000001])).toEqual([0.123, -1]);
});

test('contains counts the edges in', () => {
  expect(contains(frame, 2, 1.5)).toBe(true);
  expect(contains(frame, 2.01, 0)).toBe(false);
});

test('pan and zoom keep what they are about in place', () => {
  expect(panned(frame, 150, 0)).toEqual([-3, 1, -1.5, 1.5]);
  const [x, y] = [frame.x(1), frame.y(0.5)];
  expect(zoomed(frame, 0.5, x, y)).toEqual([-0.5, 1.5, -0.5, 1]);
});
