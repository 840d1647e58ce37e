import type { Frame } from './frame';

/** A Hessian at a point, as a picture around (0, 0) in pixels: path data for SVG and canvas alike. */
export interface Ellipse {
  /** The curve; two parallel lines where the ellipse has no end in sight. */
  readonly outline: string;
  /** Across the curve: the sharp direction (of λmax) first. */
  readonly axes: readonly [EllipseAxis, EllipseAxis];
  /** One direction is flat beside the other: the ellipse does not close. */
  readonly open: boolean;
}

export interface EllipseAxis {
  readonly path: string;
  /** f falls along it: to be drawn dashed. */
  readonly negative: boolean;
}

/** What of a frame the ellipse needs: how long a unit is in pixels, along x and along y. */
type Scaled = Pick<Frame, 'left' | 'top' | 'right' | 'bottom' | 'window'>;

type Vector = readonly [number, number];

/** Half the longer axis, in pixels. */
const SIZE = 34;
/** Half the width of an ellipse that does not close. */
const OPEN_WIDTH = SIZE / 4;
/** Beyond this ratio of its axes an ellipse is drawn open: no picture could show its ends. */
const MOST_RATIO = 300;
/** Handle of the cubic that draws a quarter of a circle. */
const QUARTER = 0.5523;

/**
 * The curve on which |λmax|·u² + |λmin|·v² is constant, u and v counted along the eigenvectors: a
 * steep direction is short, a flat one long, each by 1/√|λ|. Its longer axis always has the same
 * length, so that it can be read at every zoom; `axis` is the unit eigenvector of λmax. Null where
 * H is zero or not finite.
 */
export function hessianEllipse(
  [low, high]: Vector,
  axis: Vector,
  frame: Scaled,
  size = SIZE,
): Ellipse | null {
  const flattest = Math.min(Math.abs(low), Math.abs(high));
  const steepest = Math.max(Math.abs(low), Math.abs(high));
  if (!Number.isFinite(steepest + axis[0] + axis[1]) || steepest === 0) return null;
  const toPixels = pixelsOf(frame);
  const sharp = toPixels(axis);
  const across = toPixels([-axis[1], axis[0]]);
  const negative = [high < 0, low < 0] as const;
  if (flattest * MOST_RATIO ** 2 < steepest) {
    const highIsFlat = Math.abs(high) < Math.abs(low);
    const long = ofLength(highIsFlat ? sharp : across, size);
    const short = ofLength(highIsFlat ? across : sharp, (OPEN_WIDTH * size) / SIZE);
    return {
      outline:
        line(minus(short, long), plus(short, long)) +
        line(opposite(plus(short, long)), minus(long, short)),
      axes: axesOf(highIsFlat ? long : short, highIsFlat ? short : long, negative),
      open: true,
    };
  }
  // Relative to the flattest: no square of a huge eigenvalue, and the longer axis is about 1.
  const [u, v] = [
    times(sharp, Math.sqrt(flattest / Math.abs(high))),
    times(across, Math.sqrt(flattest / Math.abs(low))),
  ];
  const scale = size / Math.max(Math.hypot(...u), Math.hypot(...v));
  const [p, q] = [times(u, scale), times(v, scale)];
  return { outline: closed(p, q), axes: axesOf(p, q, negative), open: false };
}

/** Turns a direction of the plane into one of the screen; only the ratio of the units matters. */
function pixelsOf({ left, top, right, bottom, window }: Scaled): (vector: Vector) => Vector {
  const [x0, x1, y0, y1] = window;
  const across = (right - left) / (x1 - x0);
  const up = (bottom - top) / (y1 - y0);
  return ([x, y]) => [x, (-y * up) / across];
}

/** An ellipse through ±p and ±q, conjugate halves of it: where x and y differ in scale they are not at right angles. */
function closed(p: Vector, q: Vector): string {
  const corners: readonly [Vector, Vector][] = [
    [p, q],
    [q, opposite(p)],
    [opposite(p), opposite(q)],
    [opposite(q), p],
  ];
  const quarters = corners.map(
    ([from, to]) =>
      `C${at(plus(from, times(to, QUARTER)))} ${at(plus(to, times(from, QUARTER)))} ${at(to)}`,
  );
  return `M${at(p)}${quarters.join('')}Z`;
}

const axesOf = (
  sharp: Vector,
  flat: Vector,
  [sharpFalls, flatFalls]: readonly [boolean, boolean],
): Ellipse['axes'] => [
  { path: line(opposite(sharp), sharp), negative: sharpFalls },
  { path: line(opposite(flat), flat), negative: flatFalls },
];

const line = (from: Vector, to: Vector): string => `M${at(from)}L${at(to)}`;
const at = ([x, y]: Vector): string => `${x.toFixed(2)} ${y.toFixed(2)}`;
const plus = (a: Vector, b: Vector): Vector => [a[0] + b[0], a[1] + b[1]];
const minus = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1]];
const times = (a: Vector, factor: number): Vector => [a[0] * factor, a[1] * factor];
const opposite = (a: Vector): Vector => times(a, -1);
const ofLength = (a: Vector, length: number): Vector => times(a, length / Math.hypot(...a));
