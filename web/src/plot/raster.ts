/** A window of the plane cut into pixels, as the engine cuts it: rows from the top down. */
export interface Raster {
  readonly window: readonly [x0: number, x1: number, y0: number, y1: number];
  readonly columns: number;
  readonly rows: number;
}

/** Centre of cell `index` of the `count` that divide [low, high] evenly: the engine's bits. */
const centre = (low: number, high: number, index: number, count: number): number =>
  low + (high - low) * ((index + 0.5) / count);

/** A pixel's centre: the start of the run that the pixel stands for, to the bit. */
export const centreOf = (
  { window: [x0, x1, y0, y1], columns, rows }: Raster,
  column: number,
  row: number,
): [number, number] => [centre(x0, x1, column, columns), centre(y0, y1, rows - 1 - row, rows)];

/** Column and row of the pixel that a point lies in; null outside the window. */
export function pixelAt(
  { window: [x0, x1, y0, y1], columns, rows }: Raster,
  x: number,
  y: number,
): [column: number, row: number] | null {
  const column = Math.floor((columns * (x - x0)) / (x1 - x0));
  const row = Math.floor((rows * (y1 - y)) / (y1 - y0));
  const inside = column >= 0 && column < columns && row >= 0 && row < rows;
  return inside ? [column, row] : null;
}
