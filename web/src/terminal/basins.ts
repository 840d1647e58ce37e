// basins: where the runs from every pixel of the window lead.

import { writeJson } from '../export/json.ts';
import type { Experiment } from '../generated/engine.js';
import type { BasinMap, Optimizer } from '../generated/types.ts';
import { labels, settings } from '../words/names.ts';
import { openExperiment } from './engine.ts';
import { parse, readInput } from './input.ts';
import { Progress } from './progress.ts';
import { Refused } from './refused.ts';
import { number, table } from './text.ts';

interface Report {
  optimizer: Optimizer;
  classes: BasinMap['classes'];
  /** Rows of indices of classes, from the top. */
  raster: Uint32Array[];
}

export async function basins(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    json: { type: 'boolean' },
    size: { type: 'string', default: '100x100' },
  });
  const [width, height] = size(values.size);
  const { spec } = await readInput(positionals);
  if (spec.objective.kind === 'mlp') {
    throw new Refused({
      code: 'out_of_range',
      field: 'objective.kind',
      got: 'mlp',
      allowed: 'a function of x and y: a network has no map',
    });
  }
  const experiment = await openExperiment(spec);
  const progress = new Progress(spec.optimizers.length * height);
  try {
    const optimizers = spec.optimizers.map((optimizer, index): Report => {
      const outcomes = allRows(experiment, index, width, height, progress);
      const { classes, raster } = experiment.basinClasses(outcomes);
      return { optimizer, classes, raster: rowsOf(raster, width) };
    });
    progress.end();
    console.log(values.json ? writeJson({ optimizers }) : optimizers.map(describe).join('\n\n'));
    return 0;
  } finally {
    progress.end();
    experiment.free();
  }
}

/** Width and height, as 640x480; their range is the engine's business. */
function size(text: string): [number, number] {
  const [, width, height] = /^(\d{1,9})x(\d{1,9})$/.exec(text) ?? [];
  if (width === undefined || height === undefined) {
    throw new Refused({
      code: 'syntax',
      field: 'size',
      got: text,
      allowed: 'WIDTHxHEIGHT in pixels, such as 100x100',
    });
  }
  return [Number(width), Number(height)];
}

/** The outcomes of one optimizer's map, row by row. */
function allRows(
  experiment: Experiment,
  optimizer: number,
  width: number,
  height: number,
  progress: Progress,
): Float64Array {
  const first = experiment.basinRows(optimizer, width, height, 0, 1);
  const outcomes = new Float64Array(first.length * height);
  outcomes.set(first);
  for (let row = 1; row < height; row++) {
    progress.at(row);
    const next = experiment.basinRows(optimizer, width, height, row, row + 1);
    outcomes.set(next, row * first.length);
  }
  progress.runEnded(height);
  return outcomes;
}

function rowsOf(raster: Uint32Array, width: number): Uint32Array[] {
  return Array.from({ length: raster.length / width }, (_, row) =>
    raster.subarray(row * width, (row + 1) * width),
  );
}

function describe({ optimizer, classes }: Report): string {
  const [name] = labels([optimizer]);
  const head = `${name}, ${settings(optimizer)}`;
  const rows = classes.map(({ kind, x, share, lambda_max }) => [
    `${(100 * share).toFixed(2).padStart(6)} %`,
    kind,
    x?.map(coordinate).join(', ') ?? '–',
    range(lambda_max),
  ]);
  return `${head}\n${table([' share', 'ends', 'at', 'λmax'], rows)}`;
}

/** Without the last digits of a zero. */
function coordinate(value: number): string {
  return number(Math.abs(value) < 1e-12 ? 0 : value);
}

/** The smallest and the largest, or the one number both print as. */
function range(ends: readonly number[] | null): string {
  const texts = new Set(ends?.map(number) ?? ['–']);
  return [...texts].join(' … ');
}
