import { expect, test } from 'vitest';
import { number } from './text.ts';

test.each([
  [0.16, '0.16'],
  [100, '100'],
  [100000, '100000'],
  [-1.5, '-1.5'],
  [1e-10, '1e-10'],
  [1.837e-40, '1.837e-40'],
  [-2.5e20, '-2.5e+20'],
  [1e10, '1e+10'],
  [-0, '0'],
  [null, '–'],
])('%d is printed as %s', (value, text) => {
  expect(number(value)).toBe(text);
});
