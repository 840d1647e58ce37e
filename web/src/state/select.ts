import type { RunRecord } from '../generated/types';
import type { Theme } from '../plot/colour';
import { repeats, ruleColour } from '../plot/colour';
import { labels } from '../words/names';
import type { State } from './state';

/** Steps of the longest run known. */
export const lastStep = (state: State): number =>
  state.runs.reduce((most, run) => Math.max(most, run.trail?.steps ?? 0), 0);

/** The step the picture shows; at rest without a mark it is the end. */
export const shownStep = (state: State): number =>
  state.playhead ?? state.experiment?.beside.at ?? Number.POSITIVE_INFINITY;

export const records = (state: State): (RunRecord | null)[] =>
  state.runs.map((run) => (run.stale ? null : run.record));

/** Every run has ended and belongs to the settings shown. */
export const allEnded = (state: State): boolean =>
  state.runs.length > 0 && state.runs.every((run) => !run.stale && run.record !== null);

export const runsToMake = (state: State): number[] =>
  state.runs.flatMap((run, i) => (run.stale || run.record === null ? [i] : []));

const MOST_SHARPNESSES = 4;

/** The distinct positive largest eigenvalues at which runs settled, the sharpest first. */
export function sharpnesses(state: State): number[] {
  const found = records(state).flatMap((record) => {
    const top = record?.eigenvalues[record.eigenvalues.length - 1]?.value ?? 0;
    return record?.status === 'converged' && top > 0 ? [Number(top.toPrecision(4))] : [];
  });
  return [...new Set(found)].sort((a, b) => b - a).slice(0, MOST_SHARPNESSES);
}

/** How an optimizer looks and is called on every picture. */
export interface Look {
  readonly name: string;
  readonly colour: string;
  readonly momentum: string;
}

export function looks(state: State, theme: Theme = state.theme): Look[] {
  const optimizers = state.experiment?.spec.optimizers ?? [];
  const names = labels(optimizers);
  const repeat = repeats(optimizers);
  return optimizers.map(({ rule, momentum }, i) => ({
    name: names[i] as string,
    colour: ruleColour(rule, repeat[i] as number, theme),
    momentum,
  }));
}
