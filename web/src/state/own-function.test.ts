import { expect, test } from 'vitest';
import type { Catalogue } from '../generated/types';
import { landscape } from './example.test-data';
import { editFunction, firstValue, remember, valuesFor } from './own-function';

const catalogue = {
  functions: [{ name: 'two-wells', formula: '(x^2-1)^2*kappa' }],
  ranges: { parameter: { default: 1 } },
} as unknown as Catalogue;

test('new names get the engine’s first value, known ones keep theirs, others are left out', () => {
  expect(firstValue(catalogue)).toBe(1);
  expect(valuesFor(['b', 'a'], { a: 3, c: 4 }, 1)).toEqual({ a: 3, b: 1 });
  expect(valuesFor(['constructor'], {}, 1)).toEqual({ constructor: 1 });
});

test('a value is kept while its name is gone', () => {
  const withA = remember({}, { kind: 'expr', source: 'a*x', params: { a: 3 } });
  const without = remember(withA, { kind: 'expr', source: 'b*x', params: { b: 2 } });
  expect(valuesFor(['a', 'b'], without, 1)).toEqual({ a: 3, b: 2 });
});

test('a catalogue function becomes an own one with its formula and present values, nothing else', () => {
  expect(editFunction(catalogue, landscape())).toEqual({
    path: ['objective'],
    value: { kind: 'expr', source: '(x^2-1)^2*kappa', params: { kappa: 9 } },
  });
  const own = landscape({ objective: { kind: 'expr', source: 'x', params: {} } });
  expect(editFunction(catalogue, own)).toBeNull();
});
