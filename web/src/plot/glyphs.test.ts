import { describe, expect, test } from 'vitest';
import { fitFrame } from './frame';
import { placeGlyphs } from './glyphs';

const frame = fitFrame([-1, 1, -1, 1], { width: 452, height: 440 });
const at = (...points: [number, number][]) => points.map((x) => ({ x }));

describe('placeGlyphs', () => {
  test('a lonely mark has its full size and a whole touch target', () => {
    expect(placeGlyphs(at([0, 0]), frame)).toEqual([
      { index: 0, x: frame.x(0), y: frame.y(0), scale: 1, hit: 22 },
    ]);
  });

  test('points outside the window have none, and the others keep their numbers', () => {
    const spots = placeGlyphs(at([2, 0], [0.5, 0.5]), frame);
    expect(spots.map(({ index }) => index)).toEqual([1]);
  });

  test('crowded marks shrink, and a pointer between two means one of them', () => {
    const apart = 8 / 200;
    const [left, right] = placeGlyphs(at([0, 0], [apart, 0]), frame);
    expect(left?.scale).toBeLessThan(0.5);
    expect((left?.hit ?? 0) + (right?.hit ?? 0)).toBeLessThanOrEqual(8 + 1e-9);
  });
});
