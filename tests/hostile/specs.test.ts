// Specs gone wrong, one field at a time and in what fields say together: each is refused by the
// field that is wrong.

import { describe, expect, test, vi } from 'vitest';
import type { SpecError } from '../../web/src/generated/types.ts';
import { engine } from '../../web/src/terminal/engine.ts';
import { main } from '../../web/src/terminal/main.ts';
import { fileForTest } from '../files.ts';

const { readSpec } = await engine();

const FUNCTION = {
  v: 1,
  view: 'landscape',
  objective: { kind: 'function', name: 'two-wells', params: { kappa: 9 } },
  window: [-2, 2, -1.5, 1.5],
  starts: [[0.7, 0.8]],
  optimizers: [{ rule: 'usam', momentum: 'nesterov', alpha: 0.16, beta: 0.5, rho: 0.2 }],
  seed: 0,
  stop: { steps: 1000, grad_tol: 1e-10 },
};
const FORMULA = {
  ...FUNCTION,
  objective: { kind: 'expr', source: 'a*x^2+y^2', params: { a: 1 } },
};
const DATA = { name: 'csv', sha256: '0'.repeat(64), label: 'y', test: 0.2, task: 'classes' };
const NETWORK = {
  v: 1,
  view: 'network',
  objective: {
    kind: 'mlp',
    data: { name: 'chebyshev', degree: 6 },
    samples: 10,
    layers: [8, 8],
    activation: 'isru',
    loss: 'mse',
    l2: 0,
    init: 'lecun',
    batch: 5,
    precision: 'f64',
  },
  optimizers: [{ rule: 'adam', alpha: 0.1, beta1: 0.9, beta2: 0.99, eps: 1e-8 }],
  seed: 0,
  stop: { steps: 1000, grad_tol: 1e-10 },
  curvature: { every: 25, top: 1, bottom: 1, probes: 0, depth: 64 },
};
const TABLE = { ...NETWORK, objective: { kind: 'mlp', data: DATA } };

type Step = string | number;
type Container = Record<Step, unknown>;

/** What no field of a kind may hold. */
const WRONG = {
  number: [
    true,
    '1',
    '',
    [],
    {},
    [1],
    Number.POSITIVE_INFINITY,
    Number.NaN,
    Number.NEGATIVE_INFINITY,
  ],
  string: [false, 1, -1, '', 'constructor', '__proto__', 'x\u202e\n', [], {}],
  list: [true, 1, '1,2', {}, { length: 2 }, [[]], ['1'], [{}]],
  object: [true, 0, '', 'two-wells', [], [{}]],
};

const wrongFor = (value: unknown): readonly unknown[] =>
  typeof value === 'number'
    ? WRONG.number
    : typeof value === 'string'
      ? WRONG.string
      : Array.isArray(value)
        ? WRONG.list
        : WRONG.object;

/** Labels of columns are anybody's, a number counts as one. */
const isFree = (path: readonly Step[], value: unknown): boolean =>
  path.at(-1) === 'label' &&
  (typeof value === 'number' || (typeof value === 'string' && value !== ''));

