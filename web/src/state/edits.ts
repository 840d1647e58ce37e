import type { Catalogue, Optimizer, Spec } from '../generated/types';
import type { Patch } from './patch';

/** Where the catalogue leaves a number open, a first value has to stand somewhere. */
const FIRST_GUESS = 0.1;

/** A number's default; else the middle of a narrow range, or a modest value of an open one. */
function firstValue(catalogue: Catalogue, field: string): number {
  const range = catalogue.ranges[field];
  if (!range) return FIRST_GUESS;
  if (range.default !== null) return range.default;
  return range.max - range.min <= 1 ? (range.min + range.max) / 2 : FIRST_GUESS;
}

/** The numbers a rule with a momentum carries, in the spec's order. */
export function numbersFor(catalogue: Catalogue, rule: string, momentum: string): string[] {
  const own = catalogue.rules.find(({ name }) => name === rule)?.numbers ?? [];
  return ['alpha', ...(momentum === 'none' ? [] : ['beta']), ...own];
}

/** The same optimizer under another rule or momentum: shared numbers stay, others start at a first value. */
export function changeRule(
  catalogue: Catalogue,
  old: Optimizer,
  rule: string,
  momentum: string,
): Record<string, unknown> {
  const takesMomentum = catalogue.rules.find(({ name }) => name === rule)?.momentum ?? true;
  const settled = takesMomentum ? momentum : 'none';
  const known = new Map(Object.entries(old));
  const numbers = numbersFor(catalogue, rule, settled).map((name): [string, unknown] => [
    name,
    known.get(name) ?? firstValue(catalogue, name),
  ]);
  return { rule, momentum: settled, ...Object.fromEntries(numbers) };
}

/** One more optimizer: the first rule not in use yet, with the last one's step size. */
export function addOptimizer(catalogue: Catalogue, spec: Spec): Patch {
  const used = new Set<string>(spec.optimizers.map(({ rule }) => rule));
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

const inside = (
  [x0, x1, y0, y1]: readonly [number, number, number, number],
  x: number,
  y: number,
): boolean => x >= x0 && x <= x1 && y >= y0 && y <= y1;
