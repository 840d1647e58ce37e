import { number } from '../words/numbers';
import type { Banded, Range } from './lambda-range';
import { linearScale } from './scale';

/** Spectral radii above this are off the picture. */
export const CEILING = 1.3;

/** How an eigenvalue at which a run stands was judged. */
export type Mark = 'inside' | 'outside' | 'reading' | 'passing';

/** An eigenvalue of the Hessian (or of P⁻¹H) at a point of a run. */
export interface Tick {
  readonly optimizer: number;
  readonly value: number;
  /** The smallest or the largest one known. */
  readonly extreme: boolean;
  readonly mark: Mark;
}

/** Space for the picture, in CSS pixels. */
export interface Room {
  readonly width: number;
  /** Height of the curves. */
  readonly height: number;
  /** One lane under the axis for each optimizer. */
  readonly lanes: number;
  readonly lane: number;
}

/** Where eigenvalues, radii and lanes lie on the screen. */
export interface Board extends Room {
  readonly range: Range;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  /** Radius 0: the axis of λ. */
  readonly axis: number;
  /** Radius 1: above it nothing settles. */
  readonly one: number;
  readonly total: number;
  x(lambda: number): number;
  y(radius: number): number;
  laneTop(optimizer: number): number;
  /** The eigenvalue under a pixel. */
  lambdaAt(px: number): number;
}

const MARGIN = { left: 26, right: 12, top: 6 };
/** Space for the axis' numbers and its name. */
const AXIS = 36;
/** Screen coordinates this far out are as good as any farther. */
const OUT = 4;

export function boardFor(room: Room, range: Range): Board {
  const left = MARGIN.left;
  const right = Math.max(left + 40, room.width - MARGIN.right);
  const top = MARGIN.top;
  const axis = top + room.height;
  const across = linearScale(range, [left, right]);
  const up = linearScale([0, CEILING], [axis, top]);
  const lanes = axis + AXIS;
  return {
    ...room,
    range,
    left,
    right,
    top,
    axis,
    one: up(1),
    total: lanes + room.lanes * room.lane,
    x: (lambda) => across(lambda),
    y: (radius) => up(radius),
    laneTop: (optimizer) => lanes + optimizer * room.lane,
    lambdaAt: (px) => across.invert(px),
  };
}

/** Path data of a curve; where it is not finite there is a gap. */
export function curvePath(
  board: Board,
  lambdas: readonly number[],
  radii: readonly (number | null)[],
): string {
  let path = '';
  let pen = 'M';
  lambdas.forEach((lambda, i) => {
    const radius = radii[i] ?? null;
    if (radius === null) pen = 'M';
    else {
      path += `${pen}${brief(board.x(lambda))},${brief(board.y(Math.min(radius, OUT * CEILING)))}`;
      pen = 'L';
    }
  });
  return path;
}

const brief = (pixel: number): number => Math.round(pixel * 100) / 100;

/** An interval of a passband as it is seen: its ends in pixels, and whether it goes on beyond them. */
export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly opensLeft: boolean;
  readonly opensRight: boolean;
}

/** The passband's intervals that reach into the range. */
export function bars(
  { x, range: [low, high] }: Pick<Board, 'x' | 'range'>,
  passband: Banded['passband'],
): Bar[] {
  return (passband ?? []).flatMap(([from, to]): Bar[] => {
    if ((from ?? low) > high || (to ?? high) < low) return [];
    const opensLeft = from === null || from < low;
    const opensRight = to === null || to > high;
    return [
      { from: x(opensLeft ? low : from), to: x(opensRight ? high : to), opensLeft, opensRight },
    ];
  });
}

/** What lies between the bars: the forbidden part of a lane. */
export function gaps(
  { left, right }: Pick<Board, 'left' | 'right'>,
  bars: readonly Bar[],
): [from: number, to: number][] {
  const found: [number, number][] = [];
  let from = left;
  for (const bar of [...bars].sort((a, b) => a.from - b.from)) {
    if (bar.from > from) found.push([from, bar.from]);
    from = Math.max(from, bar.to);
  }
  if (right > from) found.push([from, right]);
  return found;
}

/** A tick as it is drawn: rising from the axis at x to y. */
export interface Stem extends Tick {
  readonly x: number;
  readonly y: number;
  /** Beyond the range's left or right end. */
  readonly beyond: -1 | 0 | 1;
}

/** Parts of the height between the axis and the line at 1. */
const SHORT = 0.09;
const LOWEST = 0.2;
const HIGHEST = 0.72;

/**
 * Rising ticks, those that fall together drawn once. Extreme ones are tall, each optimizer's to a
 * height of its own, so that heads at one eigenvalue stand above each other.
 */
export function stems(board: Board, ticks: readonly Tick[]): Stem[] {
  const [low, high] = board.range;
  const height = board.axis - board.one;
  const between = (HIGHEST - LOWEST) / Math.max(1, board.lanes - 1);
  const seen = new Map<string, Stem>();
  for (const tick of ticks) {
    const { optimizer, value, extreme, mark } = tick;
    const beyond = value < low ? -1 : value > high ? 1 : 0;
    const x = board.x(Math.min(high, Math.max(low, value)));
    const level = extreme ? LOWEST + between * (board.lanes - 1 - optimizer) : SHORT;
    const key = `${optimizer} ${extreme} ${mark} ${beyond} ${Math.round(x)}`;
    if (!seen.has(key)) seen.set(key, { ...tick, x, y: board.axis - level * height, beyond });
  }
  return [...seen.values()];
}

/** Radius of a stem's head: as large as the stack of heads allows. */
export const headRadius = ({ lanes, axis, one }: Board): number =>
  Math.min(6.5, Math.max(2.5, (0.46 * (HIGHEST - LOWEST) * (axis - one)) / Math.max(1, lanes - 1)));

/** A value written above the stems at a place. */
export interface StemLabel {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** Values nearer to each other than this say the same: one of them is written. */
const LABEL_APART = 30;
/** About the width of a letter of a value in print, and the air between two values. */
const LETTER = 6.8;
const AIR = 6;

/**
 * The extreme eigenvalues' values where there is room for them, the largest first, above their stacks;
 * one that would touch its left neighbour gives way to the right.
 */
export function stemLabels(stems: readonly Stem[]): StemLabel[] {
  const tall = stems.filter(({ extreme, beyond }) => extreme && beyond === 0);
  const labels: StemLabel[] = [];
  for (const { x, y, value } of [...tall].sort((a, b) => Math.abs(b.value) - Math.abs(a.value))) {
    const near = labels.findIndex((label) => Math.abs(label.x - x) < LABEL_APART);
    const there = labels[near];
    if (!there) labels.push({ x, y, text: number(value, 3) });
    else if (y < there.y) labels[near] = { ...there, y };
  }
  const half = ({ text }: StemLabel): number => (text.length * LETTER) / 2;
  let free = Number.NEGATIVE_INFINITY;
  const placed = new Map<StemLabel, number>();
  for (const label of [...labels].sort((a, b) => a.x - b.x)) {
    const x = Math.max(label.x, free + half(label));
    placed.set(label, x);
    free = x + half(label) + AIR;
  }
  return labels.map((label) => ({ ...label, x: placed.get(label) ?? label.x }));
}