function pathsOf(value: unknown, path: readonly Step[] = []): Step[][] {
  if (typeof value !== 'object' || value === null) return [];
  const steps: Step[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return steps.flatMap((step) => [
    [...path, step],
    ...pathsOf((value as Container)[step], [...path, step]),
  ]);
}

function changed(spec: object, path: readonly Step[], change: (at: Container, step: Step) => void) {
  const copy = structuredClone(spec);
  const at = path.slice(0, -1).reduce((at, step) => at[step] as Container, copy as Container);
  change(at, path.at(-1) as Step);
  return copy;
}

function errorOf(spec: unknown): SpecError | null {
  try {
    readSpec(spec);
    return null;
  } catch (thrown) {
    return thrown as SpecError;
  }
}

const nameOf = (path: readonly Step[]): string =>
  String(path.findLast((step) => typeof step === 'string'));

describe.each([
  ['a function', FUNCTION],
  ['a formula', FORMULA],
  ['a network', NETWORK],
  ['a network of a table', TABLE],
])('%s', (_, spec) => {
  test('is valid to begin with', () => {
    expect(errorOf(spec)).toBeNull();
  });

  test('is refused by each field that holds what it may not', () => {
    for (const path of pathsOf(spec)) {
      const value = path.reduce((at: unknown, step) => (at as Container)[step], spec);
      for (const wrong of wrongFor(value).filter((wrong) => !isFree(path, wrong))) {
        const error = errorOf(
          changed(spec, path, (at, step) => {
            at[step] = wrong;
          }),
        );
        const what = `${path.join('.')} = ${JSON.stringify(wrong)}`;
        expect(error?.field, what).toContain(nameOf(path));
        expect(error?.message, what).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }
    }
  });

  test('is refused by each name that it does not know', () => {
    const objects = [[], ...pathsOf(spec)].filter((path) => {
      const value = path.reduce((at: unknown, step) => (at as Container)[step], spec as unknown);
      return typeof value === 'object' && !Array.isArray(value);
    });
    for (const path of objects)
      for (const name of ['colour', '', 'alpha ', 'ａlpha', 'toString', '<b>', 'a\nb']) {
        const copy = changed(spec, [...path, name], (at, step) => {
          at[step] = 1;
        });
        const error = errorOf(copy);
        const shown = name.replace('\n', '\\n');
        expect(error?.field.endsWith(shown), `${path.join('.')} + ${name}: ${error?.field}`).toBe(
          true,
        );
      }
  });
});

const optimizer = (numbers: object): object => ({ ...FUNCTION, optimizers: [numbers] });
const learning = (over: object): object => ({
  ...NETWORK,
  objective: { ...NETWORK.objective, ...over },
});

test.each([
  ['β without a momentum', optimizer({ rule: 'gd', alpha: 1, beta: 0.5 }), 'optimizers[0].beta'],
  [
    'a momentum without β',
    optimizer({ rule: 'gd', momentum: 'nesterov', alpha: 1 }),
    'optimizers[0].beta',
  ],
  ['ρ of gd', optimizer({ rule: 'gd', alpha: 1, rho: 0 }), 'optimizers[0].rho'],
  ['no ρ of sam', optimizer({ rule: 'sam', alpha: 1 }), 'optimizers[0].rho'],
  ['β₁ of gd', optimizer({ rule: 'gd', alpha: 1, beta1: 0.9 }), 'optimizers[0].beta1'],
  [
    'a momentum around adam',
    optimizer({ rule: 'adam', momentum: 'heavy-ball', alpha: 1, beta: 0 }),
    'optimizers[0].momentum',
  ],
  [
    'β = 1',
    optimizer({ rule: 'gd', momentum: 'nesterov', alpha: 1, beta: 1 }),
    'optimizers[0].beta',
  ],
  ['β₂ = 1', optimizer({ rule: 'adam', alpha: 1, beta2: 1 }), 'optimizers[0].beta2'],
  ['ε = 0', optimizer({ rule: 'adam', alpha: 1, eps: 0 }), 'optimizers[0].eps'],
  ['α = 0', optimizer({ rule: 'gd', alpha: 0 }), 'optimizers[0].alpha'],
  [
    'α below every number',
    optimizer({ rule: 'gd', alpha: Number('1e-400') }),
    'optimizers[0].alpha',
  ],
  ['α beyond 10⁶', optimizer({ rule: 'gd', alpha: 1000001 }), 'optimizers[0].alpha'],
  [
    'the second of two',
    { ...FUNCTION, optimizers: [...FUNCTION.optimizers, { rule: 'gd' }] },
    'optimizers[1].alpha',
  ],
  ['no optimizer', { ...FUNCTION, optimizers: [] }, 'optimizers'],
  [
    'seventeen of them',
    { ...FUNCTION, optimizers: Array(17).fill({ rule: 'gd', alpha: 1 }) },
    'optimizers',
  ],
  [
    'a start of three',
    {
      ...FUNCTION,
      starts: [
        [0, 0],
        [1, 2, 3],
      ],
    },
    'starts[1]',
  ],
  ['too many starts', { ...FUNCTION, starts: Array(1025).fill([0, 0]) }, 'starts'],
  ['a window the wrong way round', { ...FUNCTION, window: [1, -1, 0, 1] }, 'window'],
  ['a window without height', { ...FUNCTION, window: [0, 1, 1, 1] }, 'window'],
  ['curvature of a function', { ...FUNCTION, curvature: { every: 1 } }, 'curvature'],
  ['a function in the network view', { ...FUNCTION, view: 'network' }, 'view'],
  ['a network in the landscape view', { ...NETWORK, view: 'landscape' }, 'view'],
  ['starts of a network', { ...NETWORK, starts: [] }, 'starts'],
  ['a window of a network', { ...NETWORK, window: [0, 1, 0, 1] }, 'window'],
  ['a version to come', { ...FUNCTION, v: 2 }, 'v'],
  ['half a version', { ...FUNCTION, v: 1.5 }, 'v'],
  ['a seed beyond 2⁵³', { ...FUNCTION, seed: 2 ** 53 }, 'seed'],
  ['half a step', { ...FUNCTION, stop: { steps: 0.5 } }, 'stop.steps'],
  ['steps beyond 10⁷', { ...FUNCTION, stop: { steps: 10_000_001 } }, 'stop.steps'],
  ['steps of a network beyond 10⁶', { ...NETWORK, stop: { steps: 1_000_001 } }, 'stop.steps'],
  ['a cross entropy of numbers', learning({ loss: 'ce' }), 'objective.loss'],
  ['a batch beyond the samples', learning({ batch: 11 }), 'objective.batch'],
  ['samples beyond the rows', learning({ samples: 21 }), 'objective.samples'],
  ['nine layers', learning({ layers: Array(9).fill(1) }), 'objective.layers'],
  ['a layer of none', learning({ layers: [8, 0] }), 'objective.layers[1]'],
  ['too many parameters', learning({ layers: [4096, 4096] }), 'objective.layers'],
  [
    'a degree of another set',
    learning({ data: { name: 'digits', degree: 6 } }),
    'objective.data.degree',
  ],
  [
    'a degree beyond 100',
    learning({ data: { name: 'chebyshev', degree: 101 } }),
    'objective.data.degree',
  ],
  [
    'a table without its digest',
    learning({ data: { name: 'csv', label: 'y' } }),
    'objective.data.sha256',
  ],
  [
    'a table without a label',
    learning({ data: { name: 'csv', sha256: '0'.repeat(64) } }),
    'objective.data.label',
  ],
  ['a depth of one', { ...NETWORK, curvature: { depth: 1 } }, 'curvature.depth'],
  ['65 eigenvalues', { ...NETWORK, curvature: { top: 65 } }, 'curvature.top'],
  [
    'a parameter of another function',
    { ...FUNCTION, objective: { ...FUNCTION.objective, params: { a: 1 } } },
    'objective.params.a',
  ],
  [
    'a parameter that no formula uses',
    { ...FORMULA, objective: { ...FORMULA.objective, params: { a: 1, b: 2 } } },
    'objective.params.b',
  ],
  [
    'a parameter without a value',
    { ...FORMULA, objective: { ...FORMULA.objective, params: {} } },
    'objective.source',
  ],
])('%s', (_, spec, field) => {
  expect(errorOf(spec)?.field).toBe(field);
});

test('the terminal refuses a file that gives a name twice, which JSON lets pass', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  const twice = JSON.stringify(FUNCTION).replace('"rho"', '"alpha":1,"rho"');
  const file = await fileForTest('twice.json', twice);
  expect(await main(['link', file])).toBe(2);
  expect(said.mock.lastCall?.[0]).toContain('optimizers[0].alpha: is given twice');
  said.mockRestore();
});
