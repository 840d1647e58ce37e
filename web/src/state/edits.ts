import type { Catalogue, Optimizer, Spec } from '../generated/types';
import type { Patch } from './patch';

const defaultOf = (catalogue: Catalogue, field: string): number | undefined =>
  catalogue.ranges[field]?.default ?? undefined;

/** The numbers a rule with a momentum carries, in the spec's order. */
export function numbersFor(catalogue: Catalogue, rule: string, momentum: string): string[] {
  const own = catalogue.rules.find(({ name }) => name === rule)?.numbers ?? [];
  return ['alpha', ...(momentum === 'none' ? [] : ['beta']), ...own];
}

/** The same optimizer under another rule or momentum: shared numbers stay, others start at the catalogue's defaults. */
export function changeRule(
  catalogue: Catalogue,
  old: Optimizer,
  rule: string,
  momentum: string,
): Record<string, unknown> {
  const takesMomentum = catalogue.rules.find(({ name }) => name === rule)?.momentum ?? true;
  const settled = takesMomentum ? momentum : 'none';
  const known = new Map(Object.entries(old));
  const numbers = numbersFor(catalogue, rule, settled).flatMap((name): [string, unknown][] => {
    const value = known.get(name) ?? defaultOf(catalogue, name);
    return value === undefined ? [] : [[name, value]];
  });
  return { rule, momentum: settled, ...Object.fromEntries(numbers) };
}

/** One more optimizer: the first rule not in use yet, with the last one's step size. */
export function addOptimizer(catalogue: Catalogue, spec: Spec): Patch {
  const used = new Set(spec.optimizers.map(({ rule }) => rule));
  const last = spec.optimizers[spec.optimizers.length - 1] as Optimizer;
  const rule = catalogue.rules.find(({ name }) => !used.has(name))?.name ?? last.rule;
  const next = used.has(rule)
    ? { ...last, alpha: last.alpha / 2 }
    : changeRule(catalogue, last, rule, 'none');
  return { path: ['optimizers', spec.optimizers.length], value: next };
}

/** Another function of the catalogue: its own defaults and window, the optimizers as they are. */
export function chooseFunction(catalogue: Catalogue, spec: Spec, name: string): Patch {
  const entry = catalogue.functions.find((f) => f.name === name);
  const { window: _, ...rest } = spec;
  const starts =
    entry && spec.starts ? spec.starts.filter(([x, y]) => inside(entry.window, x, y)) : [];
  return {
    path: [],
    value: { ...rest, objective: { kind: 'function', name, params: {} }, starts },
  };
}

/** Another data set: all its rows, and its options at their defaults. */
export function chooseData(catalogue: Catalogue, spec: Spec, name: string): Patch {
  const entry = catalogue.data.find((d) => d.name === name);
  const old = spec.objective.kind === 'mlp' ? spec.objective : null;
  const loss = entry?.classes === null ? 'mse' : (old?.loss ?? 'mse');
  const { samples: _, ...kept } = old ?? { samples: 0 };
  return {
    path: ['objective'],
    value: { ...kept, kind: 'mlp', data: { name }, loss, batch: null },
  };
}

const inside = (
  [x0, x1, y0, y1]: readonly [number, number, number, number],
  x: number,
  y: number,
): boolean => x >= x0 && x <= x1 && y >= y0 && y <= y1;
