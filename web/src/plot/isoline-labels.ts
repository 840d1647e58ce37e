import type { Frame } from './frame';
import type { Stretch } from './region';

/** Where a level's value is written on one of its lines, and how the line runs there, in radians. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly angle: number;
}

/** Lines shorter than this stay bare. */
const LINE_NEEDED = 150;
/** How much of a line lies under a label, to either side. */
const REACH = 14;
/** A label needs this much room to the neighbouring levels. */
const ELBOW = 9;
/** And this much to other labels. */
const APART = 56;
/** Where lines turn more than this a label does not lie well. */
const MOST_BEND = 0.35;

/**
 * The best place for a label on a level's lines: where they run straight, away from the neighbouring levels'
 * lines and from the labels that are there. Null if there is none.
 */
export function labelSpot(
  placed: Float64Array,
  lines: readonly Stretch[],
  neighbours: readonly Stretch[],
  frame: Frame,
  taken: readonly Spot[],
): Spot | null {
  let best: Spot | null = null;
  let least = MOST_BEND;
  for (const line of lines) {
    if (lengthOf(placed, line) < LINE_NEEDED) continue;
    const [first, end] = line;
    for (let i = first + 6; i + 6 < end; i += 2) {
      const [x, y] = [placed[2 * i] as number, placed[2 * i + 1] as number];
      if (!roomFor(x, y, frame, taken)) continue;
      const bend = bendAt(placed, line, i);
      if (!bend || bend.amount >= least) continue;
      // Asked last, for it looks at every vertex of the neighbouring lines.
      if (crowded(x, y, placed, neighbours)) continue;
      least = bend.amount;
      best = { x, y, angle: upright(bend.angle) };
    }
  }
  return best;
}

function crowded(
  x: number,
  y: number,
  placed: Float64Array,
  neighbours: readonly Stretch[],
): boolean {
  for (const [first, end] of neighbours) {
    for (let i = first; i < end; i += 1) {
      if (
        Math.abs((placed[2 * i] as number) - x) < ELBOW &&
        Math.abs((placed[2 * i + 1] as number) - y) < ELBOW
      )
        return true;
    }
  }
  return false;
}

const distance = (placed: Float64Array, i: number, x: number, y: number): number =>
  Math.hypot((placed[2 * i] as number) - x, (placed[2 * i + 1] as number) - y);

function lengthOf(placed: Float64Array, [first, end]: Stretch): number {
  let length = 0;
  for (let i = first + 1; i < end; i += 1)
    length += distance(placed, i, placed[2 * i - 2] as number, placed[2 * i - 1] as number);
  return length;
}

const roomFor = (x: number, y: number, frame: Frame, taken: readonly Spot[]): boolean =>
  x > frame.left + 24 &&
  x < frame.right - 24 &&
  y > frame.top + 14 &&
  y < frame.bottom - 14 &&
  taken.every((other) => Math.hypot(other.x - x, other.y - y) > APART);

/** How far the line turns within a label's reach of a vertex, and its direction there. */
function bendAt(
  placed: Float64Array,
  [first, end]: Stretch,
  i: number,
): { amount: number; angle: number } | null {
  const [x, y] = [placed[2 * i] as number, placed[2 * i + 1] as number];
  let a = i;
  while (a > first && distance(placed, a, x, y) < REACH) a -= 1;
  let b = i;
  while (b < end - 1 && distance(placed, b, x, y) < REACH) b += 1;
  const [ax, ay] = [placed[2 * a] as number, placed[2 * a + 1] as number];
  const [bx, by] = [placed[2 * b] as number, placed[2 * b + 1] as number];
  if (Math.hypot(bx - ax, by - ay) < REACH) return null;
  const inAngle = Math.atan2(y - ay, x - ax);
  const outAngle = Math.atan2(by - y, bx - x);
  const turn = Math.abs(Math.atan2(Math.sin(outAngle - inAngle), Math.cos(outAngle - inAngle)));
  const angle = Math.atan2(by - ay, bx - ax);
  // Straight first, then level: a label lying down reads best.
  return { amount: turn + 0.08 * Math.abs(Math.sin(angle)), angle };
}

function upright(angle: number): number {
  if (angle > Math.PI / 2) return angle - Math.PI;
  if (angle < -Math.PI / 2) return angle + Math.PI;
  return angle;
}
