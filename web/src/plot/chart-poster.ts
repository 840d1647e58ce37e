import { count, number } from '../words/numbers';
import { labelledTicks } from './axes';
import { briefPath, simplify } from './brief';
import { FONT } from './canvas';
import type { Chart, Line, Stack } from './chart';
import {
  boundedRange,
  boundsOf,
  endLabels,
  HATCH,
  hatchHeight,
  heightsOf,
  LABEL_HEIGHT,
  LEFT,
  logMarks,
  logRange,
  rightOf,
  shownValue,
  TITLE,
  X_AXIS,
} from './chart-layout';
import { momentumDash, PALETTES, type Theme } from './colour';
import { linearScale } from './scale';
import { dashStyle, escaped, type PosterWords, smallEnough, stillSvg } from './still';

/** A run's colour on a light and on a dark page. */
export type Hues = Readonly<Record<Theme, string>>;

const WIDTH = 720;
const LINE = 1.8;
const COMPANION = 1;
const COMPANION_DASH = [2, 3];
/** How far, in pixels, a curve may stray from the page's. */
const STRAYS = 0.15;
/** Pixels of a y axis for each of its numbers. */
const MARKS_APART = 45;

/** A still of charts of a training, as the page draws them: at most 30 kB. Lines belong to runs, which have hues. */
export function chartPoster(stack: Stack, hues: readonly Hues[], words: PosterWords): string {
  return smallEnough((coarseness) => svgOf(stack, hues, words, coarseness));
}

function svgOf(
  stack: Stack,
  hues: readonly Hues[],
  words: PosterWords,
  coarseness: number,
): string {
  const heights = heightsOf(stack, 0);
  const height = heights.reduce((sum, one) => sum + one);
  const [left, right] = [LEFT, WIDTH - Math.round(rightOf(stack, WIDTH))];
  const x = linearScale([0, Math.max(1, stack.lastStep)], [left, right]);
  let from = 0;
  const charts = stack.charts.flatMap((chart, i) => {
    const last = i === stack.charts.length - 1;
    const top = from + TITLE;
    from += heights[i] as number;
    const box = { left, right, top, bottom: from - (last ? X_AXIS : 6) };
    return chartAt(chart, stack, { ...box, x, name: `c${i}` }, coarseness);
  });
  const styles = (theme: Theme): string => stylesOf(stack, hues, theme);
  return stillSvg({ width: WIDTH, height }, words, styles, [
    ...hues.map(
      (_, run) =>
        `<pattern id="h${run}" width="${HATCH}" height="${HATCH}" patternUnits="userSpaceOnUse"><path class="h b${run}" d="M0 ${HATCH}L${HATCH} 0"/></pattern>`,
    ),
    `<pattern id="h" width="${HATCH}" height="${HATCH}" patternUnits="userSpaceOnUse"><path class="h b" d="M0 ${HATCH}L${HATCH} 0"/></pattern>`,
    `<g font-family='${FONT}' font-size="11">`,
    ...charts,
    ...steps(stack, x, height),
    '</g>',
  ]);
}

/** Where a chart lies, and where steps lie in it. */
interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly name: string;
  x(step: number): number;
}

function chartAt(chart: Chart, { steps }: Stack, box: Box, coarseness: number): string[] {
  const { left, right, top, bottom, name } = box;
  const [width, height] = [right - left, bottom - top];
  const place = yScale(chart, [bottom, top]);
  const curves = chart.lines.map((line) => {
    const points = line.values.flatMap((value, i): [number, number][] => {
      const shown = shownValue(value, chart.scale);
      return shown === null ? [] : [[box.x(steps[i] as number), place.y(shown)]];
    });
    const data = briefPath(simplify(points, STRAYS * coarseness));
    return `<path class="r r${line.run}${line.companion ? ' k' : ''}" d="${data}"/>`;
  });
  return [
    `<clipPath id="${name}"><rect x="${left}" y="${top}" width="${width}" height="${height}"/></clipPath>`,
    `<text class="t" font-weight="650" x="${left}" y="${top - 7}">${escaped(chart.title)}</text>`,
    ...place.marks.map(({ value, label }) => {
      const y = place.y(value).toFixed(1);
      return `<path class="g" d="M${left} ${y}H${right}"/><text class="t" text-anchor="end" x="${left - 6}" y="${(place.y(value) + 4).toFixed(1)}">${label}</text>`;
    }),
    `<g clip-path="url(#${name})">`,
    ...bounds(chart, box, place.y),
    '<g transform="scale(.1)">',
    ...curves.reverse(),
    '</g></g>',
    ...names(chart.lines, box, place.y),
  ];
}

