// Where the runs from every pixel of the window lead.

import type { Experiment } from '../generated/engine.js';
import type { Spec } from '../generated/types.ts';
import type { Between } from './means.ts';
import type { BasinReport, BasinsProgress, BasinsReport } from './reports.ts';
import { SpecError } from './spec-error.ts';
import { Stride } from './stride.ts';

/** Width and height of a map in pixels, where nothing else is asked for. */
export const BASINS_SIZE = [100, 100] as const;

/** Maps an experiment that was opened from the same spec. Throws a refusal. */
export async function basinsReport(
  experiment: Experiment,
  spec: Spec,
  size: readonly [width: number, height: number],
  between: Between<BasinsProgress>,
): Promise<BasinsReport> {
  if (spec.objective.kind === 'mlp') {
    throw new SpecError({
      code: 'out_of_range',
      field: 'objective.kind',
      got: 'mlp',
      allowed: 'a function of x and y: a network has no map',
    });
  }
  const [width, height] = size;
  const all = spec.optimizers.length * height;
  const optimizers: BasinReport[] = [];
  for (const [index, optimizer] of spec.optimizers.entries()) {
    const outcomes = await outcomesOf(experiment, index, size, (row) => {
      const rows = index * height + row;
      return between({ share: rows / all, rows });
    });
    const { classes, raster } = experiment.basinClasses(outcomes);
    optimizers.push({ optimizer, classes, raster: rowsOf(raster, width) });
  }
  return { optimizers };
}

/** The outcomes of one optimizer's map, as many rows at a time as a slice has room for. */
async function outcomesOf(
  experiment: Experiment,
  optimizer: number,
  [width, height]: readonly [number, number],
  news: (row: number) => Promise<void> | undefined,
): Promise<Float64Array> {
  // The engine refuses a size out of range here, before room is made for it.
  const first = experiment.basinRows(optimizer, width, height, 0, 1);
  const outcomes = new Float64Array(first.length * height);
  outcomes.set(first);
  const stride = new Stride(1, 64);
  for (let row = 1; row < height; ) {
    await news(row);
    row = stride.take(height - row, (rows) => {
      const into = outcomes.subarray(row * first.length, (row + rows) * first.length);
      experiment.basinRows(optimizer, width, height, row, row + rows, into);
      return row + rows;
    });
  }
  await news(height);
  return outcomes;
}

function rowsOf(raster: Uint32Array, width: number): Uint32Array[] {
  return Array.from({ length: raster.length / width }, (_, row) =>
    raster.subarray(row * width, (row + 1) * width),
  );
}
