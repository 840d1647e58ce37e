import { expect, test } from 'vitest';
import { sliderAbout } from './slider';

test('a parameter’s slider reaches as far to either side, and has room for its value', () => {
  expect(sliderAbout(1, undefined)).toMatchObject({ min: -5, max: 5 });
  expect(sliderAbout(9, undefined)).toMatchObject({ min: -20, max: 20 });
  expect(sliderAbout(-300, undefined)).toMatchObject({ min: -1000, max: 1000 });
});

test('it stays while it is slid, to its very end, and grows for what is typed beyond', () => {
  const slider = sliderAbout(9, undefined);
  expect(sliderAbout(0.1, slider)).toBe(slider);
  expect(sliderAbout(20, slider)).toBe(slider);
  expect(sliderAbout(21, slider)).toMatchObject({ max: 50 });
});
