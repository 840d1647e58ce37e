import { hessianEllipse } from './ellipse';
import type { Layer } from './layer';
import { clipToPlane } from './whiskers';

/** The Hessian at a point: its eigenvalues, λmin first, and the unit eigenvector of λmax. */
export interface HessianAt {
  readonly x: number;
  readonly y: number;
  readonly eigenvalues: readonly [number, number];
  readonly axis: readonly [number, number];
  readonly colour: string;
}

const HAIRLINE = 1.1;
const HALO = 3;
const DASH = [3, 3];

/** Hairline ellipses, with their axes; an axis along which f falls is dashed. */
export const hessiansLayer =
  (all: readonly HessianAt[], halo: string): Layer =>
  (context, frame) => {
    context.save();
    clipToPlane(context, frame);
    for (const { x, y, eigenvalues, axis, colour } of all) {
      const ellipse = hessianEllipse(eigenvalues, axis, frame);
      if (!ellipse) continue;
      context.save();
      context.translate(frame.x(x), frame.y(y));
      const outline = new Path2D(ellipse.outline);
      context.strokeStyle = halo;
      context.lineWidth = HALO;
      context.stroke(outline);
      context.strokeStyle = colour;
      context.lineWidth = HAIRLINE;
      context.stroke(outline);
      context.globalAlpha = 0.6;
      for (const { path, negative } of ellipse.axes) {
        context.setLineDash(negative ? DASH : []);
        context.stroke(new Path2D(path));
      }
      context.restore();
    }
    context.restore();
  };
