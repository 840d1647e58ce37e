import type { Frame } from './frame';
import type { Layer } from './layer';

/** From where to where, x and y in turn, and how many of them to draw. */
export interface Whiskers {
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly count: number;
  readonly colour: string;
}

const LINE = 1;
/** A dot at the far end, where the gradient was taken. */
const DOT = 1.5;

/** Lines from each iterate to where its gradient was taken. */
export const whiskersLayer =
  (all: readonly Whiskers[]): Layer =>
  (context, frame) => {
    context.save();
    clipToPlane(context, frame);
    context.lineWidth = LINE;
    for (const whiskers of all) draw(context, whiskers, frame);
    context.restore();
  };

function draw(
  context: CanvasRenderingContext2D,
  { from, to, count, colour }: Whiskers,
  frame: Frame,
): void {
  const lines = new Path2D();
  const dots = new Path2D();
  for (let i = 0; i < 2 * count; i += 2) {
    const [x, y] = [frame.x(from[i] as number), frame.y(from[i + 1] as number)];
    const [px, py] = [frame.x(to[i] as number), frame.y(to[i + 1] as number)];
    const length = Math.hypot(px - x, py - y);
    if (!(length >= DOT) || length > TOO_LONG) continue;
    lines.moveTo(x, y);
    lines.lineTo(px, py);
    dots.moveTo(px + DOT, py);
    dots.arc(px, py, DOT, 0, 2 * Math.PI);
  }
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.globalAlpha = 0.75;
  context.stroke(lines);
  context.globalAlpha = 1;
  context.fill(dots);
}

/** What leads this many pixels away leads nowhere on the picture. */
const TOO_LONG = 1e5;

export function clipToPlane(
  context: CanvasRenderingContext2D,
  { left, top, right, bottom }: Frame,
): void {
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
}
