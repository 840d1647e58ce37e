import type { Catalogue } from '../generated/types';
import type { Slider } from './es-number';

type Range = Catalogue['ranges'][string];

/** Numbers whose effect is a matter of ratios: their sliders are logarithmic. */
const LOGARITHMIC = new Set(['alpha', 'rho', 'eps', 'grad_tol']);

/** Wider ranges are typed into: a slider could not set single values. */
const WIDEST = 100;

const DECADES_BELOW = 3;
const DECADES_ABOVE = 1.5;

/**
 * A slider for a field of the spec: a bounded range as it is, an open one some decades around its
 * default, always wide enough for the present value.
 */
export function sliderFor(field: string, range: Range | undefined, value: number): Slider | null {
  if (!range) return null;
  const middle = range.default !== null && range.default > 0 ? range.default : 0.1;
  if (LOGARITHMIC.has(field)) {
    const low = Math.min(
      middle * 10 ** -DECADES_BELOW,
      value > 0 ? value : Number.POSITIVE_INFINITY,
    );
    const high = Math.max(middle * 10 ** DECADES_ABOVE, value);
    return {
      min: Number(low.toPrecision(1)),
      max: Number(high.toPrecision(1)),
      log: true,
      integer: false,
    };
  }
  const { min, max } = range;
  if (max - min > WIDEST) return null;
  return {
    min,
    max: range.max_open ? max - (max - min) * 1e-3 : max,
    log: false,
    integer: range.integer,
  };
}
