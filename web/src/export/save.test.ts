import { expect, test } from 'vitest';
import { fileName } from './save';

test.each([
  ['two-wells', '', 'svg', 'eigensieve-two-wells.svg'],
  ['two-wells', 'runs', 'json', 'eigensieve-two-wells-runs.json'],
  ['(x^2-1)/y', 'filter', 'png', 'eigensieve-x-2-1-y-filter.png'],
  ['../..', '', 'csv', 'eigensieve.csv'],
])('%s %s', (subject, part, extension, name) => {
  expect(fileName(subject, part, extension)).toBe(name);
});
