import { expect, test } from 'vitest';
import { Ladder } from './ladder';

/** A ladder of plain numbers, climbed step by step, and what it has let go. */
function climbed(steps: number, budget: number) {
  const gone: number[] = [];
  const ladder = new Ladder<number>(budget, (step) => gone.push(step));
  for (let step = 0; step <= steps; step = ladder.due(step)) ladder.offer(step, 1, () => step);
  const kept = Array.from({ length: steps + 1 }, (_, step) => ladder.nearest(step)?.held);
  return { ladder, gone, kept: [...new Set(kept)] };
}

test('within the budget every step is kept', () => {
  expect(climbed(5, 100).kept).toEqual([0, 1, 2, 3, 4, 5]);
});

test('beyond it the distance doubles, and what goes is let go once', () => {
  const { kept, gone } = climbed(100, 8);
  expect(kept).toEqual([0, 16, 32, 48, 64, 80, 96]);
  expect(new Set(gone).size).toBe(gone.length);
  expect(gone.some((step) => kept.includes(step))).toBe(false);
});

test('a budget for one copy keeps the first', () => {
  expect(climbed(50, 0.5).kept).toEqual([0]);
});

test('the nearest copy is at the step or before it', () => {
  const { ladder } = climbed(100, 8);
  expect(ladder.nearest(47)?.step).toBe(32);
  expect(ladder.nearest(48)?.step).toBe(48);
});

test('what was cut is kept again when it is passed again', () => {
  const { ladder, gone } = climbed(100, 8);
  ladder.cut(40);
  expect(ladder.nearest(100)?.step).toBe(32);
  ladder.offer(48, 1, () => 48);
  ladder.offer(48, 1, () => -1);
  expect(ladder.nearest(100)?.held).toBe(48);
  ladder.clear();
  expect(gone).toContain(48);
  expect(ladder.nearest(100)).toBeUndefined();
});
