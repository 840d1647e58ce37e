import { describe, expect, test } from 'vitest';
import { network, record } from '../state/example.test-data';
import { asText } from './phrases';
import { describeTraining } from './training';

describe('a network', () => {
  const spec = network();
  const [first] = spec.optimizers;
  const budget = record(first as never, {
    status: 'budget',
    verdict: null,
    steps: 2000,
    bound: 10,
    passband: [[0, 10]],
  });
  const words = (top: number, peak = top): string =>
    describeTraining(
      spec,
      [{ ...budget, eigenvalues: [{ value: top, residual: 0 }] }],
      [[{ lambda_max: peak }]],
    )
      .map(asText)
      .join(' ')
      .replaceAll('\u00a0', ' ');

  test('riding the bound, under it, come down from above, and above it', () => {
    expect(words(10.1)).toContain(
      'gd holds the largest eigenvalue at its bound 10: λ = 10.1 after 2000 steps.',
    );
    expect(words(5)).toContain('under its bound 10: λ = 5 after 2000 steps.');
    expect(words(5, 20)).toContain('down from 20');
    expect(words(15)).toContain('is above its bound 10');
  });

  test('out of steps is a reading, never a verdict', () => {
    expect(words(10)).toMatch(
      /readings: they have not converged, and the theorem does not apply\.$/,
    );
  });
});
