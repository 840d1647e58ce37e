import type { Request } from '../engine/protocol';
import { type Experiment, Predictor } from '../generated/engine.js';
import type { DataSummary, Predictions } from '../generated/types';
import { traceContours } from '../plot/contours';
import { type Grid, gridOver, Rings } from '../plot/trace';
import type { Window } from '../state/experiment';
import type { GuessesOf, Outputs, Right, SurfaceOf } from '../state/outputs';
import type { Rows } from '../state/own-data';

/** What a network thread does for those who look at what networks do. */

/** Cells across the picture of a plane. */
const COLUMNS = 64;
/** Places along a curve. */
const PLACES = 240;
/** Room around the data, as a part of their extent. */
const AROUND = 0.12;
/** Room above and below a curve's data: it may leave their range. */
const ABOVE = 0.35;
/** Wrongly classified rows that are shown. */
const WRONG = 24;

/** A network to ask, with the rows it is asked about. */
interface Known {
  readonly key: string;
  readonly predictor: Predictor;
  readonly summary: DataSummary;
  readonly train: Rows;
  readonly test: Rows;
}

let known: Known | null = null;

/** What the networks with these weights do; `open` makes the experiment, which is done once. */
export async function outputsOf(
  { spec, thetas }: Extract<Request, { kind: 'outputs' }>,
  open: () => Promise<Experiment>,
): Promise<Outputs> {
  const key = JSON.stringify([spec.objective, spec.seed]);
  if (known?.key !== key) {
    known?.predictor.free();
    known = null;
    known = knownOf(key, await open());
  }
  const { summary, predictor } = known;
  const usable = thetas.map((theta) => (theta?.every(Number.isFinite) ? theta : null));
  const each = <T>(picture: (theta: Float64Array) => T): (T | null)[] =>
    usable.map((theta) => (theta ? picture(theta) : null));
  if (summary.input.kind === 'plane') return surfaces(known, each);
  if (summary.classes) return guesses(known, summary.classes, each);
  if (summary.input.kind === 'line') return curves(known, each, predictor);
  return scatter(known, each, predictor);
}

type Each = <T>(picture: (theta: Float64Array) => T) => (T | null)[];

function knownOf(key: string, experiment: Experiment): Known {
  try {
    const summary = experiment.dataFacts();
    return {
      key,
      summary,
      predictor: new Predictor(experiment),
      train: experiment.examples(0, summary.train_rows, 'train'),
      test: experiment.examples(0, summary.test_rows, 'test'),
    };
  } finally {
    experiment.free();
  }
}

const axesOf = ({ features, target }: DataSummary): readonly [string, string] => [
  features[0] ?? 'x',
  features[1] ?? target,
];

/** The least and the greatest of every `stride`-th number. */
function extent(values: Float64Array, from: number, stride: number): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = from; i < values.length; i += stride) {
    low = Math.min(low, values[i] as number);
    high = Math.max(high, values[i] as number);
  }
  return low < high ? [low, high] : [low - 0.5, low + 0.5];
}

const widened = ([low, high]: [number, number], by: number): [number, number] => [
  low - by * (high - low),
  high + by * (high - low),
];

function surfaces({ summary, train, test, predictor }: Known, each: Each): Outputs {
  const classes = summary.classes?.length ?? 0;
  const window: Window = [
    ...widened(extent(train.inputs, 0, 2), AROUND),
    ...widened(extent(train.inputs, 1, 2), AROUND),
  ];
  const grid = gridOver(window, COLUMNS);
  const centres = centresOf(grid);
  const of = each((theta): SurfaceOf => {
    const outputs = predictor.outputs(theta, centres);
    if (classes === 0) {
      const contours = traceContours(grid, outputs, 'linear');
      return { regions: [], contours, wrong: [], train: null, test: null };
    }
    const trained = predictor.predictions(theta, 'train');
    const wrong = Array.from(train.labels.keys()).filter(
      (row) => trained.guesses[row] !== train.labels[row],
    );
    const regions = Array.from({ length: classes }, (_, i) => regionOf(grid, outputs, classes, i));
    const tested = predictor.predictions(theta, 'test');
    return {
      regions,
      contours: null,
      wrong,
      train: rightOf(trained, train),
      test: rightOf(tested, test),
    };
  });
  return {
    kind: 'surface',
    window,
    axes: axesOf(summary),
    classes: summary.classes,
    points: train,
    of,
  };
}

