// A fully connected network with tanh units and cross-entropy: loss, gradient by
// back-propagation, Hessian-vector product by Pearlmutter's R-operator, all in plain JavaScript.
// θ is W₁ (out × in, row by row), b₁, W₂, …, as the engine's.

import { addTimes, addTimesTransposed, addTransposedTimes } from './matrix.mjs';
import { zeros } from './vector.mjs';

/** @typedef {import('./vector.mjs').Vector} Vector */

/**
 * A layer: its shape, where it lies in θ, and what the passes keep, [rows, outputs] each.
 *
 * @typedef {object} Layer
 * @property {number} inputs
 * @property {number} outputs
 * @property {number} weights where W begins in θ
 * @property {number} biases where b begins
 * @property {number} end where the next layer begins
 * @property {Vector} value A, of the last layer: the softmax
 * @property {Vector} error E = ∂f/∂A
 * @property {Vector} delta Δ = ∂f/∂Z
 * @property {Vector} movedPre RZ
 * @property {Vector} movedValue RA
 * @property {Vector} movedDelta RΔ
 */

export class Network {
  /**
   * @param {readonly number[]} sizes widths from the inputs to the outputs
   * @param {Float64Array} inputs [rows, inputs]
   * @param {Uint8Array} labels [rows]
   * @param {import('./vector.mjs').Precision} precision of all that is stored
   */
  constructor(sizes, inputs, labels, precision) {
    this.precision = precision;
    this.rows = labels.length;
    this.labels = labels;
    this.inputs = zeros(precision, inputs.length);
    this.inputs.set(inputs);
    this.dimension = 0;
    /** @type {Layer[]} */
    this.layers = sizes.slice(1).map((outputs, index) => {
      const inputs = sizes[index] ?? 0;
      const weights = this.dimension;
      const biases = weights + outputs * inputs;
      this.dimension = biases + outputs;
      const block = () => zeros(precision, this.rows * outputs);
      return {
        ...{ inputs, outputs, weights, biases, end: this.dimension },
        ...{ value: block(), error: block(), delta: block() },
        ...{ movedPre: block(), movedValue: block(), movedDelta: block() },
      };
    });
  }

  /**
   * The mean loss at θ, and its gradient.
   *
   * @param {Vector} theta
   * @param {Vector} gradient
   */
  gradient(theta, gradient) {
    const { layers, rows } = this;
    let below = this.inputs;
    for (const layer of layers) {
      const { inputs, outputs, weights, biases, end, value } = layer;
      fillRows(value, theta.subarray(biases, end), rows);
      addTimesTransposed(below, theta.subarray(weights, biases), value, rows, inputs, outputs);
      if (layer !== layers.at(-1))
        for (let i = 0; i < value.length; i++) value[i] = Math.tanh(value[i]);
      below = value;
    }
    const last = /** @type {Layer} */ (layers.at(-1));
    const loss = softmax(last.value, last.delta, this.labels, last.outputs);
    gradient.fill(0);
    for (let index = layers.length - 1; index >= 0; index--) {
      const { inputs, outputs, weights, biases, end, delta } = this.layer(index);
      const dW = gradient.subarray(weights, biases);
      addTransposedTimes(delta, this.below(index), dW, rows, outputs, inputs);
      sumRows(delta, gradient.subarray(biases, end), rows);
      if (index === 0) break;
      const { value, error, delta: deltaBelow } = this.layer(index - 1);
      error.fill(0);
      addTimes(delta, theta.subarray(weights, biases), error, rows, outputs, inputs);
      for (let i = 0; i < value.length; i++) deltaBelow[i] = error[i] * (1 - value[i] * value[i]);
    }
    return loss;
  }

