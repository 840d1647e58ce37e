/** Numbers as people read them: a true minus, few digits, powers of ten with raised exponents. */

export const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

const raise = (exponent: number): string =>
  (exponent < 0 ? '⁻' : '') +
  [...String(Math.abs(exponent))].map((digit) => RAISED[Number(digit)]).join('');

/** At most `digits` significant digits; very large and very small numbers as a·10ⁿ. */
export function number(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  if (size >= 1e-3 && size < 1e6) return sign + String(Number(size.toPrecision(digits)));
  const [mantissa, exponent] = size.toExponential(Math.max(0, digits - 2)).split('e') as [
    string,
    string,
  ];
  const short = String(Number(mantissa));
  return `${sign}${short === '1' ? '' : `${short}·`}10${raise(Number(exponent))}`;
}

/**
 * A number in three digits, or in as many as it takes to tell it from another: "7.97 lies below 8",
 * never "8 lies below 8".
 */
export function apart(value: number | null, other: number): string {
  const digits = [3, 4, 5, 6, 7, 8].find((digits) => number(value, digits) !== number(other)) ?? 3;
  return number(value, digits);
}

/** "= 2.5", or "from 2.5 to 7". */
export function range(values: readonly number[]): string {
  const [low, high] = [number(Math.min(...values), 3), number(Math.max(...values), 3)];
  return low === high ? `=\u00a0${low}` : `from ${low} to ${high}`;
}

/** A whole number with thin spaces between thousands. */
export const count = (value: number): string =>
  Math.round(value) < 1e15
    ? String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, '\u202f')
    : number(value, 3);

/** A point; coordinates that are zero to the eye are printed as 0. */
export function point([x, y]: Band, span = 1): string {
  const settle = (v: number | null): number | null =>
    v !== null && Math.abs(v) < 5e-4 * span ? 0 : v;
  return `(${number(settle(x), 3)}, ${number(settle(y), 3)})`;
}

/** An interval of a passband; null is an end at infinity, which plain data cannot write. */
export type Band = readonly [number | null, number | null];

function interval([low, high]: Band): string {
  return `[${low === null ? '−∞' : number(low, 3)}, ${high === null ? '∞' : number(high, 3)}]`;
}

/** A passband: intervals joined by ∪. */
export function passband(band: readonly Band[] | null): string {
  if (band === null) return 'none';
  return band.length === 0 ? 'empty' : band.map(interval).join(' ∪ ');
}

export const percent = (share: number | null | undefined): string =>
  share === null || share === undefined ? '–' : `${(100 * share).toFixed(1)}\u202f%`;

/** A number as it is typed: the shortest text that gives it back. */
export const plain = (value: number): string => String(value).replace('e+', 'e');

/** Names joined as in a sentence: "a", "a and b", "a, b and c". */
export function list(items: readonly string[]): string {
  if (items.length <= 1) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}
