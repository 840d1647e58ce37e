import type { Spec } from '../generated/types';
import type { BasinPicture } from '../plot/basins';
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
