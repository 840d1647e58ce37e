// TensorFlow.js' side of the bench: its wasm backend, in Node, in one thread. It computes in f32.
//
// Arguments: the folder in which it is installed.

import { createRequire } from 'node:module';
import { serve } from './serve.mjs';

const STEP_SIZE = 0.5;

const folder = process.argv[2] ?? '';
const packages = createRequire(`${folder}/package.json`);
const tf = packages('@tensorflow/tfjs');
const { version_wasm } = packages('@tensorflow/tfjs-backend-wasm');
await tf.setBackend('wasm');
await tf.ready();
tf.enableProdMode();
const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
const threads = await tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT');

/**
 * @param {string} kind
 * @param {string} _precision
 * @param {Float64Array} numbers
 */
async function open(kind, _precision, numbers) {
  return kind === 'product' ? product(numbers) : network(kind, numbers);
}

/**
 * @param {string} kind
 * @param {Float64Array} numbers
 */
function network(kind, numbers) {
  let at = 0;
  const take = (/** @type {number} */ count) => {
    at += count;
    return numbers.subarray(at - count, at);
  };
  const [layers = 0] = take(1);
  const sizes = [...take(layers)];
  const [rows = 0] = take(1);
  const [columns = 0, classes = 0] = [sizes[0], sizes.at(-1)];
  const x = tf.tensor2d(Float32Array.from(take(rows * columns)), [rows, columns]);
  const labels = tf.tensor1d(Int32Array.from(take(rows)), 'int32');
  const y = tf.cast(tf.oneHot(labels, classes), 'float32');
  /** @type {{ name: string, assign(value: unknown): void, dataSync(): Iterable<number> }[]} */
  const variables = [];
  for (const [layer, outputs] of sizes.slice(1).entries()) {
    const inputs = sizes[layer] ?? 0;
    const weights = tf.tensor2d(Float32Array.from(take(inputs * outputs)), [outputs, inputs]);
    variables.push(
      tf.variable(weights),
      tf.variable(tf.tensor1d(Float32Array.from(take(outputs)))),
    );
  }
  const loss = () => {
    let z = x;
    for (let layer = 0; layer < variables.length; layer += 2) {
      const [weights, bias] = variables.slice(layer, layer + 2);
      z = tf.add(tf.matMul(layer === 0 ? z : tf.tanh(z), weights, false, true), bias);
    }
    return tf.losses.softmaxCrossEntropy(y, z);
  };
  const gradients = () => {
    const { grads } = tf.variableGrads(loss, variables);
    return variables.map(({ name }) => grads[name]);
  };
  const step = () => {
    for (const [i, gradient] of gradients().entries()) {
      const part = variables[i];
      part?.assign(tf.sub(part, tf.mul(gradient, STEP_SIZE)));
    }
  };
  const works = { gradient: () => tf.tidy(() => void gradients()), step: () => tf.tidy(step) };
  // Steps open a network of their own, which begins at θ₀.
  const found = kind === 'steps' ? () => variables : gradients;
  const result = () => tf.tidy(() => found().flatMap((part) => [...part.dataSync()]));
  return { works, result };
}

/** @param {Float64Array} numbers */
function product(numbers) {
  const [m = 0, k = 0, n = 0] = numbers;
  const matrix = (/** @type {number} */ from, /** @type {[number, number]} */ shape) =>
    tf.tensor2d(Float32Array.from(numbers.subarray(from, from + shape[0] * shape[1])), shape);
  const [left, right] = [matrix(3, [m, k]), matrix(3 + m * k, [k, n])];
  const works = { product: () => tf.tidy(() => void tf.matMul(left, right)) };
  return { works, result: () => tf.tidy(() => tf.matMul(left, right).dataSync()) };
}

const how = `wasm${simd ? ', SIMD' : ''}${threads ? ', threads' : ''}`;
await serve(open, () => `TensorFlow.js ${version_wasm} (${how})`);
