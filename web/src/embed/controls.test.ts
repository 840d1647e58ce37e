import { expect, test } from 'vitest';
import { readControls } from './controls';

test('without a word everything can be done, and all numbers are there, folded away', () => {
  expect(readControls(null)).toEqual(readControls('full'));
  expect(readControls('')).toEqual(readControls('full'));
  expect(readControls(null)).toMatchObject({ play: true, starts: true, numbers: null });
});

test('minimal plays and lets starts be moved; none does nothing', () => {
  expect(Object.entries(readControls('minimal')).filter(([, on]) => on === true)).toEqual([
    ['play', true],
    ['starts', true],
  ]);
  expect(Object.values(readControls('none')).includes(true)).toBe(false);
});

test('a list has what it names: parts by their words, numbers by their names', () => {
  expect(readControls(' alpha, rho play ')).toMatchObject({
    play: true,
    starts: false,
    zoom: false,
    numbers: ['alpha', 'rho'],
  });
});
