import type { CriticalPoint } from '../generated/types';
import type { BasinPicture } from '../plot/basins';

/** A critical point, in the window or not, that runs lead to; letters tell them apart. */
export interface Place {
  readonly x: readonly [number, number];
  readonly kind: CriticalPoint['kind'] | null;
  readonly letter: string;
  /** Its place among the tones of the map. */
  readonly tone: number;
  readonly inside: boolean;
}

/** The places of several maps, and for each class of each map the one it leads to. */
export interface Places {
  readonly all: readonly Place[];
  /** By map, then by class; null for those that lead to no point. */
  readonly of: readonly (readonly (Place | null)[])[];
}

/** Points nearer than this share of the window are one: the maps of others, or finer ones, find the same. */
const SAME = 1e-3;

/**
 * The critical points that any of the maps leads to. They are lettered in the order of `points`,
 * minima first, whether or not anything leads there, so that no letter and no tone changes while
 * sliders do; points that nobody lists come last, in the order in which they would be listed.
 */
export function placesOn(
  views: readonly (BasinPicture | null)[],
  points: readonly Pick<CriticalPoint, 'x' | 'kind'>[],
  [x0, x1, y0, y1]: BasinPicture['window'],
): Places {
  const known = new Points(SAME * Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0)));
  const listed = [
    ...points.filter(({ kind }) => kind === 'minimum'),
    ...points.filter(({ kind }) => kind !== 'minimum'),
  ];
  for (const { x } of listed) known.add(x);
  const ends = views.map((view) => (view?.classes ?? []).map(({ x }) => x));
  const unlisted = ends
    .flat()
    .filter((x): x is [number, number] => !!x && known.nearest(x) === null);
  for (const x of unlisted.sort(([ax, ay], [bx, by]) => ax - bx || ay - by))
    if (known.nearest(x) === null) known.add(x);
  const found = ends.map((row) => row.map((x) => x && known.nearest(x)));
  const all = new Map<number, Place>();
  for (const index of [...new Set(found.flat())].sort((a, b) => Number(a) - Number(b))) {
    if (index === null) continue;
    const x = known.all[index] as Point;
    const inside = x[0] >= x0 && x[0] <= x1 && x[1] >= y0 && x[1] <= y1;
    const kind = listed[index]?.kind ?? null;
    all.set(index, { x, kind, letter: letterOf(index), tone: index, inside });
  }
  return {
    all: [...all.values()],
    of: found.map((row) => row.map((index) => (index === null ? null : (all.get(index) ?? null)))),
  };
}

type Point = readonly [number, number];

/** Points by cells as wide as they must lie apart: a function may have thousands. */
class Points {
  readonly all: Point[] = [];
  private readonly cells = new Map<string, number[]>();

  constructor(private readonly reach: number) {}

  /** Takes a point; its index. */
  add(x: Point): number {
    const [column, row] = this.cellOf(x);
    const key = `${column} ${row}`;
    const index = this.all.push(x) - 1;
    this.cells.set(key, [...(this.cells.get(key) ?? []), index]);
    return index;
  }

  /** Index of the nearest point within reach. */
  nearest([x, y]: Point): number | null {
    const [column, row] = this.cellOf([x, y]);
    let best: number | null = null;
    let least = this.reach;
    for (const right of [-1, 0, 1])
      for (const up of [-1, 0, 1])
        for (const index of this.cells.get(`${column + right} ${row + up}`) ?? []) {
          const [px, py] = this.all[index] as Point;
          const away = Math.hypot(px - x, py - y);
          if (away > least || (away === least && best !== null)) continue;
          [best, least] = [index, away];
        }
    return best;
  }

  private cellOf([x, y]: Point): [number, number] {
    return [Math.floor(x / this.reach), Math.floor(y / this.reach)];
  }
}

/** A … Z, AA, AB, …. */
function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}
