import type { Catalogue, Objective, Spec } from '../generated/types';
import type { Patch } from './patch';

/** Values by name, of parameters seen so far. */
export type Values = Readonly<Record<string, number>>;

/** A value where a parameter is new: the engine's default for typed ones. */
export const firstValue = (catalogue: Catalogue): number =>
  catalogue.ranges['parameter']?.default ?? 1;

/**
 * A value for each parameter that a source uses (the engine tells which). A name that comes back
 * while someone edits back and forth has the value it had.
 */
export const valuesFor = (names: readonly string[], known: Values, first: number): Values =>
  Object.fromEntries(
    names.map((name) => [name, Object.hasOwn(known, name) ? (known[name] as number) : first]),
  );

/** What is known of values after an objective was shown; of those unused the last ones stay. */
export function remember(known: Values, objective: Objective): Values {
  if (objective.kind === 'mlp') return known;
  return { ...known, ...(objective.params as Values) };
}

/**
 * A function of the catalogue as an own one, to be edited: its formula and its parameters with
 * their values. Window, starts and optimizers stay, and so does the picture.
 */
export function editFunction(catalogue: Catalogue, { objective }: Spec): Patch | null {
  if (objective.kind !== 'function') return null;
  const entry = catalogue.functions.find(({ name }) => name === objective.name);
  if (!entry) return null;
  return {
    path: ['objective'],
    value: { kind: 'expr', source: entry.formula, params: objective.params },
  };
}
