// poster: a still of a landscape's end state, as an SVG on standard output.

import { poster as draw } from '../export/poster.ts';
import type { RunRecord } from '../generated/types.ts';
import { traceContours } from '../plot/contours.ts';
import { gridOver } from '../plot/trace.ts';
import { type Trail, TrailKeeper } from '../plot/trail.ts';
import { SpecError } from '../report/spec-error.ts';
import { runPlaces } from '../state/experiment.ts';
import { openExperiment } from './engine.ts';
import { parse, readInput } from './input.ts';

/** Grid of the contours: as fine as a still of some hundred pixels shows. */
const COLUMNS = 96;

export async function poster(args: readonly string[]): Promise<number> {
  const { positionals } = parse(args, {});
  const { spec, beside } = await readInput(positionals);
  if (!spec.window)
    throw new SpecError({
      code: 'out_of_range',
      field: 'objective',
      got: spec.objective.kind,
      allowed: 'a function of the plane: of networks there are no posters',
    });
  const experiment = await openExperiment(spec);
  try {
    const grid = gridOver(spec.window, COLUMNS);
    const heights = experiment.grid(Float64Array.from(grid.window), grid.columns, grid.rows);
    const contours = traceContours(grid, heights, beside?.scale ?? 'linear');
    const trails: Trail[] = [];
    const records: RunRecord[] = [];
    for (const { optimizer, start } of runPlaces(spec)) {
      const run = experiment.run(optimizer, start, true);
      try {
        const keeper = new TrailKeeper();
        for (let ended = false; !ended; ) {
          ended = run.advance(4096);
          keeper.take(run.iterates(keeper.taken));
        }
        trails.push(keeper.snapshot());
        records.push(run.record());
      } finally {
        run.free();
      }
    }
    const hypotheses = experiment.hypotheses();
    console.log(draw({ spec, contours, trails, records, hypotheses }).trimEnd());
    return 0;
  } finally {
    experiment.free();
  }
}
