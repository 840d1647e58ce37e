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

/** Where the i-th vertex lies on the screen. */
export function placeVertex(
  { vertices, window }: Pick<Region, 'vertices' | 'window'>,
  i: number,
  frame: Pick<Frame, 'x' | 'y'>,
): Pixel {
  const [x0, x1, y0, y1] = window;
  return [
    frame.x(x0 + (vertices[2 * i] as number) * (x1 - x0)),
    frame.y(y1 - (vertices[2 * i + 1] as number) * (y1 - y0)),
  ];
}

/** The region's rings on the screen. */
export function ringsOf(region: Region, frame: Pick<Frame, 'x' | 'y'>): Pixel[][] {
  let first = 0;
  return Array.from(region.rings, (last) => {
    const ring: Pixel[] = [];
    for (let i = first; i < last; i += 1) ring.push(placeVertex(region, i, frame));
    first = last;
    return ring;
  });
}

/** Adds the region to a path; fill it by the even-odd rule. */
export function addRegion(
  path: Pick<Path2D, 'moveTo' | 'lineTo' | 'closePath'>,
  region: Region,
  frame: Pick<Frame, 'x' | 'y'>,
): void {
  for (const ring of ringsOf(region, frame)) {
    ring.forEach(([x, y], i) => {
      if (i === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    });
    path.closePath();
  }
}
