import { expect, test } from 'vitest';
import { splitOpacity } from './paint';

test.each([
  ['rgb(1, 2, 3)', 'rgb(1, 2, 3)', 1],
  ['rgba(1, 2, 3, 0.25)', 'rgb(1, 2, 3)', 0.25],
  ['oklch(0.62 0.02 250 / 0.55)', 'oklch(0.62 0.02 250)', 0.55],
  ['color(srgb 1 0.5 0 / 30%)', 'color(srgb 1 0.5 0)', 0.3],
  ['#121417', '#121417', 1],
  ['transparent', '#000', 0],
])('the opacity of %s', (colour, solid, opacity) => {
  expect(splitOpacity(colour)).toEqual({ solid, opacity });
});
