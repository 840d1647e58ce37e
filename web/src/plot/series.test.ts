import { expect, test, vi } from 'vitest';

// The chart library wants a window the moment it is loaded; marks on an axis do not.
vi.mock('uplot', () => ({ default: class {} }));
vi.mock('uplot/dist/uPlot.min.css', () => ({}));
const { logMarks, stepMarks } = await import('./series');

test.each([
  [0.05, 0.9, [0.05, 0.1, 0.2, 0.5]],
  [0.5, 400, [1, 10, 100]],
  [1e-31, 1, [1e-31, 1e-24, 1e-17, 1e-10, 0.001]],
])('marks from %f to %f', (low, high, marks) => {
  expect(logMarks(low, high)).toEqual(marks);
});

test('steps are marked as far apart as the scrubber has them', () => {
  expect(stepMarks(138)).toEqual([0, 1, 3, 10, 30, 100]);
  expect(stepMarks(1)).toEqual([0, 1]);
});
