import { labelledTicks } from './axes';
import { briefPath, simplify } from './brief';
import { FONT } from './canvas';
import { momentumDash, PALETTES, type Palette, type Theme } from './colour';
import type { Contours } from './contours';
import { type Frame, fitFrame } from './frame';
import { ringsByLevel } from './isolines';
import { type End, LINE_HEIGHT, placeLabels } from './labels';
import { near, radiusOf, stacked } from './paths';
import { pixelsOf, placeVertices, type Stretch } from './region';
import { dashStyle, escaped, type PosterWords, smallEnough, stillSvg } from './still';
import { meanX, pointAt, type Trail } from './trail';

/** A run on the poster; its colour on a light and on a dark page. */
export interface PosterRun {
  readonly trail: Trail;
  readonly light: string;
  readonly dark: string;
  readonly momentum: string;
  /** Its optimizer's name and its verdict's mark, to stand at its end. */
  readonly name: string;
  readonly mark: string;
}

const WIDTH = 604;
const LINE = 1.7;
/** How far, in pixels, the poster's lines may stray from the map's. */
const ISOLINE_STRAYS = 0.2;
const TRAIL_STRAYS = 0.15;

/** From so coarse lines on every second level is left out, then more. */
const CROWDED = 5;

/** A poster that stands for the figure: with the axes' numbers, the runs' names, and at most 30 kB. */
export function namedPoster(
  window: Frame['window'],
  contours: Contours,
  runs: readonly PosterRun[],
  starts: readonly (readonly [number, number])[],
  words: PosterWords,
): string {
  return smallEnough((coarseness) =>
    posterSvg(window, contours, runs, starts, words, { named: true, coarseness }),
  );
}

/** The map as one SVG that needs no script: what the page shows until the engine is there. */
export function posterSvg(
  window: Frame['window'],
  contours: Contours,
  runs: readonly PosterRun[],
  starts: readonly (readonly [number, number])[],
  words: PosterWords,
  { named, coarseness } = { named: false, coarseness: 1 },
): string {
  const frame = fitFrame(window, { width: WIDTH, height: Number.POSITIVE_INFINITY });
  const { left, top, right, bottom } = frame;
  const count = contours.levels.length;
  const levels = Array.from({ length: count }, (_, level) => level).filter(
    (level) => level % Math.ceil(coarseness / CROWDED) === 0,
  );
  const placed = placeVertices(contours, frame);
  const rings = ringsByLevel(contours);
  // One path for a level's area and its line: the rings close outside the window, which is cut away.
  const shapes = levels.map(
    (level) =>
      `<path class="i l${level + 1}" d="${areaData(placed, rings[level] ?? [], coarseness)}"/>`,
  );
  const lines = runs.map(
    ({ trail }, i) => `<path class="r r${i}" d="${trailData(trail, frame, coarseness)}"/>`,
  );
  const circles = starts.map(
    ([x, y]) =>
      `<circle class="s" cx="${frame.x(x).toFixed(1)}" cy="${frame.y(y).toFixed(1)}" r="6.5"/>`,
  );
  const dressed = (theme: Theme): string => styles(PALETTES[theme], count, runs, theme, named);
  return stillSvg(frame, words, dressed, [
    `<clipPath id="w"><rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}"/></clipPath>`,
    `<g clip-path="url(#w)"><rect class="l0" x="${left}" y="${top}" width="${right - left}" height="${bottom - top}"/>`,
    '<g transform="scale(.1)">',
    ...shapes,
    ...lines,
    '</g>',
    ...targets(runs, frame),
    ...circles,
    '</g>',
    ...(named ? [...numbers(frame), ...names(runs, frame)] : []),
  ]);
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
  theme: Theme,
  named: boolean,
): string {
  const fills = Array.from(
    { length: count + 1 },
    (_, level) => `.l${level}{fill:${palette.fill(level / count)}}`,
  );
  const strokes = runs.map((run, i) => {
    const dashes = dashStyle(momentumDash(run.momentum), LINE);
    return `.r${i}{${dashes}stroke:${run[theme]}}.e${i}{fill:${run[theme]}}`;
  });
  const texts = named
    ? `.t{fill:${palette.soft}}.n{stroke:${palette.page}}${runs.map((run, i) => `.n${i}{fill:${run[theme]}}`).join('')}`
    : '';
  return `${fills.join('')}${texts}.i{stroke:${palette.isoline};stroke-width:6}.r{fill:none;stroke-width:${LINE * 10};stroke-linejoin:round}.s{fill:${palette.page};stroke:${palette.ink};stroke-width:2}${strokes.join('')}`;
}

const areaData = (placed: Float64Array, rings: readonly Stretch[], coarseness: number): string =>
  rings
    .map((ring) => simplify(pixelsOf(placed, ring), ISOLINE_STRAYS * coarseness))
    // What is not even a triangle any more is not seen.
    .filter((ring) => ring.length > 3)
    .map((ring) => `${briefPath(ring)}z`)
    .join('');

/** The axes' numbers. */
function numbers(frame: Frame): string[] {
  const { left, top, right, bottom, window } = frame;
  const [x0, x1, y0, y1] = window;
  const text = (x: number, y: number, label: string): string =>
    `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}">${label}</text>`;
  return [
    `<g class="t" font-family='${FONT}' font-size="11" text-anchor="middle">`,
    ...labelledTicks(x0, x1, right - left).map(({ value, label }) =>
      text(frame.x(value), bottom + 16, label),
    ),
    '</g>',
    `<g class="t" font-family='${FONT}' font-size="11" text-anchor="end">`,
    ...labelledTicks(y0, y1, bottom - top).map(({ value, label }) =>
      text(left - 8, frame.y(value) + 4, label),
    ),
    '</g>',
  ];
}

/** The runs' names at their ends, as on the map. */
function names(runs: readonly PosterRun[], frame: Frame): string[] {
  const ends = runs.flatMap(({ trail, name, mark, light }): End[] => {
    const at = pointAt(trail, trail.steps);
    if (!at) return [];
    const [x, y] = [frame.x(at[0]), frame.y(at[1])];
    return [{ x, y, name, mark, colour: light, cameFrom: frame.x(meanX(trail)) }];
  });
  return placeLabels(ends, frame).flatMap(({ x, y, anchor, lines }) =>
    lines.map(({ name, mark, colour }, i) => {
      const run = runs.findIndex(({ light }) => light === colour);
      return `<text class="n n${run}" x="${x.toFixed(1)}" y="${(y + i * LINE_HEIGHT + 4.5).toFixed(1)}" text-anchor="${anchor}" font-family='${FONT}' font-size="13" font-weight="650" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke">${mark} ${escaped(name)}</text>`;
    }),
  );
}

function trailData({ points }: Trail, frame: Frame, coarseness: number): string {
  const line = Array.from(
    { length: points.length / 2 },
    (_, i) =>
      [near(frame.x(points[2 * i] as number)), near(frame.y(points[2 * i + 1] as number))] as const,
  );
  return briefPath(simplify(line, TRAIL_STRAYS * coarseness));
}
