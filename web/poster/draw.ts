import { posterRuns } from '../src/export/poster.ts';
import { PRESETS } from '../src/gallery/presets.ts';
import { Experiment, initSync, parseLink } from '../src/generated/engine.js';
import { traceContours } from '../src/plot/contours.ts';
import { posterSvg } from '../src/plot/poster.ts';
import { gridOver } from '../src/plot/trace.ts';
import { TrailKeeper } from '../src/plot/trail.ts';
import { runPlaces } from '../src/state/experiment.ts';

/** Grid of the poster's contours: coarser than the page's, for it comes with every first visit. */
const COLUMNS = 72;

/** Runs the default preset and draws where its runs went. */
export function drawPoster(wasm: BufferSource): string {
  initSync({ module: wasm });
  const [preset] = PRESETS;
  const { spec, beside } = parseLink(preset.link);
  if (!spec.window) throw new Error('the default preset must be a landscape');
  const experiment = new Experiment(spec);
  const grid = gridOver(spec.window, COLUMNS);
  const heights = experiment.grid(Float64Array.from(grid.window), grid.columns, grid.rows);
  const places = runPlaces(spec);
  const ended = places.map(({ optimizer, start }) => {
    const run = experiment.run(optimizer, start, true);
    while (!run.advance(1000));
    const keeper = new TrailKeeper();
    keeper.take(run.iterates(0));
    return { trail: keeper.snapshot(), record: run.record() };
  });
  const trails = ended.map(({ trail }) => trail);
  const records = ended.map(({ record }) => record);
  const runs = posterRuns(spec, places, trails, records);
  const contours = traceContours(grid, heights, beside.scale);
  const words = { title: preset.title, description: '' };
  return posterSvg(spec.window, contours, runs, spec.starts ?? [], words);
}
