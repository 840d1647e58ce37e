// Runs a golden link on an engine, wherever this module is loaded (in Node, in a browser's worker),
// and writes down everything the engine says of it. Engines agree when their transcripts do.

/** @typedef {typeof import('../../web/src/generated/engine.js')} Engine */
/** @typedef {typeof import('../../web/src/generated/landscape.js')} AnyEngine what both builds have */
/** @typedef {import('../../web/src/generated/types.ts').Spec} Spec */

/**
 * A golden link: see tests/links/.
 *
 * @typedef {object} Entry
 * @property {string} link
 * @property {string} [file] the user's own data, a file of tests/links/
 * @property {[number, number]} [map] pixels of maps to make of a function: basins, margins
 * @property {boolean} [look] whether to look closely at a network: its spectrum, planes, outputs
 */

/**
 * Whether a build of the engine runs an entry, by the build's name.
 *
 * @type {Record<'engine' | 'plane' | 'landscape', (entry: Entry) => boolean>}
 */
export const RUNS = {
  engine: () => true,
  plane: ({ link }) => link.includes('&f='),
  // Neither typed functions nor basins.
  landscape: ({ link, map }) => /&f=(?!expr:)/.test(link) && map === undefined,
};

/** Eigenvalues at which filters are asked for their spectral radius. */
const LAMBDAS = [-30, -3, -1, -0.25, 0, 1e-9, 0.1, 1, 4, 12.5, 100];

/**
 * Numbers as exact text would have them: JSON knows every double but these.
 *
 * @param {unknown} value
 * @returns {unknown}
 */
export function plain(value) {
  if (typeof value === 'number') {
    return Number.isFinite(value) && !Object.is(value, -0) ? value : nameOf(value);
  }
  if (ArrayBuffer.isView(value)) return Array.from(/** @type {Float64Array} */ (value), plain);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value ?? null;
  const known = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(known.map(([name, entry]) => [name, plain(entry)]));
}

/** @param {number} value */
const nameOf = (value) => (Object.is(value, -0) ? '-0' : String(value));

/**
 * Everything that the engine says of an entry, as plain data.
 *
 * @param {AnyEngine} engine instantiated
 * @param {Entry} entry
 * @param {(path: string) => Promise<Uint8Array>} load reads a file by its path in the checkout
 * @param {number} slice steps between two looks at a run, rows in a band of a map
 */
export async function transcript(engine, { link, file, map, look }, load, slice) {
  const { spec, beside } = engine.parseLink(link);
  const asset = engine.assetOf(spec);
  const path = file ? `tests/links/${file}` : asset && `web/public/data/${asset}`;
  const experiment = new engine.Experiment(spec, path ? await load(path) : undefined);
  try {
    const { runs, thetas } = runAll(experiment, spec, slice);
    const landscape = spec.starts !== undefined;
    return plain({
      link: engine.printLink(spec, beside),
      hypotheses: experiment.hypotheses(),
      runs,
      filters: experiment.filter(LAMBDAS),
      ...(landscape ? plane(engine, experiment, spec) : { thetas }),
      ...(map && maps(experiment, spec, map, slice)),
      // Networks have the whole engine.
      ...(look && closely(/** @type {any} */ (engine), experiment, thetas)),
    });
  } finally {
    experiment.free();
  }
}

/**
 * Every run's record, optimizer-major, and where networks' runs ended.
 *
 * @param {import('../../web/src/generated/landscape.js').Experiment} experiment
 * @param {Spec} spec
 * @param {number} slice
 */
function runAll(experiment, spec, slice) {
  const [runs, thetas] = [[], []];
  for (let optimizer = 0; optimizer < spec.optimizers.length; optimizer++) {
    for (let start = 0; start < (spec.starts?.length ?? 1); start++) {
      const run = experiment.run(optimizer, start, false);
      while (!run.advance(slice));
      runs.push(run.record());
      thetas.push(run.parameters());
      run.free();
    }
  }
  return { runs, thetas };
}

/**
 * A function at the starts, and what filters say of its critical points.
 *
 * @param {AnyEngine} engine
 * @param {import('../../web/src/generated/landscape.js').Experiment} experiment
 * @param {Spec} spec
 */
function plane(engine, experiment, spec) {
  const critical = experiment.criticalPoints();
  const eigenvalues = critical.points.flatMap((point) => point.eigenvalues);
  const starts = (spec.starts ?? []).flat();
  return {
    values: experiment.evaluate(starts),
    along: experiment.along(starts),
    critical,
    admission: engine.admission(spec, eigenvalues),
    switches: engine.switches(spec, eigenvalues),
    running: spec.optimizers.map((_, index) => engine.runningFilter(spec, index, 0.3, LAMBDAS)),
    tuned: spec.optimizers.map((_, index) => engine.alphaForBound(spec, index, 2.5)),
  };
}

/**
 * Maps over the window.
 *
 * @param {import('../../web/src/generated/landscape.js').Experiment} experiment
 * @param {Spec} spec
 * @param {[number, number]} size
 * @param {number} band rows made at once
 */
function maps(experiment, { optimizers, window = [-2, 2, -2, 2] }, [width, height], band) {
  return {
    heights: experiment.grid(window, width, height),
    margins: optimizers.map((_, index) => experiment.margins(index, window, width, height)),
    basins: optimizers.map((_, index) => {
      const outcomes = [];
      for (let row = 0; row < height; row += band) {
        const end = Math.min(height, row + band);
        outcomes.push(...experiment.basinRows(index, width, height, row, end));
      }
      return { outcomes, ...experiment.basinClasses(outcomes) };
    }),
  };
}

/**
 * A network where its first run ended.
 *
 * @param {Engine} engine
 * @param {any} experiment the whole engine's
 * @param {readonly Float64Array[]} thetas
 */
function closely(engine, experiment, [theta = new Float64Array()]) {
  const inspection = experiment.inspect(theta);
  while (!inspection.advance(7));
  const predictor = new engine.Predictor(experiment);
  const planning = new engine.Planning(experiment, theta, 'sharpest', 0, []);
  while (!planning.advance(7));
  const slice = planning.plane();
  const window = [-1, 1, -1, 1];
  return {
    data: experiment.dataFacts(),
    evaluation: experiment.evaluateNetwork(theta),
    sample: experiment.sampleSpectrum(theta, 2, 12),
    inspection: inspection.report(),
    predictions: predictor.predictions(theta, 'train'),
    slice: { facts: slice.facts(), cells: slice.cells(window, 6, 5, 0, 30) },
    examples: experiment.examples(0, 3, 'train'),
  };
}
