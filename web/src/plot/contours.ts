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

/** A grid to trace, and the window it covers: one cell more on each side than is shown. */
export interface Grid {
  readonly window: Contours['window'];
  readonly columns: number;
  readonly rows: number;
}

/** The tracer closes lines half a cell inside its grid; this grid's rim lies outside the picture. */
export function gridOver([x0, x1, y0, y1]: Contours['window'], columns: number): Grid {
  const aspect = Math.min(3, Math.max(1 / 3, Math.abs((y1 - y0) / (x1 - x0))));
  const rows = Math.round(columns * aspect);
  const [dx, dy] = [(x1 - x0) / columns, (y1 - y0) / rows];
  return { window: [x0 - dx, x1 + dx, y0 - dy, y1 + dy], columns: columns + 2, rows: rows + 2 };
}

/** Traces the level sets {f ≥ level} of the grid's values; the first row is the top one. */
export function traceContours(
  { window, columns, rows }: Grid,
  heights: Float64Array,
  scale: Scale,
): Contours {
  const { values, low, high, holes } = contourLevels(heights, scale);
  const filled = fillHoles(heights, low, high);
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
function fillHoles(heights: Float64Array, low: number, high: number): number[] {
  const span = high - low || 1;
  return Array.from(heights, (value) => {
    if (Number.isFinite(value)) return value;
    return value === Number.POSITIVE_INFINITY ? high + span : low - span;
  });
}
