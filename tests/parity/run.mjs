// Runs links on an engine, wherever this module is loaded: in Node and in a page.

/** @typedef {typeof import('../../web/src/generated/landscape.js')} Engine */

/**
 * The fingerprints of a link's runs, optimizer-major, each run in slices of so many steps.
 *
 * @param {Engine} engine instantiated
 * @param {string} link
 * @param {(file: string) => Promise<Uint8Array>} load reads a data file
 * @param {number} slice
 * @returns {Promise<string[]>}
 */
export async function fingerprints({ parseLink, assetOf, Experiment }, link, load, slice) {
  const { spec } = parseLink(link);
  const file = assetOf(spec);
  const experiment = new Experiment(spec, file === undefined ? undefined : await load(file));
  const found = [];
  for (let optimizer = 0; optimizer < spec.optimizers.length; optimizer++) {
    for (let start = 0; start < (spec.starts?.length ?? 1); start++) {
      const run = experiment.run(optimizer, start, false);
      while (!run.advance(slice));
      found.push(run.record().fingerprint);
      run.free();
    }
  }
  experiment.free();
  return found;
}
