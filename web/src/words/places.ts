import type { RunRecord } from '../generated/types';

/** A run that has ended, with the place of its optimizer among all. */
export interface Run {
  readonly optimizer: number;
  readonly record: RunRecord;
}

export type At = readonly [number, number];

/** One or several points of the same spectrum where runs came to rest. */
export interface Place {
  readonly points: readonly At[];
  readonly largest: number;
  readonly smallest: number;
  readonly runs: readonly Run[];
}

/** Of what was measured, this much is rounding: the engine's own allowance in its verdicts. */
const ROUNDING = 1e-6;
export const slack = (value: number): number => ROUNDING * Math.max(1, Math.abs(value));

export const smallest = (record: RunRecord): number => record.eigenvalues[0]?.value ?? Number.NaN;

export const largest = (record: RunRecord): number =>
  record.eigenvalues[record.eigenvalues.length - 1]?.value ?? Number.NaN;

/** A place with a negative eigenvalue that is not rounding. */
export function fallingKind(place: Place): 'saddle' | 'maximum' | null {
  const { smallest: low, largest: high } = place;
  if (!(low < -slack(high))) return null;
  return high < -slack(low) ? 'maximum' : 'saddle';
}

/** The runs' optimizers, each once. */
export const optimizersOf = (runs: readonly Run[]): number[] => [
  ...new Set(runs.map((run) => run.optimizer)),
];

/** The distinct points where runs ended; closer together than `nearness` they are one. */
export function pointsOf(runs: readonly Run[], nearness: number): At[] {
  const points: At[] = [];
  for (const { record } of runs) {
    const [x, y] = record.x ?? [null, null];
    if (x === null || y === null) continue;
    if (!points.some(([px, py]) => Math.hypot(px - x, py - y) <= nearness)) points.push([x, y]);
  }
  return points;
}

/** Runs that ended at points of the same spectrum (mirror images, say); the sharpest place first. */
export function gather(runs: readonly Run[], nearness: number): Place[] {
  const alike = (a: number, b: number): boolean =>
    Math.abs(a - b) <= 1e-4 * Math.max(1, Math.abs(a));
  const groups: [Run, ...Run[]][] = [];
  for (const run of runs) {
    const group = groups.find(
      ([first]) =>
        alike(largest(first.record), largest(run.record)) &&
        alike(smallest(first.record), smallest(run.record)),
    );
    if (group) group.push(run);
    else groups.push([run]);
  }
  return groups
    .map((group): Place => {
      const [{ record }] = group;
      const points = pointsOf(group, nearness);
      return { points, largest: largest(record), smallest: smallest(record), runs: group };
    })
    .sort((a, b) => b.largest - a.largest);
}
