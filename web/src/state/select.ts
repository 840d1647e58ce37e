import type { Catalogue, Optimizer, RunRecord } from '../generated/types';
import type { Theme } from '../plot/colour';
import { repeats, ruleColour } from '../plot/colour';
import { labels } from '../words/names';
import { isNetwork } from './experiment';
import type { State } from './state';

/** Steps of the longest run known. */
export function lastStep({ experiment, runs, training }: State): number {
  const steps =
    experiment && isNetwork(experiment.spec)
      ? training.runs.map(({ step }) => step)
      : runs.map(({ trail }) => trail?.steps ?? 0);
  return Math.max(0, ...steps);
}

/** The step the picture shows; at rest without a mark it is the end. */
export const shownStep = (state: State): number =>
  state.playhead ?? state.experiment?.beside.at ?? Number.POSITIVE_INFINITY;

/** The whole step it shows, that of the longest run at most. */
export const wholeStep = (state: State): number =>
  Math.floor(Math.min(shownStep(state), lastStep(state)));

export const records = (state: State): (RunRecord | null)[] =>
  state.runs.map((run) => (run.stale ? null : run.record));

/** Every run has ended and belongs to the settings shown. */
export const allEnded = (state: State): boolean =>
  state.runs.length > 0 && state.runs.every((run) => !run.stale && run.record !== null);

export const runsToMake = (state: State): number[] =>
  state.runs.flatMap((run, i) => (run.stale || run.record === null ? [i] : []));

/** The optimizer whose filter the map shows: the selected one, else the first that has one. */
export const filterShown = (state: State): number =>
  state.experiment?.beside.select ?? firstFilter(state);

/** The optimizers whose filters maps show: all beside one another where they are compared. */
export function filtersShown(state: State): number[] {
  const { optimizers, view } = state.experiment?.spec ?? { optimizers: [] };
  return view === 'compare' ? optimizers.map((_, i) => i) : [filterShown(state)];
}

/** The first optimizer with a filter for the Hessian; the first of all where none has one. */
export function firstFilter({ experiment, catalogue }: State): number {
  const optimizers = experiment?.spec.optimizers ?? [];
  return Math.max(
    0,
    optimizers.findIndex(({ rule }) => hasFilter(catalogue, rule)),
  );
}

/** Whether a rule has a passband for the Hessian's eigenvalues. */
export const hasFilter = (catalogue: Catalogue | null, rule: string): boolean =>
  catalogue?.rules.find(({ name }) => name === rule)?.verdict ?? false;

/** How an optimizer looks and is called on every picture. */
export interface Look {
  readonly name: string;
  readonly colour: string;
  readonly momentum: string;
}

export const looks = (state: State, theme: Theme = state.theme): Look[] =>
  looksOf(state.experiment?.spec.optimizers ?? [], theme);

/** The same for optimizers that no state holds. */
export function looksOf(optimizers: readonly Optimizer[], theme: Theme): Look[] {
  const names = labels(optimizers);
  const repeat = repeats(optimizers);
  return optimizers.map(({ rule, momentum }, i) => ({
    name: names[i] as string,
    colour: ruleColour(rule, repeat[i] as number, theme),
    momentum,
  }));
}
