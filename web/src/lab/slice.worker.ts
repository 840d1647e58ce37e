import { finish, type Open, type Pace } from '../engine/pace';
import type { Answers, Progress, Request } from '../engine/protocol';
import { type Experiment, Planning, type Slice } from '../generated/engine.js';
import { traceContours } from '../plot/contours';
import { gridOver } from '../plot/trace';
import type { SliceGrid } from '../state/slice';

/** What a network thread does for those who look at the loss over a plane. */

type Order<K extends Request['kind']> = Extract<Request, { kind: K }>;

/** Cells across: coarse first, so that there is something to see. */
const COLUMNS = [16, 28, 56] as const;
/** Milliseconds that a row of cells may take at once. */
const AT_ONCE = 10;

/** The plane made last. */
let plane: Slice | null = null;
/** The finest map made last, which another scale only traces anew. */
let last: SliceGrid | null = null;

/** Makes a plane, which stays until the next one. */
export async function planeOf(
  order: Order<'slice-plane'>,
  open: Open,
  pace: Pace,
  report: (progress: Progress) => void,
): Promise<Answers['slice-plane']> {
  const { spec, asset, centre, others } = order;
  const made = await found(order, await open(spec, asset, pace, report), pace, report);
  // Where there is no new plane, the old one stays.
  plane?.free();
  plane = made;
  last = null;
  return {
    facts: made.facts(),
    points: [centre, ...others].map((theta) => {
      const [x = 0, y = 0] = made.project(theta);
      return [x, y] as const;
    }),
  };
}

/** The plane of these directions, which may have to be searched for; the experiment ends here. */
async function found(
  { centre, directions, seed, others }: Order<'slice-plane'>,
  experiment: Experiment,
  pace: Pace,
  report: (progress: Progress) => void,
): Promise<Slice> {
  let planning: Planning;
  try {
    planning = new Planning(experiment, centre, directions, seed, joined(others));
  } finally {
    experiment.free();
  }
  try {
    await finish(planning, pace, (howFar) => {
      report({ kind: 'sliced', contours: null, ...howFar });
    });
  } catch (thrown) {
    planning.free();
    throw thrown;
  }
  return planning.plane();
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Weights dropped onto the plane; null where there is no plane any more. */
export function projectionOf({ theta }: Order<'slice-project'>): Answers['slice-project'] {
  if (!plane) return null;
  const [x = Number.NaN, y = Number.NaN, distance = Number.NaN] = plane.project(theta);
  return { x, y, distance, f: plane.value(x, y) };
}

/** The loss at a point of the plane. */
export function valueAt({ x, y }: Order<'slice-at'>): Answers['slice-at'] {
  return plane ? { f: plane.value(x, y) } : null;
}

/** The loss over a window of the plane, coarse first; null where there is no plane any more. */
export async function mapOf(
  { window, scale }: Order<'slice-map'>,
  pace: Pace,
  report: (progress: Progress) => void,
): Promise<Answers['slice-map']> {
  const own = plane;
  const known = last;
  if (known && String(known.window) === String(window)) return answer(known, scale);
  const grids = COLUMNS.map((columns) => gridOver(window, columns));
  const all = grids.reduce((sum, { columns, rows }) => sum + columns * rows, 0);
  const began = pace.worked();
  let done = 0;
  const left = (): { share: number; secondsLeft: number } => ({
    share: done / all,
    secondsLeft: (((pace.worked() - began) / 1000) * (all - done)) / Math.max(1, done),
  });
  let made: SliceGrid | null = null;
  for (const grid of grids) {
    const { columns, rows } = grid;
    const cells = columns * rows;
    const values = new Float64Array(cells);
    const covered = Float64Array.from(grid.window);
    let count = 1;
    for (let cell = 0; cell < cells; ) {
      // A newer plane may have taken the place of this one while others were served.
      if (!own || plane !== own) return null;
      const next = Math.min(cells, cell + count);
      const before = performance.now();
      own.cells(covered, columns, rows, cell, next, values.subarray(cell, next));
      const took = performance.now() - before;
      done += next - cell;
      cell = next;
      if (took < AT_ONCE / 2) count = Math.min(columns, 2 * count);
      else if (took > AT_ONCE) count = Math.max(1, count >> 1);
      if (pace.sliceIsOver()) await pace.breathe();
      if (pace.reportIsDue()) report({ kind: 'sliced', contours: null, ...left() });
    }
    made = { window, columns, rows, values };
    if (done < all)
      report({ kind: 'sliced', contours: traceContours(grid, values, scale), ...left() });
  }
  if (!made) return null;
  last = made;
  return answer(made, scale);
}

function answer(grid: SliceGrid, scale: Order<'slice-map'>['scale']): Answers['slice-map'] {
  const { window, columns, rows, values } = grid;
  const traced = traceContours(gridOver(window, columns - 2), values, scale);
  return { contours: traced, grid: { window: [...traced.window], columns, rows, values } };
}
