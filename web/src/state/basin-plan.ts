import type { Catalogue, Spec } from '../generated/types';
import { type Basins, type BasinView, basinKey, basinsKey } from './basins';
import { ASK_ABOVE, gradientsAStep } from './cost';

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
