import { contourLevels, type Scale } from './levels';
import type { Region } from './region';
import { fillHoles, type Grid, Rings, traceHoles } from './trace';

/** Filled contours: the rings of all levels, one level after the other. */
export interface Contours extends Region {
  readonly levels: readonly number[];
  readonly low: number;
  readonly high: number;
  /** Cells where f is not finite, and where they lie. */
  readonly holes: number;
  readonly hollow: Region;
  /** For every level the index after its last ring. */
  readonly ends: Uint32Array<ArrayBuffer>;
}

/** Traces the level sets {f ≥ level} of the grid's values; the first row is the top one. */
export function traceContours(grid: Grid, heights: Float64Array, scale: Scale): Contours {
  const { values: levels, low, high, holes } = contourLevels(heights, scale);
  const filled = holes > 0 ? fillHoles(grid, heights, low) : Array.from(heights);
  const rings = new Rings();
  const ends = levels.map((level) => {
    rings.trace(grid, filled, level);
    return rings.count;
  });
  return {
    ...rings.in(grid.window),
    levels,
    low,
    high,
    holes,
    hollow: traceHoles(grid, heights),
    ends: Uint32Array.from(ends),
  };
}
