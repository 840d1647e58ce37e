// All pinned links, in a page that is served the folders of the checkout.

import * as engine from '/web/src/generated/engine.js';
import { fingerprints } from './run.mjs';

/** @param {string} file */
const load = async (file) =>
  new Uint8Array(await (await fetch(`/web/public/data/${file}`)).arrayBuffer());

/**
 * The fingerprints of each link's runs.
 *
 * @param {readonly string[]} links
 * @returns {Promise<string[][]>}
 */
export async function runAll(links) {
  await engine.default();
  const all = [];
  for (const link of links) all.push(await fingerprints(engine, link, load, 1000));
  return all;
}
