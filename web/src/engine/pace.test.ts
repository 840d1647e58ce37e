import { expect, test } from 'vitest';
import { finish, type HowFar, type Pace } from './pace';

/** Work of some products, and the calls it took. */
function workOf(most: number) {
  let spent = 0;
  const calls: number[] = [];
  return {
    calls,
    advance: (products: number): boolean => {
      calls.push(products);
      spent = Math.min(most, spent + products);
      return spent === most;
    },
    progress: () => [spent, most],
  };
}

const eager: Pace = {
  sliceIsOver: () => true,
  reportIsDue: () => true,
  breathe: async () => {},
  worked: () => 1000,
};

test('quick work takes ever larger bites, and tells how far it has come', async () => {
  const work = workOf(100);
  const told: HowFar[] = [];
  await finish(work, eager, (howFar) => told.push(howFar));
  expect(work.calls).toEqual([1, 2, 4, 8, 16, 32, 64]);
  expect(told.map(({ share }) => share)).toEqual([0.01, 0.03, 0.07, 0.15, 0.31, 0.63]);
  expect(told.every(({ secondsLeft }) => secondsLeft === 0)).toBe(true);
});

test('a cancel ends it between two calls', async () => {
  const work = workOf(100);
  const cancelled = { ...eager, breathe: () => Promise.reject(new Error('cancelled')) };
  await expect(finish(work, cancelled, () => {})).rejects.toThrow('cancelled');
  expect(work.calls).toEqual([1]);
});
