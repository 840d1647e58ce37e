import { PALETTES, type Palette } from './colour';
import type { Contours } from './contours';
import { areaPath, isolinePath } from './field';
import { type Frame, fitFrame } from './frame';
import { radiusOf, stacked } from './paths';
import type { Trail } from './trail';

/** A run on the poster; its colour on a light and on a dark page. */
export interface PosterRun {
  readonly trail: Trail;
  readonly light: string;
  readonly dark: string;
}

const WIDTH = 604;

/** The map as one SVG that needs no script: what the page shows until the engine is there. */
export function posterSvg(
  window: Frame['window'],
  contours: Contours,
  runs: readonly PosterRun[],
  starts: readonly (readonly [number, number])[],
  title: string,
): string {
  const frame = fitFrame(window, { width: WIDTH, height: Number.POSITIVE_INFINITY });
  const { left, top, right, bottom, width, height } = frame;
  const count = contours.levels.length;
  const levels = Array.from({ length: count }, (_, level) => level);
  const shapes = levels.map(
    (level) =>
      `<path class="l${level + 1}" d="${areaPath(contours, level, frame)}"/><path class="i" d="${isolinePath(contours, level, frame)}"/>`,
  );
  const lines = runs.map(
    ({ trail }, i) => `<path class="r r${i}" d="M${pointsOf(trail, frame).join('L')}"/>`,
  );
  const rings = starts.map(
    ([x, y]) =>
      `<circle class="s" cx="${frame.x(x).toFixed(1)}" cy="${frame.y(y).toFixed(1)}" r="6.5"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title>${title}</title>`,
    `<style>${styles(PALETTES.light, count, runs, 'light')}@media(prefers-color-scheme:dark){${styles(PALETTES.dark, count, runs, 'dark')}}</style>`,
    `<clipPath id="w"><rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}"/></clipPath>`,
    `<g clip-path="url(#w)"><rect class="l0" x="${left}" y="${top}" width="${right - left}" height="${bottom - top}"/>`,
    ...shapes,
    ...lines,
    ...targets(runs, frame),
    ...rings,
    '</g></svg>',
    '',
  ].join('\n');
}

/** Ends as on the map: several colours at one place make a target. */
function targets(runs: readonly PosterRun[], frame: Frame): string[] {
  const paths = runs.map(({ trail, light }) => ({ trail, colour: light, step: trail.steps }));
  return stacked(paths, frame).flatMap((stack) =>
    stack.map(({ x, y, colour }, i) => {
      const run = runs.findIndex(({ light }) => light === colour);
      return `<circle class="e${run}" cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${radiusOf(i, stack.length)}"/>`;
    }),
  );
}

function styles(
  palette: Palette,
  count: number,
  runs: readonly PosterRun[],
  theme: 'light' | 'dark',
): string {
  const fills = Array.from(
    { length: count + 1 },
    (_, level) => `.l${level}{fill:${palette.fill(level / count)}}`,
  );
  const strokes = runs.map((run, i) => `.r${i}{stroke:${run[theme]}}.e${i}{fill:${run[theme]}}`);
  return `${fills.join('')}.i{fill:none;stroke:${palette.isoline};stroke-width:.6}.r{fill:none;stroke-width:1.7;stroke-linejoin:round}.s{fill:${palette.page};stroke:${palette.ink};stroke-width:2}${strokes.join('')}`;
}

/** Points a pixel apart or more, to a tenth of a pixel. */
function pointsOf({ points }: Trail, frame: Frame): string[] {
  const kept: string[] = [];
  let before = [Number.NaN, Number.NaN];
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [x, y] = [frame.x(points[i] as number), frame.y(points[i + 1] as number)];
    if (Math.hypot(x - (before[0] as number), y - (before[1] as number)) < 0.7) continue;
    before = [x, y];
    kept.push(`${x.toFixed(1)} ${y.toFixed(1)}`);
  }
  return kept;
}
