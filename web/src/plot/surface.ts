import { classMark, groundShare } from './classes';
import type { Palette } from './colour';
import type { Contours } from './contours';
import { drawField } from './field';
import type { Frame } from './frame';
import { inPlane } from './in-plane';
import { addRegion, type Region } from './region';

/** What is drawn of a network's decisions over the plane. */
export interface SurfacePicture {
  /** For each class where it is guessed; none for regression, which has contours. */
  readonly regions: readonly Region[];
  readonly contours: Contours | null;
  /** x and y of each point in turn, and its class. */
  readonly points: Float64Array;
  readonly labels: Uint32Array;
  /** Points that are taken for another class. */
  readonly wrong: readonly number[];
  /** The optimizer's hue: the borders between classes are its doing. */
  readonly colour: string;
}

const BORDER = 2.2;
/** A ring around a point on the wrong side. */
const RING = 6.5;

/** Grounds of the classes, their borders in the optimizer's hue, and the data's points over them. */
export function drawSurface(
  context: CanvasRenderingContext2D,
  frame: Frame,
  picture: SurfacePicture,
  palette: Palette,
): void {
  inPlane(context, frame, palette, () => {
    if (picture.contours) drawField(context, picture.contours, frame, palette);
    drawGrounds(context, frame, picture, palette);
    drawPoints(context, frame, picture, palette);
  });
}

function drawGrounds(
  context: CanvasRenderingContext2D,
  frame: Frame,
  { regions, colour }: SurfacePicture,
  palette: Palette,
): void {
  context.lineJoin = 'round';
  context.lineWidth = BORDER;
  regions.forEach((region, index) => {
    const shape = new Path2D();
    addRegion(shape, region, frame);
    context.fillStyle = palette.fill(groundShare(index, regions.length));
    context.fill(shape, 'evenodd');
    context.strokeStyle = colour;
    context.stroke(shape);
  });
}

function drawPoints(
  context: CanvasRenderingContext2D,
  frame: Frame,
  { points, labels, wrong, colour }: SurfacePicture,
  palette: Palette,
): void {
  const astray = new Set(wrong);
  for (let i = 0; 2 * i < points.length; i += 1) {
    const { outline, filled } = classMark(labels[i] ?? 0);
    context.save();
    context.translate(frame.x(points[2 * i] as number), frame.y(points[2 * i + 1] as number));
    const mark = new Path2D(outline);
    context.fillStyle = filled ? palette.ink : palette.page;
    context.fill(mark);
    context.strokeStyle = palette.ink;
    context.lineWidth = 1;
    context.stroke(mark);
    if (astray.has(i)) {
      context.beginPath();
      context.arc(0, 0, RING, 0, 2 * Math.PI);
      context.strokeStyle = colour;
      context.lineWidth = 1.6;
      context.stroke();
    }
    context.restore();
  }
}
