import type { Catalogue, CriticalPoint, Spec } from '../generated/types';
import type { BasinPicture } from '../plot/basins';
import { ASK_ABOVE, gradientsAStep } from './cost';
import { objectiveName } from './experiment';

/** One optimizer's map as finely as it is known; it stays until a finer or newer one is complete. */
export interface BasinView extends BasinPicture {
  /** What the map was made of: see `basinKey`. */
  readonly key: string;
}

/** What is being made of the maps. */
export interface BasinWork {
  /** How much of it is done, 0 to 1. */
  readonly share: number;
  readonly secondsLeft: number | null;
}

/** Which start leads where: the reader's wish, and the maps of all optimizers as far as they are known. */
export interface Basins {
  readonly on: boolean;
  /** Width and height of the plane on the screen, in the page's pixels. */
  readonly room: readonly [number, number] | null;
  readonly views: readonly (BasinView | null)[];
  readonly work: BasinWork | null;
  /** What the levels may cost that are made only after a yes, in gradients. */
  readonly asks: number | null;
  /** What a yes was given for: see `basinsKey`. */
  readonly approved: string;
}

export const NO_BASINS: Basins = {
  on: false,
  room: null,
  views: [],
  work: null,
  asks: null,
  approved: '',
};

/** What decides an optimizer's map beside its size. */
export const basinKey = (spec: Spec, optimizer: number): string =>
  JSON.stringify([spec.objective, spec.window, spec.optimizers[optimizer], spec.stop]);

/** What decides the maps of all optimizers. */
export const basinsKey = (spec: Spec): string =>
  JSON.stringify([spec.objective, spec.window, spec.optimizers, spec.stop]);

/** Everything that can happen to the basins. */
export type BasinsChange =
  | { readonly is: 'switched'; readonly on: boolean }
  | { readonly is: 'room'; readonly room: readonly [number, number] }
  | { readonly is: 'mapped'; readonly optimizer: number; readonly view: BasinView }
  | { readonly is: 'working'; readonly work: BasinWork | null; readonly asks: number | null }
  | { readonly is: 'approved'; readonly key: string };

export function changeBasins(basins: Basins, change: BasinsChange): Basins {
  switch (change.is) {
    case 'switched':
      return { ...NO_BASINS, room: basins.room, on: change.on };
    case 'room':
      return String(basins.room) === String(change.room)
        ? basins
        : { ...basins, room: change.room };
    case 'mapped': {
      const { optimizer, view } = change;
      if (!basins.on) return basins;
      const length = Math.max(basins.views.length, optimizer + 1);
      const views = Array.from({ length }, (_, i) =>
        i === optimizer ? view : (basins.views[i] ?? null),
      );
      return { ...basins, views };
    }
    case 'working':
      return { ...basins, work: change.work, asks: change.asks };
    case 'approved':
      return { ...basins, approved: change.key };
    default:
      return change satisfies never;
  }
}

/** Whether maps of one spec are pictures of another, of a moment ago: as many, of the same function. */
export const picturesAlike = (before: Spec, spec: Spec): boolean =>
  objectiveName(before) === objectiveName(spec) &&
  before.optimizers.length === spec.optimizers.length;

/**
 * The basins under a new spec: maps that are the same stay, the others keep their old picture until
 * they are replaced, unless it is of something else altogether.
 */
export function settleBasins(basins: Basins, before: Spec | null, spec: Spec): Basins {
  const known = new Map(basins.views.flatMap((view) => (view ? [[view.key, view] as const] : [])));
  const kept = before !== null && picturesAlike(before, spec) ? basins.views : [];
  const views = spec.optimizers.map((_, i) => known.get(basinKey(spec, i)) ?? kept[i] ?? null);
  const same = views.length === basins.views.length && views.every((v, i) => v === basins.views[i]);
  return same ? basins : { ...basins, views };
}

/** A fineness of maps: so many pixels, each `pixel` of the page's pixels wide. */
export interface Level {
  readonly pixel: number;
  readonly columns: number;
  readonly rows: number;
}

/** Halved from level to level; a map too large for 2 stops at 3, not at 4. */
const PIXELS = [16, 8, 4, 3, 2, 1];
/** Finer maps would be costly, and their pixels hardly seen. */
const MOST_PIXELS = 512 * 512;

/** From the coarsest level to the finest. */
export function levelsFor([width, height]: readonly [number, number]): Level[] {
  const levels = PIXELS.map((pixel) => ({
    pixel,
    columns: even(width / pixel),
    rows: even(height / pixel),
  })).filter(({ columns, rows }) => columns * rows <= MOST_PIXELS);
  return levels.filter(({ pixel }) => pixel !== 3 || levels.at(-1)?.pixel === 3);
}

/**
 * An even number of pixels: with an odd one the middle row of many a window would lie just on an
 * axis of symmetry, and be coloured for runs that almost no start makes.
 */
const even = (count: number): number => Math.max(2, 2 * Math.round(count / 2));

/** A map nearly as fine as a level will do: a window that is resized a little asks for nothing new. */
const NEARLY = 0.8;

/** Whether an optimizer's map is of the settings shown, and as fine as a level. */
const reaches = (view: BasinView | null, key: string, { columns }: Level): boolean =>
  view !== null && view.key === key && view.columns >= NEARLY * columns;

/** A map to make. */
export interface BasinJob {
  readonly optimizer: number;
  readonly level: Level;
  /** Gradients it takes if no run ends early. */
  readonly gradients: number;
}

/** What is to be made, in its order, and what the rest would cost that a person must be asked for. */
export interface BasinPlan {
  readonly jobs: readonly BasinJob[];
  readonly asks: number | null;
}

/** The maps that are missing: all optimizers' coarse ones first, and of each fineness the shown one's first. */
export function planBasins(
  basins: Basins,
  spec: Spec,
  catalogue: Catalogue,
  shown: number,
  coarseOnly: boolean,
): BasinPlan {
  if (!basins.on || !basins.room || !spec.window) return { jobs: [], asks: null };
  const order = spec.optimizers
    .map((_, i) => i)
    .sort((a, b) => Number(b === shown) - Number(a === shown));
  const approved = basins.approved === basinsKey(spec);
  const jobs: BasinJob[] = [];
  let spent = 0;
  let asks = 0;
  for (const level of levelsFor(basins.room)) {
    const all = order.map((optimizer): BasinJob => {
      const perStep = gradientsAStep(
        spec.optimizers[optimizer] as Spec['optimizers'][number],
        catalogue,
      );
      const gradients = perStep * spec.stop.steps * level.columns * level.rows;
      return { optimizer, level, gradients };
    });
    const missing = all.filter(
      ({ optimizer }) =>
        !reaches(basins.views[optimizer] ?? null, basinKey(spec, optimizer), level),
    );
    spent += costOf(all);
    if (spent > ASK_ABOVE && !approved) asks += costOf(missing);
    else if (!coarseOnly || level.pixel === PIXELS[0]) jobs.push(...missing);
  }
  return { jobs, asks: asks > 0 ? asks : null };
}

export const costOf = (jobs: readonly BasinJob[]): number =>
  jobs.reduce((sum, { gradients }) => sum + gradients, 0);

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
