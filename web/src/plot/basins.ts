import type { BasinClass, BasinKind } from '../generated/types';
import type { Theme } from './colour';
import type { Raster } from './raster';

/** Where the runs of a class lead; `hole`: nowhere, for f or ∇f has no value where they start. */
export interface Basin extends Omit<BasinClass, 'kind'> {
  readonly kind: BasinKind | 'hole';
}

/** Which start leads where, for one optimizer. */
export interface BasinPicture extends Raster {
  readonly classes: readonly Basin[];
  /** Every pixel's index into `classes`, row by row from the top. */
  readonly raster: Uint32Array;
  /** λmax at every pixel's end where some end on a continuum; else empty. */
  readonly lambdas: Float32Array;
}

/** How a class is painted: in a place's tone, by the ramp of λmax, or in its kind's own pattern. */
export type Brush =
  | { readonly kind: 'tone'; readonly tone: number }
  | { readonly kind: 'ramp'; readonly low: number; readonly high: number }
  | { readonly kind: keyof typeof PATTERNS | 'hole' };

/** Where the pixels go, four bytes each, and the part of the plane they show. */
export interface Target {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  /** Its pixels to one of the page's, in which patterns are measured. */
  readonly ratio: number;
  readonly window: Raster['window'];
}

/**
 * Paints which start leads where; holes, and what lies outside the map's window, stay as they are.
 * Pure, and without drawing calls, so that what is exported is what is on the screen.
 */
export function paintBasins(
  target: Target,
  picture: BasinPicture,
  brushes: readonly Brush[],
  theme: Theme,
): void {
  const { width, height, ratio } = target;
  const pixels = new Uint32Array(target.data.buffer, target.data.byteOffset, width * height);
  const inks = brushes.map((brush) => inkOf(brush, theme, ratio));
  const border = COLOURS[theme].border;
  const { columns, rows } = cellsUnder(target, picture);
  const { raster, lambdas } = picture;
  let above = -1;
  for (let y = 0; y < height; y += 1) {
    const row = rows[y] as number;
    if (row < 0) continue;
    const first = row * picture.columns;
    // Only where another row begins can its upper neighbours be others.
    const firstAbove = above >= 0 && above !== row ? above * picture.columns : -1;
    above = row;
    let before = -1;
    let own = -1;
    let ink: Ink | null = null;
    let colour = 0;
    for (let x = 0; x < width; x += 1) {
      const column = columns[x] as number;
      if (column < 0) continue;
      let atBorder = false;
      if (column !== before) {
        const cell = first + column;
        atBorder = before >= 0 && raster[cell] !== own;
        before = column;
        own = raster[cell] as number;
        ink = inks[own] ?? null;
        colour = ink ? (ink.colours[ink.shade(lambdas[cell] as number)] as number) : 0;
      }
      if (ink === null) continue;
      if (firstAbove >= 0 && raster[firstAbove + column] !== own) atBorder = true;
      const { colours, size } = ink;
      if (atBorder) pixels[y * width + x] = border;
      else if (size === 0) pixels[y * width + x] = colour;
      else pixels[y * width + x] = colours[(y % size) * size + (x % size)] as number;
    }
  }
}

/** For every column and row of the target the picture's cell under its middle; −1 outside. */
function cellsUnder(
  { window: [x0, x1, y0, y1], width, height }: Target,
  { window: [left, right, bottom, top], columns, rows }: Raster,
): { columns: Int32Array; rows: Int32Array } {
  const cell = (share: number, count: number): number => {
    const index = Math.floor(share * count);
    return index >= 0 && index < count ? index : -1;
  };
  return {
    columns: Int32Array.from({ length: width }, (_, i) =>
      cell((x0 + ((i + 0.5) / width) * (x1 - x0) - left) / (right - left), columns),
    ),
    rows: Int32Array.from({ length: height }, (_, i) =>
      cell((top - (y1 - ((i + 0.5) / height) * (y1 - y0))) / (top - bottom), rows),
    ),
  };
}

/** A brush made ready: its colours as whole pixels. */
interface Ink {
  readonly colours: Uint32Array;
  /** Side of the square that the colours of a pattern fill; 0 for a brush without one. */
  readonly size: number;
  /** Which of the colours stands for λmax, in a brush without a pattern. */
  shade(lambda: number): number;
}

