import type { Frame } from './frame';

/** A part of the plane as flat arrays, so that it crosses from the worker without a copy. */
export interface Region {
  /** The window the grid covered; the map may have moved on since. */
  readonly window: Frame['window'];
  /** Ring vertices as x,y pairs in the unit square, y down. */
  readonly vertices: Float32Array<ArrayBuffer>;
  /** For every ring the index after its last vertex. Rings around holes run the other way. */
  readonly rings: Uint32Array<ArrayBuffer>;
}

/** A point in pixels. */
export type Pixel = [number, number];

/** Consecutive vertices: the first one, and the one after the last. */
export type Stretch = readonly [first: number, end: number];

/**
 * Where all vertices lie on the screen, x and y in turn. One array of numbers: an object a vertex would be
 * tens of thousands for each picture.
 */
export function placeVertices(
  { vertices, window: [x0, x1, y0, y1] }: Pick<Region, 'vertices' | 'window'>,
  frame: Pick<Frame, 'x' | 'y'>,
): Float64Array {
  const placed = new Float64Array(vertices.length);
  for (let i = 0; i < vertices.length; i += 2) {
    placed[i] = frame.x(x0 + (vertices[i] as number) * (x1 - x0));
    placed[i + 1] = frame.y(y1 - (vertices[i + 1] as number) * (y1 - y0));
  }
  return placed;
}

/** The region's rings, in order. */
export const stretchesOf = ({ rings }: Pick<Region, 'rings'>): Stretch[] =>
  Array.from(rings, (end, i) => [i === 0 ? 0 : (rings[i - 1] as number), end]);

export const pixelsOf = (placed: Float64Array, [first, end]: Stretch): Pixel[] =>
  Array.from({ length: end - first }, (_, i) => [
    placed[2 * (first + i)] as number,
    placed[2 * (first + i) + 1] as number,
  ]);

/** The region's rings on the screen. */
export function ringsOf(region: Region, frame: Pick<Frame, 'x' | 'y'>): Pixel[][] {
  const placed = placeVertices(region, frame);
  return stretchesOf(region).map((ring) => pixelsOf(placed, ring));
}

type Outline = Pick<Path2D, 'moveTo' | 'lineTo' | 'closePath'>;

/** Adds a stretch to a path, point by point: text for a browser to parse would cost it several times as much. */
export function addStretch(
  path: Outline,
  placed: Float64Array,
  [first, end]: Stretch,
  closed: boolean,
): void {
  for (let i = first; i < end; i += 1) {
    const x = placed[2 * i] as number;
    const y = placed[2 * i + 1] as number;
    if (i === first) path.moveTo(x, y);
    else path.lineTo(x, y);
  }
  if (closed) path.closePath();
}

/** Adds the region to a path; fill it by the even-odd rule. */
export function addRegion(path: Outline, region: Region, frame: Pick<Frame, 'x' | 'y'>): void {
  const placed = placeVertices(region, frame);
  for (const ring of stretchesOf(region)) addStretch(path, placed, ring, true);
}