interface Place {
  y(value: number): number;
  readonly marks: readonly { readonly value: number; readonly label: string }[];
}

function yScale(chart: Chart, ends: readonly [bottom: number, top: number]): Place {
  const shown = chart.lines.flatMap(({ values }) =>
    values.flatMap((value) => shownValue(value, chart.scale) ?? []),
  );
  const low = shown.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = shown.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const known = shown.length > 0;
  switch (chart.scale) {
    case 'log': {
      const [from, to] = logRange(chart, known ? low : null, known ? high : null);
      const at = linearScale([Math.log10(from), Math.log10(to)], ends);
      const marks = logMarks(from, to).map((value) => ({ value, label: number(value, 3) }));
      return { y: (value) => at(Math.log10(value)), marks };
    }
    case 'share': {
      const at = linearScale([0, 1], ends);
      const marks = [0, 0.5, 1].map((value) => ({ value, label: `${100 * value}%` }));
      return { y: (value) => at(value), marks };
    }
    case 'linear': {
      const [from, to] = boundedRange(chart, known ? low : null, known ? high : null);
      const at = linearScale([from, to], ends);
      const marks = labelledTicks(from, to, ends[0] - ends[1], MARKS_APART);
      return { y: (value) => at(value), marks };
    }
    default:
      return chart.scale satisfies never;
  }
}

/** Hatches what lies above each bound. */
function bounds(
  chart: Chart,
  { left, right, top }: Box,
  place: (value: number) => number,
): string[] {
  const bounded = boundsOf(chart);
  return bounded.flatMap(({ bound, line }) => {
    const y = place(bound);
    if (y <= top) return [];
    const whose = line?.run ?? '';
    const height = hatchHeight(bounded, y - top);
    return [
      `<rect fill="url(#h${whose})" x="${left}" y="${(y - height).toFixed(1)}" width="${right - left}" height="${height.toFixed(1)}"/>`,
      `<path class="b b${whose}" d="M${left} ${y.toFixed(1)}H${right}"/>`,
    ];
  });
}

function names(
  lines: readonly Line[],
  { right, top, bottom }: Box,
  place: (value: number) => number,
): string[] {
  // What a label is dressed by is its run, not its colour on one of the pages.
  const whose = lines.map((line) => ({ ...line, colour: String(line.run) }));
  return endLabels(whose, place, [top, bottom], LABEL_HEIGHT).map(
    ({ y, text, colour }) =>
      `<text class="n${colour}" font-weight="650" x="${right + 6}" y="${(y + 4).toFixed(1)}">${escaped(text)}</text>`,
  );
}

/** The x axis, beneath the last chart. */
function steps({ lastStep, axis }: Stack, x: (step: number) => number, height: number): string[] {
  const last = Math.max(1, lastStep);
  const [left, right] = [x(0), x(last)];
  const marks = labelledTicks(0, last, right - left).filter(({ value }) => Number.isInteger(value));
  return [
    ...marks.map(
      ({ value }) =>
        `<text class="t" text-anchor="middle" x="${x(value).toFixed(1)}" y="${height - 20}">${count(value)}</text>`,
    ),
    `<text class="t" text-anchor="middle" x="${((left + right) / 2).toFixed(1)}" y="${height - 5}">${axis ?? 'step'}</text>`,
  ];
}

function stylesOf({ charts }: Stack, hues: readonly Hues[], theme: Theme): string {
  const { soft, isoline } = PALETTES[theme];
  const momenta = charts[0]?.lines.map(({ momentum }) => momentum) ?? [];
  const runs = hues.map((hue, run) => {
    const dash = dashStyle(momentumDash(momenta[run] ?? 'none'), LINE);
    return `.r${run}{${dash}stroke:${hue[theme]}}.b${run}{stroke:${hue[theme]}}.n${run}{fill:${hue[theme]}}`;
  });
  const companion = `.k{stroke-width:${COMPANION * 10};opacity:.75;${dashStyle(COMPANION_DASH, 1)}}`;
  return `.t{fill:${soft}}.g{stroke:${isoline};stroke-width:.4}.b{stroke:${soft};stroke-width:1.2}.r{fill:none;stroke-width:${LINE * 10};stroke-linejoin:round}${runs.join('')}.h{stroke-width:1;opacity:.28}${companion}`;
}
