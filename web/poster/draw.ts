import { PRESETS } from '../src/gallery/presets.ts';
import { Experiment, initSync, parseLink } from '../src/generated/engine.js';
import { repeats, ruleColour } from '../src/plot/colour.ts';
import { traceContours } from '../src/plot/contours.ts';
import { type PosterRun, posterSvg } from '../src/plot/poster.ts';
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
  const repeat = repeats(spec.optimizers);
  const runs = runPlaces(spec).map(({ optimizer, start }): PosterRun => {
    const run = experiment.run(optimizer, start, true);
    while (!run.advance(1000));
    const keeper = new TrailKeeper();
    keeper.take(run.iterates(0));
    const { rule } = spec.optimizers[optimizer] as (typeof spec.optimizers)[number];
    const colour = (theme: 'light' | 'dark'): string =>
      ruleColour(rule, repeat[optimizer] ?? 0, theme);
    return { trail: keeper.snapshot(), light: colour('light'), dark: colour('dark') };
  });
  const contours = traceContours(grid, heights, beside.scale);
  return posterSvg(spec.window, contours, runs, spec.starts ?? [], preset.title);
}
