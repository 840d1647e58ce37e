import { expect, test } from 'vitest';
import type { Catalogue } from '../generated/types';
import { chooseData } from './choose-data';
import { addOptimizer, changeRule, chooseFunction, numbersFor } from './edits';
import { landscape, network, optimizer } from './example.test-data';

const range = (name: string, max: number, initial: number | null = null) => ({
  name,
  min: 0,
  max,
  default: initial,
});

const catalogue = {
  rules: [
    { name: 'gd', numbers: [], momentum: true },
    { name: 'usam', numbers: ['rho'], momentum: true },
    { name: 'adam', numbers: ['beta1', 'eps'], momentum: false },
  ],
  ranges: {
    rho: range('rho', 1e6),
    beta: range('beta', 1),
    beta1: range('beta1', 1, 0.9),
    eps: range('eps', 1e308, 1e-8),
  },
  functions: [{ name: 'ring', window: [-2, 2, -2, 2] }],
  data: [
    { name: 'chebyshev', classes: null },
    { name: 'moons', classes: 2 },
  ],
} as unknown as Catalogue;

test('a rule carries exactly its own numbers', () => {
  expect(numbersFor(catalogue, 'usam', 'nesterov')).toEqual(['alpha', 'beta', 'rho']);
  expect(numbersFor(catalogue, 'adam', 'none')).toEqual(['alpha', 'beta1', 'eps']);
});

test('changing the rule keeps shared numbers and gives new ones a first value', () => {
  const usam = optimizer('usam', { alpha: 0.3, rho: 0.7 });
  expect(changeRule(catalogue, usam, 'gd', 'none')).toEqual({
    rule: 'gd',
    momentum: 'none',
    alpha: 0.3,
  });
  expect(changeRule(catalogue, usam, 'usam', 'heavy-ball')).toEqual({
    rule: 'usam',
    momentum: 'heavy-ball',
    alpha: 0.3,
    beta: 0.5,
    rho: 0.7,
  });
  expect(changeRule(catalogue, optimizer('gd'), 'usam', 'none')).toMatchObject({ rho: 0.1 });
});

test('a rule without momentum drops it', () => {
  const heavy = optimizer('gd', { momentum: 'heavy-ball', beta: 0.5 });
  expect(changeRule(catalogue, heavy, 'adam', 'heavy-ball')).toEqual({
    rule: 'adam',
    momentum: 'none',
    alpha: 0.16,
    beta1: 0.9,
    eps: 1e-8,
  });
});

test('one more optimizer is the first unused rule, or another step size', () => {
  expect(addOptimizer(catalogue, landscape({ optimizers: [optimizer('gd')] }))).toMatchObject({
    path: ['optimizers', 1],
    value: { rule: 'usam', alpha: 0.16 },
  });
  const all = ['gd', 'usam', 'adam'].map((rule) => optimizer(rule as 'gd'));
  expect(addOptimizer(catalogue, landscape({ optimizers: all }))).toMatchObject({
    value: { rule: 'adam', alpha: 0.08 },
  });
});

test('another function takes its own window and keeps the starts that lie in it', () => {
  const { value } = chooseFunction(
    catalogue,
    landscape({
      starts: [
        [1, 1],
        [9, 9],
      ],
    }),
    'ring',
  );
  expect(value).toMatchObject({ objective: { name: 'ring', params: {} }, starts: [[1, 1]] });
  expect(value).not.toHaveProperty('window');
});

test('regression data takes the loss it can, and all its rows', () => {
  const spec = network();
  const classes = { ...spec, objective: { ...spec.objective, loss: 'ce' } } as typeof spec;
  const { value } = chooseData(catalogue, classes, 'chebyshev');
  expect(value).toMatchObject({ data: { name: 'chebyshev' }, loss: 'mse' });
  expect(value).not.toHaveProperty('samples');
  expect(chooseData(catalogue, classes, 'moons').value).toMatchObject({ loss: 'ce' });
});
