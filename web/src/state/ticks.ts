import type { CriticalPoint, Switch } from '../generated/types';
import { symbol } from '../words/names';
import { list, number } from '../words/numbers';
import { kinds, pointName } from '../words/points';

/** A value worth a mark on a slider, and what happens there. */
export interface Tick {
  readonly value: number;
  readonly means: string;
}

/** Values that differ by less are one: no slider and no eye tells them apart. */
const TOGETHER = 1e-6;
/** Points named one by one; of more only the number of each kind is told. */
const NAMED = 2;

/** More ticks than this on a slider are a smear: neighbours are told together. */
const MOST = 16;

/** The ticks of each number's slider: where a filter begins or ceases to block points. */
export function ticksOf(
  name: string,
  switches: readonly Switch[],
  points: readonly CriticalPoint[],
  span: number,
): ReadonlyMap<string, readonly Tick[]> {
  const ordered = [...switches].sort((a, b) => a.value - b.value);
  const fields = [...new Set(ordered.map(({ field }) => field))];
  return new Map(
    fields.map((field) => [
      field,
      grouped(ordered.filter((one) => one.field === field)).map((group) =>
        tick(name, field, group, points, span),
      ),
    ]),
  );
}

/** Neighbours of one direction gathered, by as little as leaves few enough groups. */
function grouped(ordered: readonly Switch[]): Switch[][] {
  let groups: Switch[][] = [];
  for (let together = TOGETHER; together < 1; together *= 4) {
    groups = [];
    for (const one of ordered) {
      const last = groups.findLast(([first]) => first?.blocks_above === one.blocks_above);
      const reach = (last?.[0]?.value ?? Number.NaN) + together * Math.abs(one.value);
      if (last && one.value <= reach) last.push(one);
      else groups.push([one]);
    }
    if (groups.length <= MOST) break;
  }
  return groups;
}

function tick(
  name: string,
  field: string,
  group: readonly Switch[],
  points: readonly CriticalPoint[],
  span: number,
): Tick {
  const values = [group[0], group.at(-1)].map((one) => one?.value ?? Number.NaN);
  const [from, to] = values.map((value) => number(value, 3));
  const met = group.flatMap(({ point }) => points[point] ?? []);
  const what =
    met.length <= NAMED ? list(met.map((one) => `the ${pointName(one, span)}`)) : tally(met);
  const does = group[0]?.blocks_above ? 'stops admitting' : 'begins to admit';
  const where = from === to ? from : `${from} to ${to}`;
  return {
    value: values[0] as number,
    means: `${symbol(field)} = ${where}: ${name} ${does} ${what}`,
  };
}

/** "2 minima and 1 saddle" */
function tally(points: readonly CriticalPoint[]): string {
  const found = [...new Set(points.map(({ kind }) => kind))];
  return list(found.map((kind) => kinds(kind, points.filter((one) => one.kind === kind).length)));
}
