import { expect, test } from 'vitest';
import { applyPatch, fieldName, typedValue } from './patch';

const spec = { stop: { steps: 10 }, optimizers: [{ alpha: 1 }, { alpha: 2, rho: 3 }] };

test('sets a value deep inside and leaves the original alone', () => {
  const next = applyPatch(spec, { path: ['optimizers', 1, 'alpha'], value: 5 });
  expect(next).toEqual({ stop: { steps: 10 }, optimizers: [{ alpha: 1 }, { alpha: 5, rho: 3 }] });
  expect(spec.optimizers[1]?.alpha).toBe(2);
});

test('removes a field, or an element', () => {
  expect(applyPatch(spec, { path: ['optimizers', 1, 'rho'], value: undefined })).toEqual({
    stop: { steps: 10 },
    optimizers: [{ alpha: 1 }, { alpha: 2 }],
  });
  expect(applyPatch(spec, { path: ['optimizers', 0], value: undefined })).toEqual({
    stop: { steps: 10 },
    optimizers: [{ alpha: 2, rho: 3 }],
  });
});

test('appends an element, and can replace the whole', () => {
  expect(applyPatch([1], { path: [1], value: 2 })).toEqual([1, 2]);
  expect(applyPatch(spec, { path: [], value: 'other' })).toBe('other');
});

test('names a field as the engine does', () => {
  expect(fieldName(['optimizers', 0, 'alpha'])).toBe('optimizers[0].alpha');
  expect(fieldName(['stop', 'steps'])).toBe('stop.steps');
});

test.each([
  ['0.25', 0.25],
  [' 1e-3 ', 0.001],
  ['−2', -2],
  ['', ''],
  ['abc', 'abc'],
  ['1,5', '1,5'],
  ['Infinity', 'Infinity'],
])('typed %j is %j', (text, value) => {
  expect(typedValue(text)).toBe(value);
});
