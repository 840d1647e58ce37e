import { number } from '../words/numbers';
import type { Chart, Line, Stack } from './chart';

// Where things lie in charts that share an x axis, whatever draws them.

/** Room for the numbers of the y axes. */
export const LEFT = 52;
/** Room for the lines' names, as wide as they need but never more than a part of the whole. */
const RIGHT = 92;
const RIGHT_SHARE = 0.32;
const LETTER = 6.9;
export const X_AXIS = 34;
/** Room above a chart for its title. */
export const TITLE = 20;
export const LABEL_HEIGHT = 14;
/** Height of a chart for each of its weight, at least. */
const LEAST_HEIGHT = 84;

/** Heights of the charts from the top down, the last one with the x axis, in room for all of them. */
export function heightsOf({ charts }: Stack, room: number): number[] {
  const total = charts.reduce((sum, { weight }) => sum + weight, 0);
  const height = Math.max(LEAST_HEIGHT * total, room) - X_AXIS;
  return charts.map(({ weight }, i) =>
    Math.floor((height * weight) / total + (i === charts.length - 1 ? X_AXIS : 0)),
  );
}

/** Room at the right of small charts: for the last number of the x axis. */
const RIGHT_COMPACT = 14;

/** Room at the right of charts of this width. */
export function rightOf({ charts, compact }: Stack, width: number): number {
  if (compact) return RIGHT_COMPACT;
  const texts = charts.flatMap(({ lines }) => lines.map((line) => labelOf(line, true)));
  const longest = Math.max(0, ...texts.map((text) => text.length));
  return Math.max(RIGHT, Math.min(RIGHT_SHARE * width, LETTER * longest + 10));
}

/** What stands at a line's end: its name, and its bound where that has one; ↑ where it is beyond the chart. */
export const labelOf = ({ name, bound }: Line, inside: boolean): string =>
  bound === null ? name : `${name} ${inside ? '' : '↑ '}${number(bound, 3)}`;

/** A value that can be shown; null where there is none. */
export const shownValue = (value: number | null, scale: Chart['scale']): number | null =>
  value === null || !Number.isFinite(value) || (scale === 'log' && value <= 0) ? null : value;

const MARKS = 5;

/** Powers of ten, thinned to a few; within one or two decades 1, 2 and 5 of each. */
export function logMarks(low: number, high: number): number[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.floor(Math.log10(high))];
  const every = Math.max(1, Math.ceil((last - first) / MARKS));
  const digits = last - first <= 1 ? [1, 2, 5] : [1];
  const found: number[] = [];
  for (let decade = first; decade <= last; decade += every)
    for (const digit of digits) found.push(Number(`${digit}e${decade}`));
  return found.filter((mark) => mark >= low && mark <= high);
}

/** 0, 1, 3, 10, 30, …: steps as far apart as the scrubber has them. */
export function stepMarks(last: number): number[] {
  const found = [0];
  for (let decade = 1; decade <= last; decade *= 10)
    for (const mark of [decade, 3 * decade]) if (mark <= last) found.push(mark);
  return found;
}

const EVERYTHING = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;

/** A little beyond the curves, and those bounds that lie near them; a decade where there are none yet. */
export function logRange(chart: Chart, low: number | null, high: number | null): [number, number] {
  const known =
    low !== null && high !== null && low > 0 && Number.isFinite(low) && Number.isFinite(high);
  if (!known) return [0.1, 1];
  const [least, most] = chart.limits ?? EVERYTHING;
  const bottom = Math.max(low, Math.min(least, high));
  const top = Math.max(Math.min(high, most), ...nearBounds(chart, Math.min(high, most)));
  return [bottom / 1.2, Math.max(bottom * 2, top * 1.3)];
}

/** From zero (or below) to a little above the curves and those bounds that lie near them. */
export function boundedRange(
  chart: Chart,
  low: number | null,
  high: number | null,
): [number, number] {
  const [least, most] = chart.limits ?? EVERYTHING;
  const top = Math.min(most, high ?? 0);
  const ceiling = Math.max(top, ...nearBounds(chart, top), 1e-12);
  return [Math.min(0, Math.max(least, low ?? 0)), ceiling * 1.12];
}

/** The bounds that are not far above curves which reach `top`. */
function nearBounds(chart: Chart, top: number): number[] {
  const bounds = boundsOf(chart).map(({ bound }) => bound);
  return bounds.filter((bound) => bound <= 2.5 * Math.max(top, Math.min(...bounds)));
}

/** Pixels between two lines of the hatch above a bound. */
export const HATCH = 6;
/** Height of that hatch where several bounds have one. */
const FRINGE = 12;

/** The bounds that a chart's lines have, in their order, and one that is nobody's: all curves'. */
export function boundsOf({ lines, ceiling }: Chart): { bound: number; line: Line | null }[] {
  const bounds: { bound: number; line: Line | null }[] = lines.flatMap((line) =>
    line.bound === null ? [] : [{ bound: line.bound, line }],
  );
  return ceiling === undefined ? bounds : [...bounds, { bound: ceiling, line: null }];
}

/** How high is hatched above a bound: all of it for a single one, else a fringe, so that hues stay apart. */
export const hatchHeight = (bounds: readonly unknown[], room: number, pixel = 1): number =>
  bounds.length === 1 ? room : Math.min(room, FRINGE * pixel);

/** A line's name, to stand beside its end. */
export interface EndLabel {
  readonly y: number;
  readonly text: string;
  readonly colour: string;
}

/** Where the lines' names stand, in the order of their lines' ends (or bounds), moved apart where they meet. */
export function endLabels(
  lines: readonly Line[],
  place: (value: number) => number,
  [top, bottom]: readonly [number, number],
  gap: number,
): EndLabel[] {
  const labels = lines
    .filter(({ name, companion }) => name !== '' && !companion)
    .flatMap((line): EndLabel[] => {
      const { colour, values, bound } = line;
      const last = [...values].reverse().find((value) => value !== null) ?? null;
      const at = bound ?? last;
      if (at === null) return [];
      const y = place(at);
      if (!Number.isFinite(y)) return [];
      const text = labelOf(line, y >= top);
      return [{ y: Math.min(bottom, Math.max(top, y)), text, colour }];
    })
    .sort((a, b) => a.y - b.y);
  return spread(labels, bottom, gap);
}

/** Moves labels apart, from the top down, and all of them up if they would leave the chart below. */
function spread(labels: readonly EndLabel[], floor: number, gap: number): EndLabel[] {
  let free = Number.NEGATIVE_INFINITY;
  const placed = labels.map((label) => {
    const y = Math.max(label.y, free);
    free = y + gap;
    return { ...label, y };
  });
  let ceiling = floor;
  for (const label of placed.reverse()) {
    label.y = Math.min(label.y, ceiling);
    ceiling = label.y - gap;
  }
  return placed;
}
