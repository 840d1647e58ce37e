import { momentumDash } from './colour';
import type { Frame } from './frame';
import type { Pixel } from './region';
import { pointAt, pointsUpTo, type Trail } from './trail';

/** A run to draw: its trail, its optimizer's look, and how far the picture has come. */
export interface Path {
  readonly trail: Trail;
  readonly colour: string;
  readonly momentum: string;
  readonly step: number;
  /** Drawn thin: the settings have moved on, or another optimizer is selected. */
  readonly faded: boolean;
}

const LINE = 1.7;
const DOT = 1.55;
/** A dot this near to the last one, in pixels, adds cost and no ink. */
const SAME_DOT = 0.25;
/** Past this many iterates dots would be a smear; the line alone shows the path. */
const DOTS_UP_TO = 600;

/** Draws trajectories, the loudest marks on the map: a halo, the line, its iterates, the current point. */
export function drawPaths(
  context: CanvasRenderingContext2D,
  paths: readonly Path[],
  frame: Frame,
  halo: string,
  /** Marks that the current points must leave in sight. */
  marks: readonly Pixel[] = [],
): void {
  const { left, top, right, bottom } = frame;
  context.save();
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
  context.lineJoin = 'round';
  context.lineCap = 'round';
  const lines = paths.map((path) => ({ path, line: trace(path, frame) }));
  for (const { path, line } of lines) {
    if (path.faded) continue;
    context.setLineDash([]);
    context.strokeStyle = halo;
    context.lineWidth = LINE + 2.4;
    context.stroke(line);
  }
  for (const { path, line } of lines) {
    context.globalAlpha = path.faded ? 0.3 : 1;
    context.setLineDash(momentumDash(path.momentum).map((unit) => unit * LINE));
    context.strokeStyle = path.colour;
    context.lineWidth = path.faded ? LINE * 0.7 : LINE;
    context.stroke(line);
    if (!path.faded) drawIterates(context, path, frame);
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
  drawCurrents(
    context,
    paths.filter((path) => !path.faded),
    frame,
    halo,
    marks,
  );
  context.restore();
}

/** Pixels far outside are pulled to a rim around the window, so that a diverging run stays drawable. */
const RIM = 4000;
export const near = (pixel: number): number => Math.min(RIM, Math.max(-RIM, pixel));

function trace({ trail, step }: Path, frame: Frame): Path2D {
  const line = new Path2D();
  const shown = pointsUpTo(trail, step);
  let beforeX = Number.NaN;
  let beforeY = Number.NaN;
  for (let i = 0; i < shown; i += 1) {
    const x = near(frame.x(trail.points[2 * i] as number));
    const y = near(frame.y(trail.points[2 * i + 1] as number));
    if (i === 0) line.moveTo(x, y);
    // Steps shorter than a fifth of a pixel add cost and no ink.
    else if (Math.abs(x - beforeX) + Math.abs(y - beforeY) < 0.2 && i < shown - 1) continue;
    else line.lineTo(x, y);
    beforeX = x;
    beforeY = y;
  }
  return line;
}

function drawIterates(
  context: CanvasRenderingContext2D,
  { trail, colour, step }: Path,
  frame: Frame,
): void {
  const shown = pointsUpTo(trail, step);
  context.fillStyle = colour;
  context.beginPath();
  let beforeX = Number.NaN;
  let beforeY = Number.NaN;
  for (let i = 1; i < Math.min(shown, DOTS_UP_TO); i += 1) {
    const x = near(frame.x(trail.points[2 * i] as number));
    const y = near(frame.y(trail.points[2 * i + 1] as number));
    // Where a run comes to rest, hundreds lie on one another.
    if (Math.abs(x - beforeX) + Math.abs(y - beforeY) < SAME_DOT) continue;
    beforeX = x;
    beforeY = y;
    context.moveTo(x + DOT, y);
    context.arc(x, y, DOT, 0, 2 * Math.PI);
  }
  context.fill();
}

/** The i-th dot of a stack; the first one is outermost. */
export const radiusOf = (i: number, count: number): number => CURRENT + RING * (count - 1 - i);

interface Current {
  readonly x: number;
  readonly y: number;
  readonly colour: string;
}

const CURRENT = 4.4;
/** What a mark in the middle takes: a run that ended there rings it. */
const AROUND = 4.2;
const RING = 2.6;

/** Large dots where runs are now; several colours at one place make a target, the first one outermost. */
function drawCurrents(
  context: CanvasRenderingContext2D,
  paths: readonly Path[],
  frame: Frame,
  halo: string,
  marks: readonly Pixel[],
): void {
  for (const stack of stacked(paths, frame)) {
    stack.forEach(({ x, y, colour }, i) => {
      const marked = marks.some(([mx, my]) => Math.hypot(mx - x, my - y) < CURRENT);
      context.beginPath();
      context.arc(x, y, radiusOf(i, stack.length) + (marked ? AROUND : 0), 0, 2 * Math.PI);
      context.fillStyle = colour;
      context.fill();
      context.lineWidth = 1.2;
      context.strokeStyle = halo;
      context.stroke();
    });
  }
}

/** Current points that lie together, each colour once. */
export function stacked(
  paths: readonly Pick<Path, 'trail' | 'step' | 'colour'>[],
  frame: Frame,
): Current[][] {
  const stacks: Current[][] = [];
  for (const { trail, step, colour } of paths) {
    const at = pointAt(trail, step);
    if (!at || step <= 0) continue;
    const [x, y] = [near(frame.x(at[0])), near(frame.y(at[1]))];
    const stack = stacks.find(([first]) => first && Math.hypot(first.x - x, first.y - y) < CURRENT);
    if (!stack) stacks.push([{ x, y, colour }]);
    else if (stack.every((other) => other.colour !== colour)) stack.push({ x, y, colour });
  }
  return stacks;
}
