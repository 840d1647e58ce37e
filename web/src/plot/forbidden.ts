import type { Region } from './region';
import { fillHoles, type Grid, Rings, traceHoles } from './trace';

/** Where the Hessian has an eigenvalue outside a passband, and where there is no Hessian to ask. */
export interface Forbidden {
  readonly region: Region;
  readonly hollow: Region;
}

/** What rounding may make of a margin that is zero, beside the margins around it. */
const DUST = 1e-12;

/**
 * Traces {margin < 0} of a grid of margins, the first row being the top one. A margin is linear in
 * an eigenvalue near an edge of the passband, so the border lies far closer than a cell to where an
 * eigenvalue crosses the edge. Holes (NaN) are neither forbidden nor allowed: the region runs on
 * into their rim unbent, and the picture leaves them out.
 */
export function traceForbidden(grid: Grid, margins: Float64Array): Forbidden {
  const rings = new Rings();
  const excess = fillHoles(grid, margins, 0).map((margin) => -margin);
  rings.trace(grid, excess, Math.max(DUST * typicalSize(margins), Number.MIN_VALUE));
  return { region: rings.in(grid.window), hollow: traceHoles(grid, margins) };
}

/** The median of the sizes: a pole somewhere in the window does not move it. */
function typicalSize(values: Float64Array): number {
  const sizes = values.filter(Number.isFinite).map(Math.abs).sort();
  return sizes[sizes.length >> 1] ?? 0;
}