  /**
   * out ← Hv, at the θ of the last gradient.
   *
   * @param {Vector} theta
   * @param {Vector} v
   * @param {Vector} out
   */
  hessianTimes(theta, v, out) {
    const { layers, rows } = this;
    for (const [index, layer] of layers.entries()) {
      const { inputs, outputs, weights, biases, end, value, movedPre, movedValue } = layer;
      fillRows(movedPre, v.subarray(biases, end), rows);
      const V = v.subarray(weights, biases);
      addTimesTransposed(this.below(index), V, movedPre, rows, inputs, outputs);
      if (index > 0) {
        const W = theta.subarray(weights, biases);
        addTimesTransposed(this.layer(index - 1).movedValue, W, movedPre, rows, inputs, outputs);
      }
      if (index === layers.length - 1) break;
      for (let i = 0; i < value.length; i++) {
        movedValue[i] = (1 - value[i] * value[i]) * movedPre[i];
      }
    }
    const last = this.layer(layers.length - 1);
    softmaxCurvature(last.value, last.movedPre, last.movedDelta, rows, last.outputs);
    out.fill(0);
    for (let index = layers.length - 1; index >= 0; index--) {
      const { inputs, outputs, weights, biases, end, delta, movedDelta } = this.layer(index);
      const dW = out.subarray(weights, biases);
      addTransposedTimes(movedDelta, this.below(index), dW, rows, outputs, inputs);
      sumRows(movedDelta, out.subarray(biases, end), rows);
      if (index === 0) break;
      const below = this.layer(index - 1);
      addTransposedTimes(delta, below.movedValue, dW, rows, outputs, inputs);
      const { value, error, movedPre, movedDelta: moved } = below;
      moved.fill(0);
      addTimes(movedDelta, theta.subarray(weights, biases), moved, rows, outputs, inputs);
      addTimes(delta, v.subarray(weights, biases), moved, rows, outputs, inputs);
      for (let i = 0; i < value.length; i++) {
        // tanh″ = −2 tanh·tanh′
        const slope = 1 - value[i] * value[i];
        moved[i] = slope * (moved[i] - 2 * value[i] * error[i] * movedPre[i]);
      }
    }
  }

  /** @param {number} index */
  layer(index) {
    return /** @type {Layer} */ (this.layers[index]);
  }

  /**
   * A of the layer below, or the inputs.
   *
   * @param {number} index
   */
  below(index) {
    return index === 0 ? this.inputs : this.layer(index - 1).value;
  }
}

/**
 * @param {Vector} block [rows, columns]
 * @param {Vector} row
 * @param {number} rows
 */
function fillRows(block, row, rows) {
  const columns = row.length;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) block[i * columns + j] = row[j];
  }
}

/**
 * @param {Vector} block [rows, columns]
 * @param {Vector} sums
 * @param {number} rows
 */
function sumRows(block, sums, rows) {
  const columns = sums.length;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) sums[j] += block[i * columns + j];
  }
}

/**
 * Turns outputs into probabilities; Δ = (p − y)/N. The mean cross-entropy.
 *
 * @param {Vector} z outputs, then probabilities
 * @param {Vector} delta
 * @param {Uint8Array} labels
 * @param {number} classes
 */
function softmax(z, delta, labels, classes) {
  const rows = labels.length;
  let loss = 0;
  for (let row = 0; row < rows; row++) {
    const from = row * classes;
    const label = from + Number(labels[row]);
    let top = z[from];
    for (let i = from + 1; i < from + classes; i++) if (z[i] > top) top = z[i];
    const gap = top - z[label];
    let sum = 0;
    for (let i = from; i < from + classes; i++) {
      z[i] = Math.exp(z[i] - top);
      sum += z[i];
    }
    loss += Math.log(sum) + gap;
    for (let i = from; i < from + classes; i++) {
      z[i] /= sum;
      delta[i] = (i === label ? z[i] - 1 : z[i]) / rows;
    }
  }
  return loss / rows;
}

/**
 * out ← (diag p − ppᵀ)·r / N
 *
 * @param {Vector} p
 * @param {Vector} r
 * @param {Vector} out
 * @param {number} rows
 * @param {number} classes
 */
function softmaxCurvature(p, r, out, rows, classes) {
  for (let row = 0; row < rows; row++) {
    const from = row * classes;
    let mean = 0;
    for (let i = from; i < from + classes; i++) mean += p[i] * r[i];
    for (let i = from; i < from + classes; i++) out[i] = (p[i] * (r[i] - mean)) / rows;
  }
}
