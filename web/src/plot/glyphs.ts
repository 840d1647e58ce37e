import type { Kind } from '../generated/types';
import { contains, type Frame } from './frame';

/** Where a critical point's mark lies, and how large it may be among its neighbours. */
export interface Spot {
  readonly index: number;
  readonly x: number;
  readonly y: number;
  /** Factor of the glyph's size: below 1 where marks crowd. */
  readonly scale: number;
  /** Radius within which a pointer means this mark. */
  readonly hit: number;
}

/** Half of a touch target. */
const HIT = 22;
/** The nearest neighbour's distance, in pixels, from which on a glyph has its full size. */
const ROOMY = 18;
const LEAST_SCALE = 0.3;
const LEAST_HIT = 3;

/** Places the points that lie in the frame. None reaches beyond half way to its nearest neighbour. */
export function placeGlyphs(
  points: readonly { readonly x: readonly [number, number] }[],
  frame: Frame,
): Spot[] {
  const inside = points.flatMap(({ x: [x, y] }, index) =>
    contains(frame, x, y) ? [{ index, x: frame.x(x), y: frame.y(y) }] : [],
  );
  return inside.map((spot) => {
    let nearest = Number.POSITIVE_INFINITY;
    for (const other of inside)
      if (other !== spot)
        nearest = Math.min(nearest, Math.hypot(other.x - spot.x, other.y - spot.y));
    return {
      ...spot,
      scale: Math.max(LEAST_SCALE, Math.min(1, nearest / ROOMY)),
      hit: Math.max(LEAST_HIT, Math.min(HIT, nearest / 2)),
    };
  });
}

/** Outlines around (0, 0) of about one area, in pixels: a minimum is round, a saddle has four corners, a maximum points up. */
export const GLYPHS: Readonly<Record<Kind, string>> = {
  minimum: 'M-5.2 0A5.2 5.2 0 1 1 5.2 0A5.2 5.2 0 1 1 -5.2 0Z',
  saddle: 'M0 -6.6L6.6 0L0 6.6L-6.6 0Z',
  maximum: 'M0 -6.4L6 4.6H-6Z',
  degenerate: 'M-4.7 -4.7H4.7V4.7H-4.7Z',
};

/** Dots too fine to be taken for a point each, however close. */
const SAMPLE_DOT = 1.3;

/** Dots a continuum by its sample. They are not joined: the engine knows the points, not the curve. */
export function drawSample(
  context: CanvasRenderingContext2D,
  sample: readonly (readonly [number, number])[],
  frame: Frame,
  ink: string,
): void {
  context.fillStyle = ink;
  context.beginPath();
  for (const [x, y] of sample) {
    if (!contains(frame, x, y)) continue;
    context.moveTo(frame.x(x) + SAMPLE_DOT, frame.y(y));
    context.arc(frame.x(x), frame.y(y), SAMPLE_DOT, 0, 2 * Math.PI);
  }
  context.fill();
}
