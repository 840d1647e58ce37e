import type {
  Admission,
  Beside,
  Catalogue,
  CriticalPoint,
  Optimizer,
  RuleRow,
  RunRecord,
  Spec,
} from '../generated/types';
import type { Critical } from './state';

/** Specs and records for tests, as the engine would give them. */

export const BESIDE: Beside = {
  scale: 'linear',
  at: null,
  select: null,
  lambda: null,
  engine: null,
  fp: [],
};

export const optimizer = (
  rule: Optimizer['rule'],
  numbers: Partial<Optimizer> = {},
): Optimizer => ({
  rule,
  momentum: 'none',
  alpha: 0.16,
  ...numbers,
});

export const landscape = (changes: Partial<Spec> = {}): Spec => ({
  v: 1,
  view: 'landscape',
  objective: { kind: 'function', name: 'two-wells', params: { kappa: 9 } },
  window: [-2, 2, -1.5, 1.5],
  starts: [[0.7, 0.8]],
  optimizers: [optimizer('gd'), optimizer('usam', { rho: 0.2 })],
  seed: 0,
  stop: { steps: 1000, grad_tol: 1e-10 },
  ...changes,
});

export const network = (changes: Partial<Spec> = {}): Spec => ({
  v: 1,
  view: 'network',
  objective: {
    kind: 'mlp',
    data: { name: 'digits' },
    samples: 500,
    layers: [32],
    activation: 'isru',
    loss: 'mse',
    l2: 0,
    init: 'lecun',
    batch: null,
    precision: 'f64',
  },
  optimizers: [optimizer('gd', { alpha: 0.1 })],
  seed: 0,
  stop: { steps: 2000, grad_tol: 1e-6 },
  curvature: { every: 25, top: 1, bottom: 1, probes: 0, depth: 64 },
  ...changes,
});

export const record = (of: Optimizer, changes: Partial<RunRecord> = {}): RunRecord => ({
  optimizer: of,
  start: [0.7, 0.8],
  status: 'converged',
  reason: null,
  steps: 131,
  x: [1, 0],
  f: 0,
  grad_norm: 1e-11,
  direction_norm: 1e-11,
  eigenvalues: [
    { value: 1, residual: 0 },
    { value: 10, residual: 0 },
  ],
  passband: [[0, 12.5]],
  lone_points: [],
  bound: 12.5,
  verdict: { inside: true, margin: 1, jacobian_radius: 0.84 },
  reading: null,
  fingerprint: '0123456789abcdef',
  reproduced: null,
  warnings: [],
  cost: { gradients: 131, hvps: 0 },
  ...changes,
});

export const point = (changes: Partial<CriticalPoint> = {}): CriticalPoint => ({
  x: [1, 0],
  f: 0,
  eigenvalues: [1, 10],
  axis: [1, 0],
  kind: 'minimum',
  admitted: [],
  ...changes,
});

/** Points with what one filter after another says of them. */
export const critical = (
  points: readonly CriticalPoint[] = [point()],
  admissions: readonly Admission[] = [],
): Critical => ({
  found: { points: [...points], continuum: false, continuum_sample: [], at_least: false },
  sifting: { admissions, switches: [] },
});

/** As much of a catalogue as tells which rules have a filter for the Hessian. */
export const catalogue = (...filtered: Optimizer['rule'][]): Catalogue => {
  const rules = filtered.map((name): Partial<RuleRow> => ({ name, verdict: true }));
  return { rules } as Partial<Catalogue> as Catalogue;
};
