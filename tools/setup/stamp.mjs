// Remembers what a step was made from, so that a step whose inputs are the same is skipped.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { root } from './command.mjs';
import { step } from './step.mjs';

/** Folders that hold results, not sources. */
const RESULTS = new Set(['node_modules', 'target', 'generated', 'dist', '.cache']);

/**
 * Does a step's work unless its outputs exist and were made from the same inputs.
 *
 * @param {string} name names the stamp and, until it is done, the step
 * @param {object} recipe
 * @param {string} recipe.title what people read
 * @param {readonly string[]} recipe.inputs files and folders, relative to the top folder
 * @param {string} [recipe.facts] what else the result depends on, such as a compiler's version
 * @param {readonly string[]} recipe.outputs files that must exist
 * @param {() => Promise<void>} recipe.work
 */
export async function stamped(name, { title, inputs, facts = '', outputs, work }) {
  const stamp = `${root}/.cache/stamps/${name}`;
  const now = await fingerprint(inputs, facts);
  const before = existsSync(stamp) ? await readFile(stamp, 'utf8') : '';
  if (before === now && outputs.every((path) => existsSync(`${root}/${path}`))) return;
  // An interrupted step must not look like a finished one.
  await rm(stamp, { force: true });
  await step(title, work);
  await mkdir(`${root}/.cache/stamps`, { recursive: true });
  await writeFile(stamp, now);
}

/**
 * A hash over names and contents.
 *
 * @param {readonly string[]} inputs
 * @param {string} facts
 */
async function fingerprint(inputs, facts) {
  const hash = createHash('sha256').update(facts);
  for (const path of inputs) {
    for (const file of await filesUnder(path)) {
      hash.update(`\0${file}\0`).update(await readFile(`${root}/${file}`));
    }
  }
  return hash.digest('hex');
}

/**
 * A file itself, or all files below a folder in a fixed order; nothing where there is nothing.
 *
 * @param {string} path
 * @returns {Promise<string[]>}
 */
async function filesUnder(path) {
  const entries = await readdir(`${root}/${path}`, { withFileTypes: true }).catch(
    (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'ENOTDIR') return null;
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  if (!entries) return [path];
  const files = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (RESULTS.has(entry.name)) continue;
    const inner = `${path}/${entry.name}`;
    files.push(...(entry.isDirectory() ? await filesUnder(inner) : [inner]));
  }
  return files;
}
