import type { Mlp, Objective, Optimizer, Spec, Stop } from '../generated/types.ts';

/** Read, not written to: `as const` is welcome. */
type Given<T> = T extends object ? { readonly [K in keyof T]: Given<T[K]> } : T;

/** What a spec must name, and what has a default. */
type WithDefaults<T, Needed extends keyof T> = Given<Pick<T, Needed> & Partial<Omit<T, Needed>>>;

type Kind<K extends Objective['kind']> = Extract<Objective, { kind: K }>;

/** A function of the catalogue, a typed function, or a network. */
export type ObjectiveInput =
  | WithDefaults<Kind<'function'>, 'kind' | 'name'>
  | WithDefaults<Kind<'expr'>, 'kind' | 'source'>
  | ({ readonly kind: 'mlp' } & WithDefaults<Mlp, 'data'>);

/** A rule with the numbers that it and its momentum use. */
export type OptimizerInput = WithDefaults<Optimizer, 'rule' | 'alpha'>;

/**
 * A spec as one writes it: what has a default may be left out. The engine judges it and fills the
 * rest in; every report of runs holds the whole.
 */
export type SpecInput = {
  /** Version of this form. */
  readonly v: 1;
  /** What is minimized. */
  readonly objective: ObjectiveInput;
  /** One to sixteen optimizers. */
  readonly optimizers: readonly OptimizerInput[];
  /** When a run ends. */
  readonly stop?: Given<Partial<Stop>>;
  /** What is measured along a run; networks only. */
  readonly curvature?: Given<Partial<NonNullable<Spec['curvature']>>>;
} & Given<Partial<Pick<Spec, 'view' | 'window' | 'starts' | 'seed'>>>;
