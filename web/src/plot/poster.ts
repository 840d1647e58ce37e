import { PALETTES, type Palette } from './colour';
import type { Contours } from './contours';
import { areaPath, isolinePath } from './field';
import { type Frame, fitFrame } from './frame';
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
  const paths = runs.map(({ trail }, i) => {
    const points = pointsOf(trail, frame);
    const [x, y] = (points[points.length - 1] ?? '0 0').split(' ');
    return `<path class="r r${i}" d="M${points.join('L')}"/><circle class="e${i}" cx="${x}" cy="${y}" r="4.6"/>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title>${title}</title>`,
    `<style>${styles(PALETTES.light, count, runs, 'light')}@media(prefers-color-scheme:dark){${styles(PALETTES.dark, count, runs, 'dark')}}</style>`,
    `<clipPath id="w"><rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}"/></clipPath>`,
    `<g clip-path="url(#w)"><rect class="l0" x="${left}" y="${top}" width="${right - left}" height="${bottom - top}"/>`,
    ...shapes,
    ...paths,
    '</g></svg>',
    '',
  ].join('\n');
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
  return `${fills.join('')}.i{fill:none;stroke:${palette.isoline};stroke-width:.6}.r{fill:none;stroke-width:1.7;stroke-linejoin:round}${strokes.join('')}`;
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
