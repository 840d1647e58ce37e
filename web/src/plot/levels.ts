/** How contour levels are spread. */
export type Scale = 'linear' | 'log';

export interface Levels {
  readonly values: readonly number[];
  /** Smallest and largest finite value on the grid. */
  readonly low: number;
  readonly high: number;
  /** Cells where f is not finite. */
  readonly holes: number;
}

const LINEAR_BELOW = 0.7;
const LINEAR_COUNT = 11;
const LINEAR_MOST = 18;
const LOG_DECADES = 4.5;

/**
 * Contour levels for a grid of values.
 *
 * Linear: equal steps, fine enough for the lower 70 % of the window, so that wells show although
 * the walls around them rise steeply; what lies above the last level is one tone. Log: 1, 2, 5 of
 * every decade of f itself where f ≥ 0 reaches towards zero, else of its height above the lowest value.
 */
export function contourLevels(grid: ArrayLike<number>, scale: Scale): Levels {
  const finite: number[] = [];
  for (let i = 0; i < grid.length; i += 1) {
    const value = grid[i] as number;
    if (Number.isFinite(value)) finite.push(value);
  }
  finite.sort((a, b) => a - b);
  const low = finite[0] ?? 0;
  const high = finite[finite.length - 1] ?? 0;
  const holes = grid.length - finite.length;
  if (!(high > low)) return { values: [], low, high, holes };
  const values = scale === 'log' ? logLevels(finite, low, high) : linearLevels(finite, low, high);
  return { values, low, high, holes };
}

function linearLevels(sorted: readonly number[], low: number, high: number): number[] {
  const upper = sorted[Math.floor(LINEAR_BELOW * (sorted.length - 1))] as number;
  const span = upper > low ? upper - low : high - low;
  const step = niceStep(span / LINEAR_COUNT);
  const first = Math.floor(low / step) + 1;
  const last = Math.ceil(high / step) - 1;
  const count = Math.min(LINEAR_MOST, last - first + 1);
  return Array.from({ length: Math.max(0, count) }, (_, i) => clean((first + i) * step));
}

function logLevels(sorted: readonly number[], low: number, high: number): number[] {
  const base = low >= 0 && low <= 0.01 * high ? 0 : low;
  const top = high - base;
  const tenth = (sorted[Math.floor(0.02 * (sorted.length - 1))] as number) - base;
  const bottom = Math.max(top * 10 ** -LOG_DECADES, tenth > 0 ? tenth : 0);
  const levels: number[] = [];
  for (let decade = Math.floor(Math.log10(bottom)); decade <= Math.log10(top); decade += 1) {
    for (const digit of [1, 2, 5]) {
      const height = digit * 10 ** decade;
      if (height >= bottom && height < top) levels.push(clean(base + height));
    }
  }
  return levels;
}

/** 1, 2 or 5 times a power of ten, at or above a rough step. */
export function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const digit = [1, 2, 5, 10].find((d) => d * power >= rough * 0.999) ?? 10;
  return digit * power;
}

/** Takes the dust off sums of decimal steps: 0.30000000000000004 is 0.3. */
const clean = (value: number): number => Number(value.toPrecision(12));
