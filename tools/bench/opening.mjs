// How long the page takes from navigation to its first finished picture, with nothing in the cache
// and the server on the same machine, beside an empty page and one on which TensorFlow.js makes its
// first step of training; and what libraries weigh that are used for such pages.

import { readFile } from 'node:fs/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { openSite } from '../site.mjs';
import { openHost } from './host.mjs';
import { installPageLibraries } from './peers/install.mjs';
import { spread } from './report.mjs';

/** @typedef {import('./report.mjs').Spread} Spread */
/** @typedef {import('./size.mjs').Weight} Weight */

const ROUNDS = { quick: 3, full: 9 };

/** In node_modules; a library may be of several files. */
const LIBRARIES = {
  'TensorFlow.js core, wasm backend': [
    '@tensorflow/tfjs-core/dist/tf-core.min.js',
    '@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js',
    '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
  ],
  Plotly: ['plotly.js-dist-min/plotly.min.js'],
  d3: ['d3/dist/d3.min.js'],
};

/**
 * Milliseconds from navigation, and what libraries weigh.
 *
 * @typedef {object} Opening
 * @property {Spread} page until the runs have ended, are drawn, and their outcome is told
 * @property {Spread} empty until an empty page is drawn
 * @property {Spread | null} tensorflow until a network of 64-32-10 has made its first step; null
 *   where TensorFlow.js could not be installed
 * @property {readonly Weight[]} libraries those that could be installed
 */

/**
 * @param {boolean} quick
 * @returns {Promise<Opening>}
 */
export async function measureOpening(quick) {
  const packages = await installPageLibraries();
  const { address, browser, close } = await openSite();
  const host = await hostOf(packages);
  /** @type {Record<'page' | 'empty' | 'tensorflow', number[]>} */
  const times = { page: [], empty: [], tensorflow: [] };
  /**
   * @param {string} url
   * @param {string} finished a condition, on the page
   */
  const open = async (url, finished) => {
    const context = await browser.createBrowserContext();
    try {
      const page = await context.newPage();
      // Else trajectories are drawn step by step, for the eye.
      await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
      await page.evaluateOnNewDocument(watch(finished));
      await page.goto(url);
      // In the page's own world, which waitForFunction() is not in.
      return /** @type {number} */ (await page.evaluate(FINISHED));
    } finally {
      await context.close();
    }
  };
  try {
    for (let round = 0; round < (quick ? ROUNDS.quick : ROUNDS.full); round++) {
      times.page.push(
        await open(address, `document.querySelector('es-sentence .sentence')?.textContent.trim()`),
      );
      times.empty.push(await open(`${host.address}empty`, 'document.body'));
      if (packages) {
        times.tensorflow.push(
          await open(`${host.address}tensorflow`, 'document.body?.dataset.loss'),
        );
      }
    }
    return {
      page: spread(times.page),
      empty: spread(times.empty),
      tensorflow: packages ? spread(times.tensorflow) : null,
      libraries: packages ? await weighLibraries(packages) : [],
    };
  } finally {
    host.close();
    await close();
  }
}

/** @param {Opening} opening */
export function describeOpening({ page, empty, tensorflow }) {
  const milliseconds = (/** @type {Spread} */ { median, min, max }) =>
    `${median.toFixed(0)} [${min.toFixed(0)} … ${max.toFixed(0)}] ms`;
  return [
    'From navigation to the first finished picture, nothing cached, the server on this machine',
    `  the page: ${milliseconds(page)}`,
    `  an empty page: ${milliseconds(empty)}`,
    `  TensorFlow.js’ first step of training: ${tensorflow ? milliseconds(tensorflow) : 'not installed'}`,
  ].join('\n');
}

/**
 * Runs on a page before its own scripts: asks in each frame, and says when the one after was drawn.
 *
 * @param {string} finished
 */
const watch = (finished) => `
const look = () => {
  if (${finished}) requestAnimationFrame(() => { globalThis.finishedAfter = performance.now(); });
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
`;

const FINISHED = `new Promise((resolve) => {
  const look = () =>
    globalThis.finishedAfter ? resolve(globalThis.finishedAfter) : setTimeout(look, 20);
  look();
})`;

/** @param {string} packages */
async function weighLibraries(packages) {
  return Promise.all(
    Object.entries(LIBRARIES).map(async ([file, parts]) => {
      const weight = { file, raw: 0, gzip: 0, brotli: 0 };
      for (const part of parts) {
        const bytes = await readFile(`${packages}/${part}`);
        weight.raw += bytes.length;
        weight.gzip += gzipSync(bytes, { level: 9 }).length;
        weight.brotli += brotliCompressSync(bytes).length;
      }
      return weight;
    }),
  );
}

/** As one file, the core has no derivatives. */
const WITH_GRADIENTS = '@tensorflow/tfjs/dist/tf.min.js';

/** A network of the size of the product's first, with random numbers for digits. */
const STEP = `
async function step() {
  tf.wasm.setWasmPaths('/@tensorflow/tfjs-backend-wasm/dist/');
  await tf.setBackend('wasm');
  await tf.ready();
  const x = tf.randomUniform([1437, 64]);
  const y = tf.oneHot(tf.randomUniform([1437], 0, 10, 'int32'), 10);
  const layer = (inputs, outputs) => [
    tf.variable(tf.randomNormal([inputs, outputs], 0, inputs ** -0.5)),
    tf.variable(tf.zeros([outputs])),
  ];
  const [w1, b1] = layer(64, 32);
  const [w2, b2] = layer(32, 10);
  const loss = () => {
    const z = tf.add(tf.matMul(tf.tanh(tf.add(tf.matMul(x, w1), b1)), w2), b2);
    return tf.neg(tf.mean(tf.sum(tf.mul(y, tf.sub(z, tf.logSumExp(z, 1, true))), 1)));
  };
  const value = tf.train.sgd(0.5).minimize(loss, true);
  document.body.dataset.loss = (await value.data())[0];
}
step();
`;

/**
 * Serves the pages to compare with.
 *
 * @param {string | null} packages
 */
function hostOf(packages) {
  const [, backend = ''] = LIBRARIES['TensorFlow.js core, wasm backend'];
  const page = (/** @type {string} */ body) => `<!doctype html><title>Host</title><body>${body}`;
  /** @type {Record<string, string>} */
  const pages = {
    '/empty': page(''),
    '/tensorflow': page(
      `<script src="/${WITH_GRADIENTS}"></script><script src="/${backend}"></script><script>${STEP}</script>`,
    ),
  };
  return openHost(async ({ url = '' }, response) => {
    const html = pages[url];
    const type = html
      ? 'text/html'
      : url.endsWith('.wasm')
        ? 'application/wasm'
        : 'text/javascript';
    response.setHeader('Content-Type', type);
    response.end(html ?? (await readFile(`${packages}${url}`).catch(() => '')));
  });
}
