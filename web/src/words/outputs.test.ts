import { expect, test } from 'vitest';
import { rightsWords, stepWords } from './outputs';

test('rows are counted by their part', () => {
  const train = { right: 197, rows: 200 };
  expect(rightsWords({ train, test: { right: 190, rows: 200 } })).toBe(
    'Right: 197 of 200 training rows, 190 of 200 test rows.',
  );
  expect(rightsWords({ train, test: null })).toBe('Right: 197 of 200 training rows.');
  expect(rightsWords({ train: null, test: null })).toBe('');
});

test('a picture says which step it is of', () => {
  expect(stepWords(40, true)).toContain('At step 40;');
  expect(stepWords(null, true)).toContain('newest');
  expect(stepWords(null, false)).toContain('last');
});
