import { expect, test } from 'vitest';
import { axisName, howToRead, whyUnfixed } from './filter';

test('what there is to see decides how it is read', () => {
  expect(howToRead(true, false)).toContain('Train the network');
  expect(howToRead(false, false)).toContain('start on the map');
  expect(howToRead(false, true)).toContain('where each run stands');
});

test('a rule without a fixed filter is told why, with the radius in ρ’s place', () => {
  expect(whyUnfixed([], [])).toBe('');
  expect(whyUnfixed(['sam'], [])).toMatch(/^sam has no fixed filter: .* not C¹ where ∇f = 0\.$/);
  expect(whyUnfixed(['sam'], [3.2, 3.2])).toContain('= 3.2 in ρ’s place');
  expect(whyUnfixed(['sam α=0.1', 'sam α=0.2'], [])).toMatch(/^sam α=0.1 and sam α=0.2 have no/);
});

test('the axis is λ’s, μ’s, or says whose is which', () => {
  expect(axisName([false], ['gd'])).toBe('eigenvalue λ');
  expect(axisName([true], ['adam'])).toBe('eigenvalue μ of P⁻¹H');
  expect(axisName([false, true], ['gd', 'adam'])).toBe('eigenvalue λ (adam: μ of P⁻¹H)');
});
