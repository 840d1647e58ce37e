// The plain programs that the engine is timed against compute the same as it does. Whatever
// needs no engine is checked on its own, too.

import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import * as engine from '../../web/src/generated/engine.js';
import { cases } from './cases.mjs';
import { agrees } from './measure.mjs';
import { chacha8 } from './plain/chacha.mjs';
import { sample } from './plain/lanczos.mjs';
import { Network } from './plain/network.mjs';

const WASM = new URL('../../web/src/generated/engine_bg.wasm', import.meta.url);
const DIGITS = new URL('../../web/public/data/digits.bin', import.meta.url);

const ROWS = 30;
const SIZES = [64, 3, 5, 10];
let digits: Uint8Array;
let network: Network;

beforeAll(async () => {
  await engine.default({ module_or_path: await readFile(WASM) });
  digits = new Uint8Array(await readFile(DIGITS));
  const inputs = Float64Array.from(digits.subarray(0, 64 * ROWS), (pixel) => pixel / 16);
  network = new Network(SIZES, inputs, digits.slice(64 * 1797, 64 * 1797 + ROWS), 'f64');
});

function experiment(rho: number): engine.Experiment {
  const spec = engine.readSpec({
    v: 1,
    objective: {
      kind: 'mlp',
      data: { name: 'digits' },
      samples: ROWS,
      layers: SIZES.slice(1, -1),
      activation: 'tanh',
      loss: 'ce',
    },
    optimizers: [
      { rule: 'gd', momentum: 'none', alpha: 1 },
      { rule: 'psam', momentum: 'none', alpha: 1, rho },
    ],
    stop: { steps: 1, grad_tol: 0 },
  });
  return new engine.Experiment(spec, digits);
}

/** Any point, and a direction. */
function vectors(): { theta: Float64Array; v: Float64Array } {
  const draw = (purpose: string) =>
    Float64Array.from(chacha8(5, purpose, network.dimension), (word) => word / 2 ** 32 - 0.5);
  return { theta: draw('theta'), v: draw('v') };
}

function largestGap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const gaps = Array.from(a, (entry, i) => Math.abs(entry - (b[i] ?? Number.NaN)));
  return Math.max(...gaps) / Math.max(...Array.from(a, Math.abs));
}

describe('the plain network', () => {
  test("has the engine's loss and gradient", () => {
    const { theta } = vectors();
    const gradient = new Float64Array(network.dimension);
    const loss = network.gradient(theta, gradient);
    const evaluation = experiment(1).evaluateNetwork(theta);
    expect(loss).toBeCloseTo(evaluation.f ?? Number.NaN, 12);
    expect(largestGap(evaluation.grad, gradient)).toBeLessThan(1e-12);
  });

  test("has the engine's Hessian times its gradient, by which psam steps differ from gd's", () => {
    const RHO = 64;
    const { theta } = vectors();
    const gradient = new Float64Array(network.dimension);
    const product = new Float64Array(network.dimension);
    network.gradient(theta, gradient);
    network.hessianTimes(theta, gradient, product);
    const stepped = [0, 1].map((optimizer) => {
      const run = experiment(RHO).run(optimizer, 0, false, theta);
      run.advance(1);
      return run.parameters();
    });
    const [gd = new Float64Array(), psam = new Float64Array()] = stepped;
    expect(
      largestGap(
        product,
        gd.map((x, i) => (x - (psam[i] ?? 0)) / RHO),
      ),
    ).toBeLessThan(1e-12);
  });

  test("has the engine's eigenvalues, by their sum and their squares' sum", () => {
    const { theta } = vectors();
    const d = network.dimension;
    const gradient = new Float64Array(d);
    network.gradient(theta, gradient);
    let trace = 0;
    let squares = 0;
    for (let i = 0; i < d; i++) {
      const column = new Float64Array(d);
      network.hessianTimes(
        theta,
        Float64Array.from({ length: d }, (_, j) => Number(i === j)),
        column,
      );
      trace += column[i] ?? 0;
      squares += column.reduce((sum, entry) => sum + entry * entry, 0);
    }
    const { eigenvalues } = experiment(1).evaluateNetwork(theta);
    expect(eigenvalues).toHaveLength(d);
    const sum = (power: number) => eigenvalues.reduce((all, { value }) => all + value ** power, 0);
    expect(Math.abs(sum(1) / trace - 1)).toBeLessThan(1e-11);
    expect(Math.abs(sum(2) / squares - 1)).toBeLessThan(1e-11);
  });

  test('has the derivatives of its own loss', () => {
    const STEP = 1e-5;
    const { theta, v } = vectors();
    const d = network.dimension;
    const [before, after, gradient, product] = Array.from({ length: 4 }, () => new Float64Array(d));
    if (!before || !after || !gradient || !product) throw new Error('four');
    const moved = (step: number) => theta.map((x, i) => x + step * (v[i] ?? 0));
    const losses = [network.gradient(moved(-STEP), before), network.gradient(moved(STEP), after)];
    network.gradient(theta, gradient);
    network.hessianTimes(theta, v, product);
    const slope = gradient.reduce((sum, entry, i) => sum + entry * (v[i] ?? 0), 0);
    const [low = 0, high = 0] = losses;
    expect(slope).toBeCloseTo((high - low) / (2 * STEP), 8);
    const difference = after.map((entry, i) => (entry - (before[i] ?? 0)) / (2 * STEP));
    expect(largestGap(product, difference)).toBeLessThan(1e-6);
  });
});

test('ChaCha with 8 rounds has the words of its published vector', () => {
  // Strombergson, "Test vectors for the stream cipher ChaCha": 8 rounds, key and nonce zero.
  const words = chacha8(0, '', 16);
  const bytes = new Uint8Array(Uint32Array.from(words).buffer);
  expect(Buffer.from(bytes.subarray(0, 16)).toString('hex')).toBe(
    '3e00ef2f895f40d67f5bb8e81f09a5a1',
  );
});

test('Lanczos with as many steps as eigenvalues finds them, with their weights', () => {
  const eigenvalues = [-2, 0.5, 1, 7];
  const found = sample(
    (v, out) => {
      for (const [i, eigenvalue] of eigenvalues.entries()) out[i] = eigenvalue * v[i];
    },
    Float64Array.from([1, 1, -1, 1]),
    4,
  );
  expect(found.trace).toBeCloseTo(6.5, 12);
  for (const [i, eigenvalue] of eigenvalues.entries()) {
    expect(found.nodes[i]).toBeCloseTo(eigenvalue, 12);
    expect(found.weights[i]).toBeCloseTo(0.25, 12);
  }
});

test.each(cases)('$name: both sides agree', ({ prepare }) => {
  const { agreements } = prepare({ engine, digits, quick: true });
  expect(agreements.filter((agreement) => !agrees(agreement))).toEqual([]);
});
