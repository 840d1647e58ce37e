import { expect, test } from 'vitest';
import { pointAt, pointsUpTo, TrailKeeper } from './trail';

const line = (from: number, to: number): Float64Array =>
  Float64Array.from({ length: 2 * (to - from) }, (_, i) => (i % 2 === 0 ? from + i / 2 : -1));

test('a short run is kept whole', () => {
  const keeper = new TrailKeeper();
  keeper.take(line(0, 3));
  keeper.take(line(3, 6));
  const trail = keeper.snapshot();
  expect(trail).toMatchObject({ stride: 1, steps: 5 });
  expect([...trail.points]).toEqual([0, -1, 1, -1, 2, -1, 3, -1, 4, -1, 5, -1]);
  expect(pointAt(trail, 2)).toEqual([2, -1]);
  expect(pointAt(trail, 99)).toEqual([5, -1]);
  expect(pointAt(trail, -4)).toEqual([0, -1]);
});

test('a long run is thinned evenly, with its first and last point', () => {
  const keeper = new TrailKeeper(10);
  for (let i = 0; i < 97; i += 7) keeper.take(line(i, Math.min(97, i + 7)));
  const trail = keeper.snapshot();
  expect(trail.steps).toBe(96);
  expect(trail.points.length / 2).toBeLessThanOrEqual(11);
  expect(trail.points[0]).toBe(0);
  expect(trail.points[trail.points.length - 2]).toBe(96);
  const kept = [...trail.points].filter((_, i) => i % 2 === 0);
  for (const x of kept.slice(0, -1)) expect(x % trail.stride).toBe(0);
});

test('a step shows the last kept point at or before it', () => {
  const keeper = new TrailKeeper(10);
  keeper.take(line(0, 40));
  const trail = keeper.snapshot();
  for (let step = 0; step < trail.steps; step += 1) {
    const [x] = pointAt(trail, step) as [number, number];
    expect(x).toBeLessThanOrEqual(step);
    expect(step - x).toBeLessThan(trail.stride);
  }
  expect(pointsUpTo(trail, trail.steps)).toBe(trail.points.length / 2);
});

test('nothing taken, nothing shown', () => {
  const trail = new TrailKeeper().snapshot();
  expect(pointAt(trail, 0)).toBeNull();
});

test('a diverged run is drawn as far as there are numbers', () => {
  const keeper = new TrailKeeper();
  keeper.take(Float64Array.from([0, 0, 1e300, 1, Number.POSITIVE_INFINITY, Number.NaN]));
  const trail = keeper.snapshot();
  expect(trail.steps).toBe(2);
  expect(pointAt(trail, 2)).toEqual([1e300, 1]);
});
