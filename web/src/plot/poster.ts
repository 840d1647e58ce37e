import { briefPath, simplify } from './brief';
import { PALETTES, type Palette } from './colour';
import type { Contours } from './contours';
import { areaRings } from './field';
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
/** How far, in pixels, the poster's lines may stray from the map's. */
const ISOLINE_STRAYS = 0.2;
const TRAIL_STRAYS = 0.15;

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
  // One path for a level's area and its line: the rings close outside the window, which is cut away.
  const shapes = levels.map(
    (level) => `<path class="i l${level + 1}" d="${areaData(contours, level, frame)}"/>`,
  );
  const lines = runs.map(
    ({ trail }, i) => `<path class="r r${i}" d="${trailData(trail, frame)}"/>`,
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
    '<g transform="scale(.1)">',
    ...shapes,
    ...lines,
    '</g>',
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
  return `${fills.join('')}.i{stroke:${palette.isoline};stroke-width:6}.r{fill:none;stroke-width:17;stroke-linejoin:round}.s{fill:${palette.page};stroke:${palette.ink};stroke-width:2}${strokes.join('')}`;
}

const areaData = (contours: Contours, level: number, frame: Frame): string =>
  areaRings(contours, level, frame)
    .map((ring) => `${briefPath(simplify(ring, ISOLINE_STRAYS))}z`)
    .join('');

function trailData({ points }: Trail, frame: Frame): string {
  const line = Array.from(
    { length: points.length / 2 },
    (_, i) => [frame.x(points[2 * i] as number), frame.y(points[2 * i + 1] as number)] as const,
  );
  return briefPath(simplify(line, TRAIL_STRAYS));
}
