import type { CriticalPoint } from '../generated/types';
import { type Brush, paintBasins } from '../plot/basins';
import { centreOf, pixelAt } from '../plot/raster';
import { basinKey } from '../state/basins';
import { type Places, placesOn } from '../state/places';
import { filterShown, looks } from '../state/select';
import type { State } from '../state/state';
import { type BasinRow, basinRows, basinsInWords, brushesOf, pixelInWords } from '../words/basins';
import type { MapGround } from './es-map';
import { groundOf } from './map-ground';

/** What all pictures and words of a state's basins share. */
export interface Legend {
  readonly places: Places;
  /** By optimizer, then by class. */
  readonly brushes: readonly (readonly Brush[])[];
  readonly rows: readonly BasinRow[];
  /** Size of the window, to which coordinates are rounded. */
  readonly span: number;
}

/** Keeps the last thing made, until one of its parts is another. */
function keeper<T>(): (parts: readonly unknown[], make: () => T) => T {
  let last: { readonly parts: readonly unknown[]; readonly made: T } | null = null;
  return (parts, make) => {
    if (!last?.parts.every((part, i) => part === parts[i])) last = { parts, made: make() };
    return last.made;
  };
}

const NO_POINTS: readonly CriticalPoint[] = [];

const keepLegend = keeper<Legend>();
const keepGrounds = new Map<number, ReturnType<typeof keeper<MapGround | null>>>();

function keepGround(optimizer: number): ReturnType<typeof keeper<MapGround | null>> {
  const keep = keepGrounds.get(optimizer) ?? keeper();
  keepGrounds.set(optimizer, keep);
  return keep;
}

export function legendOf({ experiment, basins, critical }: State): Legend {
  const { views } = basins;
  const window = experiment?.spec.window ?? [-1, 1, -1, 1];
  const points = critical?.found.points ?? NO_POINTS;
  return keepLegend([views, points, String(window)], () => {
    const [x0, x1, y0, y1] = window;
    const span = Math.max(x1 - x0, y1 - y0);
    const places = placesOn(views, points, window);
    return {
      places,
      brushes: brushesOf(views, places),
      rows: basinRows(views, places, span),
      span,
    };
  });
}

/** An optimizer's basins as a map's ground; null until there are any. */
export function basinGround(state: State, shown = filterShown(state)): MapGround | null {
  const { experiment, basins, theme } = state;
  if (!experiment || !basins.on) return null;
  const view = basins.views[shown] ?? null;
  const current = view?.key === basinKey(experiment.spec, shown);
  const legend = legendOf(state);
  return keepGround(shown)([legend, view, theme, current], () => {
    if (!view) return null;
    const places = legend.places.of[shown] ?? [];
    return groundOf({
      paint: (target) => paintBasins(target, view, legend.brushes[shown] ?? [], theme),
      marks: places.flatMap((place) => (place ? [{ x: place.x, text: place.letter }] : [])),
      at: (x, y) => {
        // Pixels of older settings say nothing of the present ones.
        const pixel = current ? pixelAt(view, x, y) : null;
        if (!pixel) return null;
        const cell = pixel[1] * view.columns + pixel[0];
        const index = view.raster[cell] as number;
        const basin = view.classes[index];
        if (!basin) return null;
        const words = pixelInWords(basin, places[index] ?? null, view.lambdas[cell], legend.span);
        return { start: centreOf(view, ...pixel), words };
      },
    });
  });
}

/** The basins of all optimizers in words, once they stand still. */
export function basinsAloud(state: State): string {
  if (!state.basins.on || state.basins.work) return '';
  const names = looks(state).map(({ name }) => name);
  return basinsInWords(legendOf(state).rows, names);
}
