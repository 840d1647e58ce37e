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
  // Thousands of runs may end at as many points: each is compared with those of the cells around.
  const cells = new Map<string, At[]>();
  for (const { record } of runs) {
    const [x, y] = record.x ?? [null, null];
    if (x === null || y === null) continue;
    const [column, row] = [Math.floor(x / nearness), Math.floor(y / nearness)];
    const around = [-1, 0, 1].flatMap((i) =>
      [-1, 0, 1].flatMap((j) => cells.get(`${column + i} ${row + j}`) ?? []),
    );
    if (around.some(([px, py]) => Math.hypot(px - x, py - y) <= nearness)) continue;
    points.push([x, y]);
    const cell = `${column} ${row}`;
    cells.set(cell, [...(cells.get(cell) ?? []), [x, y]]);
  }
  return points;
}

const alike = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-4 * Math.max(1, Math.abs(a));

/** Runs that ended at points of the same spectrum (mirror images, say); the sharpest place first. */
export function gather(runs: readonly Run[], nearness: number): Place[] {
  const order = new Map(runs.map((run, i) => [run, i]));
  const sharpestFirst = [...runs].sort((a, b) => largest(b.record) - largest(a.record));
  const groups: [Run, ...Run[]][] = [];
  for (const run of sharpestFirst) {
    const group = groupOf(groups, run.record);
    if (group) group.push(run);
    else groups.push([run]);
  }
  return groups.map((group): Place => {
    const [{ record }] = group;
    const own = group.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    const points = pointsOf(own, nearness);
    return { points, largest: largest(record), smallest: smallest(record), runs: own };
  });
}

/** The group of a spectrum, among those that end with the ones of about the same largest eigenvalue. */
function groupOf(
  groups: readonly [Run, ...Run[]][],
  record: RunRecord,
): [Run, ...Run[]] | undefined {
  for (let i = groups.length - 1; i >= 0; i -= 1) {
    const group = groups[i] as [Run, ...Run[]];
    const [first] = group;
    if (!alike(largest(first.record), largest(record))) return undefined;
    if (alike(smallest(first.record), smallest(record))) return group;
  }
  return undefined;
}
