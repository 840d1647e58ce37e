import type { SliceState } from '../state/slice';
import { csvRow } from './csv';

const COLUMNS = ['of', 'step', 'x', 'y', 'off_plane', 'loss', 'caption'];

/**
 * A slice as a table: the loss at the centres of the map's cells, then the runs dropped onto the plane,
 * each point with its distance from it and the loss drawn there.
 */
export function sliceFile(
  { grid, trails }: SliceState,
  names: readonly string[],
  caption: string,
): string {
  const rows = [csvRow(COLUMNS)];
  let note: string | null = caption;
  const add = (...cells: readonly (string | number | null)[]): void => {
    rows.push(csvRow([...cells, note]));
    note = null;
  };
  if (grid) {
    const [x0, x1, y0, y1] = grid.window;
    const [dx, dy] = [(x1 - x0) / grid.columns, (y1 - y0) / grid.rows];
    grid.values.forEach((loss, cell) => {
      const [row, column] = [Math.floor(cell / grid.columns), cell % grid.columns];
      add('map', null, x0 + (column + 0.5) * dx, y1 - (row + 0.5) * dy, 0, loss);
    });
  }
  for (const [run, one] of trails.entries()) {
    if (!one) continue;
    const { trail, distances, losses } = one;
    distances.forEach((distance, i) => {
      const [x = null, y = null] = trail.points.subarray(2 * i, 2 * i + 2);
      const step = Math.min(trail.steps, i * trail.stride);
      add(names[run] ?? '', step, x, y, distance, losses[i] ?? null);
    });
  }
  return rows.join('');
}
