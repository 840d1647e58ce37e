import type { Catalogue, RunRecord, Spec } from '../generated/types';
import { costsOf, gradientsWorth } from './cost';
import { runPlaces } from './experiment';
import type { Critical, TrainedRun } from './state';

/** The least and the largest of some numbers; null where there is none. */
export type Span = readonly [least: number, most: number] | null;

/** How many runs of an optimizer ended in a way. */
export interface Ending {
  readonly status: RunRecord['status'] | null;
  readonly runs: number;
}

/** What one optimizer's runs came to, all starts together; those that diverged count as endings alone. */
export interface Compared {
  readonly endings: readonly Ending[];
  readonly steps: Span;
  /** What the steps cost, a Hessian-vector product counted as two gradients. */
  readonly gradients: Span;
  readonly f: Span;
  /** Largest eigenvalue of the Hessian where a run ended. */
  readonly top: Span;
  /** Runs that converged, by whether their eigenvalues are inside the passband; null has no verdict. */
  readonly verdicts: ReadonlyMap<boolean | null, number>;
}

/** What the runs of each optimizer of a landscape came to. */
export function compareRuns(spec: Spec, records: readonly (RunRecord | null)[]): Compared[] {
  const places = runPlaces(spec);
  return spec.optimizers.map((_, optimizer) => {
    const own = records.filter((_, i) => places[i]?.optimizer === optimizer);
    const there = own.filter(
      (record): record is RunRecord => record !== null && record.status !== 'diverged',
    );
    return {
      endings: endingsOf(own),
      steps: spanOf(there.map(({ steps }) => steps)),
      gradients: spanOf(there.map(({ cost }) => gradientsWorth(cost))),
      f: spanOf(there.map(({ f }) => f)),
      top: spanOf(there.map(({ eigenvalues }) => eigenvalues.at(-1)?.value ?? null)),
      verdicts: tally(
        there
          .filter(({ status }) => status === 'converged')
          .map(({ verdict }) => verdict?.inside ?? null),
      ),
    };
  });
}

/** Where one network's run stands. */
export interface ComparedTraining {
  readonly status: RunRecord['status'] | null;
  readonly steps: number;
  readonly gradients: number;
  readonly trainLoss: number | null;
  readonly testLoss: number | null;
  readonly trainAccuracy: number | null;
  readonly testAccuracy: number | null;
}

/** Where the run of each optimizer of a network stands, ended or under way. */
export function compareTraining(
  spec: Spec,
  catalogue: Catalogue,
  runs: readonly TrainedRun[],
): ComparedTraining[] {
  const costs = costsOf(spec, catalogue);
  return spec.optimizers.map((_, optimizer) => {
    const { record = null, step = 0, history = [] } = runs[optimizer] ?? {};
    const row = history.at(-1);
    return {
      status: record?.status ?? null,
      steps: step,
      gradients: step * (costs[optimizer] ?? 1),
      trainLoss: row?.train_loss ?? null,
      testLoss: row?.test_loss ?? null,
      trainAccuracy: row?.train_accuracy ?? null,
      testAccuracy: row?.test_accuracy ?? null,
    };
  });
}

/** Of the minima on the map, how many an optimizer's filter admits; null without any, or where none is decided. */
export function minimaAdmitted(
  critical: Critical | null,
  optimizer: number,
): { readonly admitted: number; readonly all: number } | null {
  const points = critical?.found.points ?? [];
  const says = critical?.sifting.admissions[optimizer]?.admitted ?? [];
  const verdicts = points.flatMap(({ kind }, i) => (kind === 'minimum' ? [says[i] ?? null] : []));
  if (verdicts.every((admitted) => admitted === null)) return null;
  return { admitted: verdicts.filter(Boolean).length, all: verdicts.length };
}

function endingsOf(records: readonly (RunRecord | null)[]): Ending[] {
  const counts = tally(records.map((record) => record?.status ?? null));
  return [...counts].map(([status, runs]) => ({ status, runs }));
}

function tally<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function spanOf(values: readonly (number | null)[]): Span {
  const known = values.filter((value): value is number => value !== null);
  return known.length === 0 ? null : [Math.min(...known), Math.max(...known)];
}
