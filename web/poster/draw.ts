import { PRESETS } from '../src/gallery/presets.ts';
import { Experiment, initSync, parseLink } from '../src/generated/engine.js';
import { repeats, ruleColour } from '../src/plot/colour.ts';
import { traceContours } from '../src/plot/contours.ts';
import { type PosterRun, posterSvg } from '../src/plot/poster.ts';
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
  const [x0, x1, y0, y1] = spec.window;
  const rows = Math.round((COLUMNS * (y1 - y0)) / (x1 - x0));
  const grid = experiment.grid(Float64Array.from(spec.window), COLUMNS, rows);
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
  return posterSvg(
    spec.window,
    traceContours(spec.window, grid, COLUMNS, rows, beside.scale),
    runs,
    preset.title,
  );
}
