import type { Beside, Spec } from '../generated/types';

/** What a link holds: the spec, and what is shown beside it. */
export interface Experiment {
  readonly spec: Spec;
  readonly beside: Beside;
}

export type Start = [number, number];
export type Window = [number, number, number, number];
export type View = 'landscape' | 'network' | 'filter' | 'compare';

export const VIEWS: readonly View[] = ['landscape', 'network', 'filter', 'compare'];

export const isNetwork = (spec: Spec): boolean => spec.objective.kind === 'mlp';

/** Whether the function's map is looked at, or one for each optimizer. */
export const showsMaps = (spec: Spec): boolean =>
  !isNetwork(spec) && (spec.view === 'landscape' || spec.view === 'compare');

export const startsOf = (spec: Spec): readonly Start[] => spec.starts ?? [];

/** Runs are numbered optimizer-major, then by start, as in the engine's records. */
export interface RunPlace {
  readonly optimizer: number;
  readonly start: number;
}

export function runPlaces(spec: Spec): RunPlace[] {
  const starts = isNetwork(spec) ? 1 : startsOf(spec).length;
  return spec.optimizers.flatMap((_, optimizer) =>
    Array.from({ length: starts }, (_, start) => ({ optimizer, start })),
  );
}

/** Two runs with the same key are the same run, bit for bit. */
export function runKey(spec: Spec, place: RunPlace): string {
  return JSON.stringify([
    spec.objective,
    spec.optimizers[place.optimizer],
    spec.starts?.[place.start] ?? null,
    spec.stop,
    spec.seed,
    spec.curvature ?? null,
  ]);
}

/** What decides which critical points there are. */
export const groundKey = (spec: Spec): string => JSON.stringify([spec.objective, spec.window]);

/** What decides the map behind the runs. */
export const mapKey = ({ spec, beside }: Experiment): string =>
  JSON.stringify([spec.objective, spec.window, beside.scale]);

/** What decides hypotheses, bounds and passbands. */
export const factsKey = (spec: Spec): string => JSON.stringify([spec.objective, spec.optimizers]);

/** What decides a network's runs. */
export const trainingKey = (spec: Spec): string =>
  JSON.stringify([spec.objective, spec.optimizers, spec.seed, spec.stop, spec.curvature]);

/** What is minimized, by name; two experiments of one name differ in their numbers only. */
export function objectiveName({ objective }: Spec): string {
  if (objective.kind === 'function') return objective.name;
  return objective.kind === 'expr' ? objective.source : objective.data.name;
}
