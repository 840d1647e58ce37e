// The golden links: tests/links/*.json, read in Node.
//
// Each file holds links of one kind with the ends of their runs, and the revision of the engine's
// bits that they belong to. docs/reproducibility.md says what is promised of them.

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import init, * as engine from '../../web/src/generated/engine.js';

/** @typedef {import('../parity/transcript.mjs').Entry} Entry */
/**
 * An entry, with what came out once it is pinned.
 *
 * @typedef {Entry & { ends?: { runs: { status: string, fingerprint: string }[] } }} Golden
 */

const here = new URL('.', import.meta.url);
const root = new URL('../../', here);

/**
 * All files, by name, in a fixed order.
 *
 * @returns {Promise<{ name: string, engine: string, links: Golden[] }[]>}
 */
export async function goldenFiles() {
  const names = (await readdir(here)).filter((name) => name.endsWith('.json')).sort();
  const read = async (/** @type {string} */ name) => {
    return { name, ...JSON.parse(await readFile(new URL(name, here), 'utf8')) };
  };
  return Promise.all(names.map(read));
}

/**
 * Reads a file by its path in the checkout.
 *
 * @param {string} path
 * @returns {Promise<Uint8Array>}
 */
export const load = (path) => readFile(new URL(path, root));

/** The whole engine, instantiated from what the build left. */
export async function openEngine() {
  await init({ module_or_path: await load('web/src/generated/engine_bg.wasm') });
  return engine;
}

/**
 * What a golden file keeps of a transcript: numbers by which people compare, and hashes of long
 * lists of them. Nothing that is worded, so that a better sentence changes no file.
 *
 * @param {any} transcript
 */
export function endsOf({ runs, thetas, basins, critical, margins, inspection, slice }) {
  return {
    runs: runs.map((/** @type {any} */ run, /** @type {number} */ index) => ({
      status: run.status,
      steps: run.steps,
      ...(run.x ? { x: run.x } : { theta: hash(thetas[index]) }),
      f: run.f,
      eigenvalues: values(run.eigenvalues),
      ...(run.history && { along: run.history.map(sharpest) }),
      ...(run.trace && { trace: run.trace.value, density: hash(Object.values(run.density)) }),
      fingerprint: run.fingerprint,
    })),
    ...(critical && { critical: critical.points.map(point) }),
    ...(basins && { basins: basins.map(map), margins: hash(margins) }),
    ...(inspection && { inspected: values(inspection.eigenvalues), slice: hash(slice.cells) }),
  };
}

/** @param {any[]} eigenvalues */
const values = (eigenvalues) => eigenvalues.map(({ value }) => value);

/** @param {any} row of a history */
const sharpest = ({ lambda_max }) => lambda_max;

/** @param {any} point */
const point = ({ x, kind, eigenvalues }) => ({ x, kind, eigenvalues });

/** @param {any} basins */
const map = ({ classes, raster }) => ({
  classes: classes.map((/** @type {any} */ { kind, x, share }) => ({ kind, x, share })),
  raster: hash(raster),
});

/** @param {unknown} value plain numbers: their text is the same in every engine */
const hash = (value) =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
