/** A stretch of the axis of eigenvalues. */
export type Range = readonly [low: number, high: number];

/** The parts of a filter that decide what an axis should hold. */
export interface Banded {
  /** Intervals; null is an end at infinity. */
  readonly passband: readonly (readonly [number | null, number | null])[] | null;
  readonly lone_points: readonly number[];
  readonly bound: number | null;
}

/** Bounds and bands farther out than this many times what must be seen are left to zooming. */
const FAR = 2.5;
const FAR_BELOW = 1.5;
/** Room beyond the outermost thing seen. */
const AIR = 1.08;
/** There is always room for some negative eigenvalues, as a share of the positive ones. */
const NEGATIVE = 0.1;
/** Ends of the automatic range, so that it rests while what it holds moves a little. */
const ROUND = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/**
 * Zero, every eigenvalue, the bounds, and what bands below zero are near: the range shown where
 * nobody has chosen one.
 */
export function automaticRange(filters: readonly Banded[], eigenvalues: readonly number[]): Range {
  const bounds = filters.flatMap(({ bound }) => (bound === null ? [] : [bound]));
  const reached = eigenvalues.reduce((most, value) => Math.max(most, value), 0);
  const least = bounds.reduce((less, bound) => Math.min(less, bound), Number.POSITIVE_INFINITY);
  const core = Math.max(reached, Number.isFinite(least) ? least : 0) || 1;
  const near = bounds.filter((bound) => bound <= FAR * core);
  const high = roundUp(AIR * Math.max(core, ...near));
  const below = filters.flatMap(edgesBelowZero).filter((edge) => edge >= -FAR_BELOW * high);
  const lowest = eigenvalues.reduce((less, value) => Math.min(less, value), Math.min(0, ...below));
  return [-roundUp(Math.max(NEGATIVE * high, -AIR * lowest)), high];
}

function edgesBelowZero({ passband, lone_points }: Banded): number[] {
  const edges = (passband ?? []).flat().filter((edge): edge is number => edge !== null);
  return [...edges, ...lone_points].filter((edge) => edge < 0);
}

function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const digit = ROUND.find((d) => d >= (value / power) * (1 - 1e-12)) ?? 10;
  return Number((digit * power).toPrecision(3));
}

/** Narrower and wider ranges are not shown: their numbers would have nothing in common with a curve. */
const NARROWEST = 1e-9;
const WIDEST = 1e12;

/** The range scaled about a place in it; below 1 it shrinks, and the picture grows. */
export function zoomedRange([low, high]: Range, factor: number, about: number): Range {
  const width = (high - low) * factor;
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (width < NARROWEST * size || width > WIDEST) return [low, high];
  return rounded([about + (low - about) * factor, about + (high - about) * factor]);
}

/** The range moved by a share of its width. */
export function pannedRange([low, high]: Range, share: number): Range {
  const by = (high - low) * share;
  return Math.abs(low + by) + Math.abs(high + by) > WIDEST
    ? [low, high]
    : rounded([low + by, high + by]);
}

/** As fine as a pixel of a wide screen, so that links stay short. */
function rounded([low, high]: Range): Range {
  const digits = Math.min(15, Math.max(0, Math.ceil(-Math.log10((high - low) / 2000))));
  return [Number(low.toFixed(digits)), Number(high.toFixed(digits))];
}

/**
 * Places at which a curve is computed: evenly over the range, and at the edges themselves, so that
 * curves cross 1 where bars end.
 */
export function samplesOver(
  [low, high]: Range,
  columns: number,
  edges: readonly (number | null)[],
): number[] {
  const even = Array.from({ length: columns + 1 }, (_, i) => low + ((high - low) * i) / columns);
  const within = edges.filter((edge): edge is number => edge !== null && edge > low && edge < high);
  return [...new Set([...even, ...within])].sort((a, b) => a - b);
}