function inkOf(brush: Brush, theme: Theme, ratio: number): Ink | null {
  const { ramp, ground, ink } = COLOURS[theme];
  switch (brush.kind) {
    case 'hole':
      return null;
    case 'tone':
      return { colours: Uint32Array.of(toneOf(brush.tone, theme)), size: 0, shade: () => 0 };
    case 'ramp': {
      const { low, high } = brush;
      const colours = Uint32Array.from({ length: SHADES }, (_, i) =>
        blend(ramp[0], ramp[1], i / (SHADES - 1)),
      );
      const scale = high > low ? SHADES / (high - low) : 0;
      return {
        colours,
        size: 0,
        shade: (lambda) => Math.min(SHADES - 1, Math.max(0, Math.floor((lambda - low) * scale))),
      };
    }
    default: {
      const size = Math.max(1, Math.round(TILE * ratio));
      const away = PATTERNS[brush.kind];
      const colours = Uint32Array.from({ length: size * size }, (_, i) => {
        const distance = away(
          (((i % size) + 0.5) / size) * TILE,
          ((Math.floor(i / size) + 0.5) / size) * TILE,
        );
        return blend(ground, ink, Math.min(1, Math.max(0, 0.5 - distance * ratio)));
      });
      return { colours, size, shade: () => 0 };
    }
  }
}

/** Shades of the ramp: finer steps would not be seen. */
const SHADES = 64;
/** Width and height of a pattern before it repeats, in the page's pixels. */
const TILE = 12;

/** Patterns, as the signed distance of a point of their tile from the nearest stroke. */
const PATTERNS = {
  /** Dots: there runs stand still. */
  phantom: (x, y) => Math.min(Math.hypot(x - 3, y - 3), Math.hypot(x - 9, y - 9)) - 1.3,
  /** A zigzag: to and fro. */
  cycling: (x, y) => Math.abs(y - 3 - Math.abs(x - 6)) / Math.SQRT2 - 0.65,
  /** Crosses. */
  diverged: (x, y) => {
    const [u, v] = [Math.abs(x - 6), Math.abs(y - 6)];
    return Math.max(Math.abs(u - v) / Math.SQRT2 - 0.6, Math.max(u, v) - 2.6);
  },
  /** Dashes: still on their way. */
  budget: (x, y) =>
    Math.min(
      Math.max(Math.abs(y - 3) - 0.6, Math.abs(x - 3) - 2.2),
      Math.max(Math.abs(y - 9) - 0.6, Math.abs(x - 9) - 2.2),
    ),
} as const satisfies Readonly<
  Record<
    Exclude<Basin['kind'], 'converged' | 'continuum' | 'hole'>,
    (x: number, y: number) => number
  >
>;

/** A colour as canvases keep it: red in the lowest byte, opaque. */
type Word = number;

const rgb = (hex: number): Word =>
  (0xff000000 | ((hex & 0xff) << 16) | (hex & 0xff00) | (hex >> 16)) >>> 0;

function blend(from: Word, to: Word, share: number): Word {
  const mixed = [0, 8, 16].map((shift) => {
    const [a, b] = [(from >> shift) & 0xff, (to >> shift) & 0xff];
    return Math.round(a + (b - a) * share) << shift;
  });
  return mixed.reduce((all, byte) => all | byte, 0xff000000) >>> 0;
}

interface Colours {
  /** Muted, ordered by lightness, warm and cool in turn: told apart by any eye, and in grey. */
  readonly tones: readonly Word[];
  /** From the lowest λmax to the highest. */
  readonly ramp: readonly [Word, Word];
  /** Behind patterns. */
  readonly ground: Word;
  /** Of patterns. */
  readonly ink: Word;
  /** The line between two classes. */
  readonly border: Word;
}

const COLOURS: Readonly<Record<Theme, Colours>> = {
  light: {
    tones: [0xfdf3d8, 0xc8e4fc, 0xecc9b2, 0xc0bce0, 0xa2bb9d, 0xb998a9, 0x759ea0, 0x9d7d7a].map(
      rgb,
    ),
    ramp: [rgb(0xf3f3ea), rgb(0x8c9c8a)],
    ground: rgb(0xeceded),
    ink: rgb(0x858a91),
    border: rgb(0x9aa0a8),
  },
  dark: {
    tones: [0x2b261d, 0x1a3449, 0x4c382b, 0x4a4664, 0x4b5c47, 0x765969, 0x50787a, 0x947471].map(
      rgb,
    ),
    ramp: [rgb(0x23271f), rgb(0x7d8f7a)],
    ground: rgb(0x1d2024),
    ink: rgb(0x757b84),
    border: rgb(0x6a717b),
  },
};

/** Some maps have more places than there are tones; their letters tell those apart. */
function toneOf(tone: number, theme: Theme): Word {
  const { tones } = COLOURS[theme];
  return tones[tone % tones.length] as Word;
}
