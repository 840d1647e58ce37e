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

/** How far to either side a parameter without a range of its own can be slid, at least. */
const LEAST_REACH = 5;

/**
 * A slider for a parameter of a typed function, which may be anything: as far to either side of 0,
 * with room for the value. It never shrinks, and grows only for a value beyond it, so that it does
 * not slip from under a hand.
 */
export function sliderAbout(value: number, before: Slider | undefined): Slider {
  if (before && Math.abs(value) <= before.max) return before;
  const wanted = Math.max(LEAST_REACH, 2 * Math.abs(value));
  const decade = 10 ** Math.floor(Math.log10(wanted));
  const steps = [1, 2, 5, 10].map((step) => step * decade);
  const max = steps.find((step) => step >= wanted) ?? wanted;
  return { min: -max, max, log: false, integer: false };
}
