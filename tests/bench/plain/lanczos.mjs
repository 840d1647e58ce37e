// A spectrum's sample from one random vector, in plain JavaScript: Lanczos' method with full
// reorthogonalization, and the eigenvalues of its tridiagonal matrix by implicit QL steps.

import { chacha8 } from './chacha.mjs';
import { addScaled, dot, norm } from './vector.mjs';

/** @typedef {import('./vector.mjs').Vector} Vector */

/**
 * The engine's probe number 0 of a seed: ±1 in each entry.
 *
 * @param {number} dimension
 * @param {number} seed
 */
export function probe(dimension, seed) {
  const words = chacha8(seed, 'probe', dimension);
  return Float64Array.from(words, (word) => (word >>> 31 === 0 ? 1 : -1));
}

/**
 * d times qᵀHq, an estimate of H's trace, and the quadrature of H's density by `depth` steps.
 *
 * @param {(v: Vector, out: Vector) => void} apply out ← Hv
 * @param {Vector} start
 * @param {number} depth
 */
export function sample(apply, start, depth) {
  const dimension = start.length;
  const diagonal = new Float64Array(depth);
  const beside = new Float64Array(depth);
  const basis = [unit(start, norm(start))];
  const work = new Float64Array(dimension);
  for (const [step, q] of basis.entries()) {
    apply(q, work);
    // Twice is enough (Kahan, Parlett).
    for (let pass = 0; pass < 2; pass++) {
      const components = basis.map((vector) => dot(vector, work));
      for (const [i, vector] of basis.entries()) addScaled(-(components[i] ?? 0), vector, work);
      diagonal[step] = Number(diagonal[step]) + (components.at(-1) ?? 0);
    }
    if (step + 1 === depth) break;
    const outside = norm(work);
    beside[step] = outside;
    basis.push(unit(work, outside));
  }
  const trace = dimension * Number(diagonal[0]);
  return { trace, ...quadrature(diagonal, beside) };
}

/**
 * @param {Vector} vector
 * @param {number} length
 */
function unit(vector, length) {
  const result = new Float64Array(vector.length);
  addScaled(1 / length, vector, result);
  return result;
}

/**
 * The eigenvalues, ascending, of a symmetric tridiagonal matrix, with the squared first entries
 * of its eigenvectors (Golub, Welsch, "Calculation of Gauss quadrature rules", 1969).
 *
 * @param {Vector} diagonal
 * @param {Vector} beside
 */
function quadrature(diagonal, beside) {
  const n = diagonal.length;
  /** @type {Vector} */
  const d = new Float64Array(n);
  d.set(/** @type {ArrayLike<number>} */ (diagonal));
  /** @type {Vector} */
  const e = new Float64Array(n);
  e.set(/** @type {ArrayLike<number>} */ (beside));
  /** @type {Vector} */
  const z = new Float64Array(n);
  z[0] = 1;
  for (let l = 0; l < n; l++) {
    for (let m = end(d, e, l); m > l; m = end(d, e, l)) {
      let g = (d[l + 1] - d[l]) / (2 * e[l]);
      const root = Math.hypot(g, 1);
      g = d[m] - d[l] + e[l] / (g + (g < 0 ? -root : root));
      let s = 1;
      let c = 1;
      let p = 0;
      for (let i = m - 1; i >= l; i--) {
        const f = s * e[i];
        const b = c * e[i];
        const r = Math.hypot(f, g);
        e[i + 1] = r;
        s = f / r;
        c = g / r;
        g = d[i + 1] - p;
        const t = (d[i] - g) * s + 2 * c * b;
        p = s * t;
        d[i + 1] = g + p;
        g = c * t - b;
        const first = z[i + 1];
        z[i + 1] = s * z[i] + c * first;
        z[i] = c * z[i] - s * first;
      }
      d[l] -= p;
      e[l] = g;
      e[m] = 0;
    }
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => d[i] - d[j]);
  return { nodes: order.map((i) => d[i]), weights: order.map((i) => z[i] * z[i]) };
}

/**
 * The first row from `l` on whose entry beside the diagonal is negligible.
 *
 * @param {Vector} d
 * @param {Vector} e
 * @param {number} l
 */
function end(d, e, l) {
  let m = l;
  while (
    m + 1 < d.length &&
    Math.abs(e[m]) > Number.EPSILON * (Math.abs(d[m]) + Math.abs(d[m + 1]))
  ) {
    m++;
  }
  return m;
}
