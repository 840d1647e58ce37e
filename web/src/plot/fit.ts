import { momentumDash, type Palette } from './colour';
import type { Frame } from './frame';
import { inPlane } from './in-plane';

/** A network's output over a line. */
export interface FittedCurve {
  readonly ys: Float64Array;
  readonly colour: string;
  readonly momentum: string;
}

const LINE = 1.8;
const POINT = 3.4;

/** Curves at the places `xs`, and over them the points they should go through. */
export function drawFit(
  context: CanvasRenderingContext2D,
  frame: Frame,
  xs: Float64Array,
  curves: readonly FittedCurve[],
  points: { readonly xs: Float64Array; readonly ys: Float64Array },
  palette: Palette,
): void {
  inPlane(context, frame, palette, () => {
    context.lineJoin = 'round';
    context.lineCap = 'round';
    for (const { ys, colour, momentum } of curves) {
      context.setLineDash(momentumDash(momentum).map((unit) => unit * LINE));
      context.strokeStyle = colour;
      context.lineWidth = LINE;
      context.stroke(lineOf(frame, xs, ys));
    }
    context.setLineDash([]);
    context.fillStyle = palette.page;
    context.strokeStyle = palette.ink;
    context.lineWidth = 1.3;
    points.xs.forEach((x, i) => {
      context.beginPath();
      context.arc(frame.x(x), frame.y(points.ys[i] as number), POINT, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    });
  });
}

/** Far outside the window a curve is pulled to a rim around it; where it has no value it breaks. */
const RIM = 4000;

function lineOf(frame: Frame, xs: Float64Array, ys: Float64Array): Path2D {
  const line = new Path2D();
  let drawing = false;
  xs.forEach((x, i) => {
    const y = Math.min(RIM, Math.max(-RIM, frame.y(ys[i] as number)));
    if (!Number.isFinite(y)) drawing = false;
    else if (drawing) line.lineTo(frame.x(x), y);
    else {
      line.moveTo(frame.x(x), y);
      drawing = true;
    }
  });
  return line;
}
