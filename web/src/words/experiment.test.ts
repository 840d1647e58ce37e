import { describe, expect, test } from 'vitest';
import { landscape, network, optimizer } from '../state/example.test-data';
import { experimentWords } from './experiment';

describe('an experiment in words', () => {
  test('names optimizers, function, starts and stop with all their numbers', () => {
    expect(experimentWords(landscape())).toBe(
      'gd with α = 0.16 and usam with α = 0.16, ρ = 0.2 on two-wells (κ = 9) from (0.7, 0.8), ' +
        'at most 1000 steps, until ‖∇f‖ ≤ 1e−10',
    );
  });

  test('counts starts that are too many to list', () => {
    const starts = Array.from({ length: 5 }, (_, i): [number, number] => [i, -i]);
    expect(experimentWords(landscape({ starts }))).toContain('(κ = 9) from 5 starts, at most');
    expect(experimentWords(landscape({ starts: starts.slice(1, 3) }))).toContain(
      'from (1, −1) and (2, −2)',
    );
  });

  test('says nothing of runs where there are none', () => {
    expect(experimentWords(landscape({ starts: [], optimizers: [optimizer('gd')] }))).toBe(
      'gd with α = 0.16 on two-wells (κ = 9)',
    );
  });

  test('writes out a momentum, small numbers and an own function', () => {
    const spec = landscape({
      objective: { kind: 'expr', source: 'x^2 - a*y^2', params: { a: -1 } },
      optimizers: [optimizer('gd', { momentum: 'heavy-ball', alpha: 1e-7, beta: 0.9 })],
    });
    expect(experimentWords(spec)).toMatch(
      /^gd heavy-ball with α = 1e−7, β = 0.9 on f = x\^2 - a\*y\^2 \(a = −1\) from/,
    );
  });

  test('tells a network with its data, shape and seed', () => {
    expect(experimentWords(network({ seed: 7 }))).toBe(
      'gd with α = 0.1 on a network on digits (500 samples, hidden layers 32, isru, mse loss, ' +
        'lecun weights, full batch, f64), seed 7, at most 2000 steps, until ‖∇f‖ ≤ 0.000001',
    );
  });
});
