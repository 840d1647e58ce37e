// poster: a still of an end state, as an SVG on standard output.

import { networkPoster } from '../export/network-poster.ts';
import { poster as drawn } from '../export/poster.ts';
import type { Experiment } from '../generated/engine.js';
import type { RunRecord } from '../generated/types.ts';
import { traceContours } from '../plot/contours.ts';
import { gridOver } from '../plot/trace.ts';
import { type Trail, TrailKeeper } from '../plot/trail.ts';
import { filtersReport } from '../report/filter.ts';
import type { Input } from '../report/means.ts';
import { runReport } from '../report/run.ts';
import { isNetwork, runPlaces } from '../state/experiment.ts';
import { engine, openExperiment } from './engine.ts';
import { parse, readInput } from './input.ts';
import { Progress } from './progress.ts';

/** Grid of the contours: as fine as a still of some hundred pixels shows. */
const COLUMNS = 96;

export async function poster(args: readonly string[]): Promise<number> {
  const { positionals } = parse(args, {});
  const input = await readInput(positionals);
  const experiment = await openExperiment(input.spec);
  try {
    const svg = isNetwork(input.spec)
      ? await trained(experiment, input)
      : landscape(experiment, input);
    console.log(svg.trimEnd());
    return 0;
  } finally {
    experiment.free();
  }
}

async function trained(experiment: Experiment, input: Input): Promise<string> {
  const { spec } = input;
  const means = await engine();
  const progress = new Progress();
  try {
    const { runs } = await runReport(means, experiment, input, {}, progress.at);
    return networkPoster({
      spec,
      catalogue: means.catalogue(),
      filters: filtersReport(means, spec, []).optimizers,
      runs: runs.map((run) => ({ history: run.history ?? [], record: { ...run, warnings: [] } })),
    });
  } finally {
    progress.end();
  }
}

function landscape(experiment: Experiment, { spec, beside }: Input): string {
  const grid = gridOver(spec.window ?? [-1, 1, -1, 1], COLUMNS);
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
  return drawn({ spec, contours, trails, records, hypotheses });
}
