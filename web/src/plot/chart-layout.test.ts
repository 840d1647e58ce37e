import { expect, test } from 'vitest';
import type { Line } from './chart';
import { endLabels, logMarks, stepMarks } from './chart-layout';

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

const line = (name: string, last: number, bound: number | null = null): Line => ({
  name,
  colour: '',
  momentum: 'none',
  values: [1, last, null],
  companion: false,
  bound,
});

test('names stand at their ends, apart from each other, and in the chart', () => {
  const lines = [line('low', 99), line('high', 10), line('near', 12), line('bound', 5, 400)];
  const labels = endLabels(lines, (value) => value, [0, 100], 14);
  expect(labels.map(({ text }) => text).sort()).toEqual(['bound 400', 'high', 'low', 'near']);
  const places = Object.fromEntries(labels.map(({ text, y }) => [text, y]));
  expect(places).toEqual({ high: 10, near: 24, low: 86, 'bound 400': 100 });
  const beyond = endLabels([line('gd', 3, 7)], (value) => -value, [0, 100], 14);
  expect(beyond).toEqual([{ y: 0, text: 'gd ↑ 7', colour: '' }]);
});
