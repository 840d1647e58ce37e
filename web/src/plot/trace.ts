import { contours as d3contours } from 'd3-contour';
import type { Region } from './region';

/** A grid to trace, and the window it covers: one cell more on each side than is shown. */
export interface Grid {
  readonly window: Region['window'];
  readonly columns: number;
  readonly rows: number;
}

/** The tracer closes lines half a cell inside its grid; this grid's rim lies outside the picture. */
export function gridOver([x0, x1, y0, y1]: Region['window'], columns: number): Grid {
  const aspect = Math.min(3, Math.max(1 / 3, Math.abs((y1 - y0) / (x1 - x0))));
  const rows = Math.round(columns * aspect);
  const [dx, dy] = [(x1 - x0) / columns, (y1 - y0) / rows];
  return { window: [x0 - dx, x1 + dx, y0 - dy, y1 + dy], columns: columns + 2, rows: rows + 2 };
}

/** Rings under way, in the form in which they are sent. */
export class Rings {
  private readonly vertices: number[] = [];
  private readonly lasts: number[] = [];

  get count(): number {
    return this.lasts.length;
  }

  /** Adds the rings of {values ≥ level}; the first row of values is the top one. */
  trace({ columns, rows }: Grid, values: number[], level: number): void {
    const [shape] = d3contours().size([columns, rows]).thresholds([level])(values);
    for (const polygon of shape?.coordinates ?? []) {
      for (const ring of polygon) {
        for (const [x, y] of ring)
          this.vertices.push((x as number) / columns, (y as number) / rows);
        this.lasts.push(this.vertices.length / 2);
      }
    }
  }

  /** The rings, with the window their unit square stands for. */
  in(window: Region['window']): Region {
    return {
      window,
      vertices: Float32Array.from(this.vertices),
      rings: Uint32Array.from(this.lasts),
    };
  }
}

/** Where a grid's values are not finite: to half a cell, which is all that a grid can tell. */
export function traceHoles(grid: Grid, values: Float64Array): Region {
  const rings = new Rings();
  if (!values.every(Number.isFinite))
    rings.trace(
      grid,
      Array.from(values, (value) => (Number.isFinite(value) ? 0 : 1)),
      0.5,
    );
  return rings.in(grid.window);
}

/**
 * The values with each hole's rim filled by the mean of its finite neighbours, so that lines run on
 * into the hole instead of bending along it; `inside` stands for what lies deeper.
 */
export function fillHoles({ columns, rows }: Grid, values: Float64Array, inside: number): number[] {
  return Array.from(values, (value, i) => {
    if (Number.isFinite(value)) return value;
    const [column, row] = [i % columns, Math.floor(i / columns)];
    let sum = 0;
    let count = 0;
    for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y += 1) {
      for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x += 1) {
        const neighbour = values[y * columns + x] as number;
        if (!Number.isFinite(neighbour)) continue;
        count += 1;
        // A running mean: a sum of huge values would overflow.
        sum += (neighbour - sum) / count;
      }
    }
    return count > 0 ? sum : inside;
  });
}
