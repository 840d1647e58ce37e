import { contours as d3contours } from 'd3-contour';
import { contourLevels, type Scale } from './levels';

/** Filled contours as flat arrays, so that they cross from the worker without a copy. */
export interface Contours {
  /** The window the grid covered; the map may have moved on since. */
  readonly window: readonly [number, number, number, number];
  readonly levels: readonly number[];
  readonly low: number;
  readonly high: number;
  readonly holes: number;
  /** Ring vertices as x,y pairs in the unit square, y down. */
  readonly vertices: Float32Array<ArrayBuffer>;
  /** For every ring the index after its last vertex. */
  readonly rings: Uint32Array<ArrayBuffer>;
  /** For every level the index after its last ring. */
  readonly ends: Uint32Array<ArrayBuffer>;
}

/** Traces the level sets {f ≥ level} of a grid over a window; its first row is the top one. */
export function traceContours(
  window: Contours['window'],
  grid: Float64Array,
  columns: number,
  rows: number,
  scale: Scale,
): Contours {
  const { values, low, high, holes } = contourLevels(grid, scale);
  const filled = fillHoles(grid, low, high);
  const vertices: number[] = [];
  const rings: number[] = [];
  const ends: number[] = [];
  for (const shape of d3contours()
    .size([columns, rows])
    .thresholds([...values])(filled)) {
    for (const polygon of shape.coordinates) {
      for (const ring of polygon) {
        for (const [x, y] of ring) vertices.push((x as number) / columns, (y as number) / rows);
        rings.push(vertices.length / 2);
      }
    }
    ends.push(rings.length);
  }
  return {
    window,
    levels: values,
    low,
    high,
    holes,
    vertices: Float32Array.from(vertices),
    rings: Uint32Array.from(rings),
    ends: Uint32Array.from(ends),
  };
}

/** The tracer takes numbers only: +∞ is a wall above the highest value, anything else undefined a floor. */
function fillHoles(grid: Float64Array, low: number, high: number): number[] {
  const span = high - low || 1;
  return Array.from(grid, (value) => {
    if (Number.isFinite(value)) return value;
    return value === Number.POSITIVE_INFINITY ? high + span : low - span;
  });
}
