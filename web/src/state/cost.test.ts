import { expect, test } from 'vitest';
import type { Catalogue, Spec } from '../generated/types';
import { gradientsOf } from './cost';
import { landscape, network, optimizer } from './example.test-data';

const catalogue = {
  rules: [
    { name: 'gd', cost: { gradients: 1, hvps: 0 } },
    { name: 'husam', cost: { gradients: 2, hvps: 1 } },
  ],
  data: [{ name: 'digits', train_rows: 1437 }],
} as unknown as Catalogue;

test('a landscape: steps × starts × the rules’ costs', () => {
  const spec = landscape({
    optimizers: [optimizer('gd'), optimizer('husam', { rho: 1 })],
    starts: [
      [0, 0],
      [1, 1],
      [2, 2],
    ],
  });
  expect(gradientsOf(spec, catalogue)).toBe(1000 * 3 * (1 + 4));
});

test('a network: every gradient sums over the batch, curvature over all samples', () => {
  const full = gradientsOf(network(), catalogue);
  expect(full).toBe(2000 * 500 + 81 * 64 * 2 * 500);
  expect(
    gradientsOf(
      network({ curvature: { every: 25, top: 0, bottom: 0, probes: 0, depth: 64 } }),
      catalogue,
    ),
  ).toBe(2000 * 500);
});

test('a network’s spectral density: probes at the end, each of so many products with the Hessian', () => {
  const curvature = { every: 25, top: 0, bottom: 0, probes: 1000, depth: 1000 };
  expect(gradientsOf(network({ curvature }), catalogue)).toBe(2000 * 500 + 1000 * 1000 * 2 * 500);
});

test('a network that learns from a file of the user’s: as many samples as the file has rows', () => {
  const spec = network({ curvature: { every: 25, top: 0, bottom: 0, probes: 0, depth: 64 } });
  if (spec.objective.kind !== 'mlp') throw new Error('no network');
  const { samples: _, ...all } = spec.objective;
  const csv: Spec = { ...spec, objective: { ...all, data: { name: 'csv' } } };
  expect(gradientsOf(csv, catalogue, 150_000)).toBe(2000 * 150_000);
});