/** The centres of a grid's cells, from the top down: x and y in turn. */
function centresOf({ window: [x0, x1, y0, y1], columns, rows }: Grid): Float64Array {
  const centres = new Float64Array(2 * columns * rows);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const i = 2 * (row * columns + column);
      centres[i] = x0 + ((column + 0.5) / columns) * (x1 - x0);
      centres[i + 1] = y1 - ((row + 0.5) / rows) * (y1 - y0);
    }
  }
  return centres;
}

/** Where one output is the largest. */
function regionOf(grid: Grid, outputs: Float64Array, classes: number, own: number) {
  const rings = new Rings();
  const leads = Array.from({ length: grid.columns * grid.rows }, (_, cell) => {
    let most = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < classes; i += 1)
      if (i !== own) most = Math.max(most, outputs[cell * classes + i] as number);
    const lead = (outputs[cell * classes + own] as number) - most;
    return Number.isFinite(lead) ? lead : -1;
  });
  rings.trace(grid, leads, 0);
  return rings.in(grid.window);
}

/** How many guesses are right; the table counts them on its diagonal. */
function rightOf({ confusion, guesses }: Predictions, { labels }: Rows): Right | null {
  if (labels.length === 0) return null;
  const right = confusion.reduce((sum, row, i) => sum + (row[i] ?? 0), 0);
  return { right, rows: guesses.length };
}

function curves({ summary, train }: Known, each: Each, predictor: Predictor): Outputs {
  const [low, high] = widened(extent(train.inputs, 0, 1), AROUND / 2);
  const xs = Float64Array.from({ length: PLACES + 1 }, (_, i) => low + ((high - low) * i) / PLACES);
  return {
    kind: 'curve',
    window: [low, high, ...widened(extent(train.targets, 0, 1), ABOVE)],
    axes: axesOf(summary),
    points: train,
    xs,
    of: each((theta) => predictor.outputs(theta, xs)),
  };
}

/** Of a part this many rows are drawn at most, evenly spaced. */
const DRAWN = 600;

function scatter({ summary, train, test }: Known, each: Each, predictor: Predictor): Outputs {
  const features = summary.features.length;
  const some = [train, test].map((rows) => thinned(rows, features));
  const [drawn, held] = some as [Drawn, Drawn];
  const range = widened(extent(Float64Array.of(...drawn.truths, ...held.truths), 0, 1), AROUND);
  return {
    kind: 'scatter',
    window: [...range, ...range],
    axes: [`${summary.target}, true`, 'predicted'],
    truths: { train: drawn.truths, test: held.truths },
    of: each((theta) => ({
      train: predictor.outputs(theta, drawn.inputs),
      test: predictor.outputs(theta, held.inputs),
    })),
  };
}

/** Rows that are drawn. */
interface Drawn {
  readonly inputs: Float64Array;
  readonly truths: Float64Array;
}

function thinned({ inputs, targets }: Rows, features: number): Drawn {
  const stride = Math.max(1, Math.ceil(targets.length / DRAWN));
  const kept = Array.from({ length: Math.ceil(targets.length / stride) }, (_, i) => i * stride);
  const few = new Float64Array(kept.length * features);
  kept.forEach((row, i) => {
    few.set(inputs.subarray(row * features, (row + 1) * features), i * features);
  });
  return { inputs: few, truths: Float64Array.from(kept, (row) => targets[row] as number) };
}

function guesses(
  { summary, train, test, predictor }: Known,
  classes: string[],
  each: Each,
): Outputs {
  const part = summary.test_rows > 0 ? 'test' : 'train';
  const rows = part === 'test' ? test : train;
  const features = summary.features.length;
  const of = each((theta): GuessesOf => {
    const trained = predictor.predictions(theta, 'train');
    const tested = predictor.predictions(theta, 'test');
    const found = part === 'test' ? tested : trained;
    const wrong = Array.from(rows.labels.keys())
      .filter((row) => found.guesses[row] !== rows.labels[row])
      .slice(0, WRONG);
    const inputs = new Float64Array(features * wrong.length);
    wrong.forEach((row, i) => {
      inputs.set(rows.inputs.subarray(row * features, (row + 1) * features), i * features);
    });
    return {
      confusion: found.confusion,
      train: rightOf(trained, train),
      test: rightOf(tested, test),
      wrong: wrong.map((row) => ({
        label: rows.labels[row] ?? 0,
        guess: found.guesses[row] ?? 0,
      })),
      inputs,
    };
  });
  const { input } = summary;
  const image = input.kind === 'image' ? { width: input.width, height: input.height } : null;
  return { kind: 'guesses', classes, part, image, of };
}
