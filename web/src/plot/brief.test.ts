import { expect, test } from 'vitest';
import { briefPath, simplify } from './brief';

test('points on the way are left out, corners stay', () => {
  const line = [
    [0, 0],
    [1, 0.1],
    [2, 0],
    [2, 2],
    [2, 4],
  ] as const;
  expect(simplify(line, 0.2)).toEqual([
    [0, 0],
    [2, 0],
    [2, 4],
  ]);
  expect(simplify(line, 0.05)).toHaveLength(4);
});

test('a ring keeps its shape', () => {
  const ring = Array.from({ length: 101 }, (_, i): [number, number] => [
    50 * Math.cos((i * Math.PI) / 50),
    50 * Math.sin((i * Math.PI) / 50),
  ]);
  const short = simplify(ring, 0.3);
  expect(short.length).toBeGreaterThan(16);
  expect(short.length).toBeLessThan(50);
  expect(short[0]).toEqual(ring[0]);
});

test('a line is told in tenths, step by step, without adding up what it rounds', () => {
  const line = [
    [1, 2],
    [1.04, 2.04],
    [1.08, 1.5],
    [1.12, 1],
  ] as const;
  expect(briefPath(line)).toBe('M10 20l1-5 0-5');
  expect(briefPath([[0.5, -1]])).toBe('M5-10');
  expect(briefPath([])).toBe('');
});
