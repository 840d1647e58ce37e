/** A picture as a list of marks, from the floor up: what canvases and SVGs have in common. */

/** a, b, c, d, e, f of an affine map, as SVG and canvases write it. */
export type Matrix = readonly [number, number, number, number, number, number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** A colour of sRGB in hex, which every program reads, and its opacity. */
export interface Paint {
  readonly kind: 'paint';
  readonly colour: string;
  readonly opacity: number;
}

/** A small picture repeated in both directions; `matrix` takes it to where the mark lies. */
export interface Tile {
  readonly kind: 'tile';
  readonly width: number;
  readonly height: number;
  readonly matrix: Matrix;
  readonly opacity: number;
  readonly marks: readonly Mark[];
}

export interface Stroke {
  readonly paint: Paint;
  readonly width: number;
  readonly dash: readonly number[];
  readonly cap: string;
  readonly join: string;
}

/** Outlines that must all hold a point for it to be seen. */
export type Clip = readonly {
  readonly data: string;
  readonly matrix: Matrix;
  readonly evenOdd: boolean;
}[];

interface Placed {
  readonly matrix: Matrix;
  readonly clip: Clip;
}

export interface PathMark extends Placed {
  readonly kind: 'path';
  readonly data: string;
  readonly evenOdd: boolean;
  readonly fill: Paint | Tile | null;
  readonly stroke: Stroke | null;
}

export interface Font {
  readonly family: string;
  /** In pixels. */
  readonly size: number;
  readonly weight: string;
  readonly style: string;
}

export interface TextMark extends Placed {
  readonly kind: 'text';
  readonly text: string;
  /** The end, middle or start of the text's baseline. */
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly font: Font;
  readonly fill: Paint;
  /** Drawn beneath the letters. */
  readonly halo: Stroke | null;
}

/** Pixels that are the picture themselves, such as a map of basins. */
export interface ImageMark extends Placed {
  readonly kind: 'image';
  readonly source: HTMLCanvasElement;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly opacity: number;
}

export type Mark = PathMark | TextMark | ImageMark;

/** A whole picture and its size in pixels. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Behind all marks. */
  readonly page: Paint;
  readonly marks: readonly Mark[];
}

/** The map that applies `inner` first. */
export function times(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [
    a * g + c * h,
    b * g + d * h,
    a * i + c * j,
    b * i + d * j,
    a * k + c * l + e,
    b * k + d * l + f,
  ];
}

/** How much a map lengthens, on the whole. */
export const stretch = ([a, b, c, d]: Matrix): number => Math.sqrt(Math.abs(a * d - b * c));
