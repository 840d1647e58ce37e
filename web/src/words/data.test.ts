import { expect, test } from 'vitest';
import type { DataSummary } from '../generated/types';
import { dataWords } from './data';

const summary = (change: Partial<DataSummary>): DataSummary => ({
  name: 'csv',
  input: { kind: 'table' },
  features: ['a', 'b', 'c'],
  target: 'species',
  classes: ['u', 'v'],
  train_rows: 1200,
  test_rows: 300,
  options: [],
  left_out: { rows: 0, first: [] },
  notes: [],
  credit: '',
  ...change,
});

test.each([
  [
    {},
    /^From 3 inputs a network learns “species”, one of 2 classes: u and v\. 1.200 rows train it, 300 test it\.$/,
  ],
  [
    { classes: null, target: 'price', features: ['a'] },
    /^From 1 input a network learns the number “price”\./,
  ],
  [
    { classes: [...'abcdefgh'], test_rows: 0 },
    /one of 8 classes\. 1.200 rows train it, none tests it\.$/,
  ],
])('%j', (change, words) => {
  expect(dataWords(summary(change))).toMatch(words);
});
