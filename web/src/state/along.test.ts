import { describe, expect, test } from 'vitest';
import type { Trail } from '../plot/trail';
import { placeAt, RUNS_DRAWN, sample, sharedSteps, stepsOf, valuesAt } from './along';

/** A trail whose point at step k is (k, −k). */
function trail(steps: number, stride = 1): Trail {
  const kept = Array.from({ length: Math.floor(steps / stride) + 1 }, (_, i) => i * stride);
  if (kept[kept.length - 1] !== steps) kept.push(steps);
  return { points: Float64Array.from(kept.flatMap((k) => [k, -k])), stride, steps };
}

describe('the point for a step', () => {
  test('is the one made then, or the end of a run that ended before', () => {
    expect(placeAt(trail(5), 3)).toEqual({ step: 3, x: 3, y: -3 });
    expect(placeAt(trail(5), 99)).toEqual({ step: 5, x: 5, y: -5 });
  });

  test('of a thinned trail is the last one kept, and says of which step it is', () => {
    expect(placeAt(trail(10, 4), 7)).toEqual({ step: 4, x: 4, y: -4 });
    expect(placeAt(trail(10, 4), 10)).toEqual({ step: 10, x: 10, y: -10 });
  });

  test('is none where there is no trail', () => {
    expect(placeAt({ points: new Float64Array(), stride: 1, steps: 0 }, 0)).toBeNull();
  });
});

describe('steps that all runs share', () => {
  test('are all of them where they are few', () => {
    expect(sharedSteps([trail(20), trail(7)])).toEqual(Array.from({ length: 21 }, (_, i) => i));
  });

  test('are bounded however long and many the runs are, dense at first, with every end', () => {
    const long = Array.from({ length: RUNS_DRAWN }, (_, i) => trail(10_000_000 + i, 1024));
    const steps = sharedSteps(long);
    expect(steps.length).toBeLessThan(1500);
    for (const { steps: end } of long) expect(steps).toContain(end);
    expect(steps[0]).toBe(0);
    expect([...steps].sort((a, b) => a - b)).toEqual(steps);
  });

  test('lie where every trail has kept a point', () => {
    const trails = [trail(100), trail(4000, 8)];
    const steps = sharedSteps(trails);
    const { places, points } = sample(trails, steps);
    places.forEach((own, run) => {
      expect(own.length).toBeGreaterThan(10);
      own.forEach((place, i) => {
        expect(points[run]?.[2 * i]).toBe(steps[place]);
      });
      expect(steps[own[own.length - 1] as number]).toBe(trails[run]?.steps);
    });
  });
});

test('each point goes to the engine with the one before it; the start has itself', () => {
  expect([...stepsOf(trail(2))]).toEqual([0, -0, 0, -0, 1, -1, 0, -0, 2, -2, 1, -1]);
});

test('six numbers are a point', () => {
  const numbers = Float64Array.from({ length: 12 }, (_, i) => i);
  expect(valuesAt(numbers, 1)).toEqual({ f: 6, gradNorm: 7, low: 8, high: 9, axis: [10, 11] });
  expect(valuesAt(numbers, 2).f).toBeNaN();
});
