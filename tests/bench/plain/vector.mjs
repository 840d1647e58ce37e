// What the plain programs compute with.

/**
 * A Float64Array or a Float32Array. Its numbers are `any`: to the compiler every indexed number
 * may be missing, and tests for that have no place in code that is to be timed.
 *
 * @typedef {{
 *   readonly length: number,
 *   [index: number]: any,
 *   fill(value: number): unknown,
 *   set(values: ArrayLike<number>, offset?: number): void,
 *   subarray(from: number, to: number): Vector,
 * }} Vector
 */

/** @typedef {'f64' | 'f32'} Precision */

/**
 * @param {Precision} precision
 * @param {number} length
 * @returns {Vector}
 */
export function zeros(precision, length) {
  return precision === 'f64' ? new Float64Array(length) : new Float32Array(length);
}

/**
 * @param {Vector} a
 * @param {Vector} b
 */
export function dot(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** @param {Vector} a */
export function norm(a) {
  return Math.sqrt(dot(a, a));
}

/**
 * @param {Vector} a
 * @param {Vector} b
 */
export function distance(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return Math.sqrt(sum);
}

/** @param {Vector} a */
export function allFinite(a) {
  for (let i = 0; i < a.length; i++) if (!Number.isFinite(a[i])) return false;
  return true;
}

/**
 * y ← y + factor·x
 *
 * @param {number} factor
 * @param {Vector} x
 * @param {Vector} y
 */
export function addScaled(factor, x, y) {
  for (let i = 0; i < x.length; i++) y[i] += factor * x[i];
}
