import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { count, number } from '../words/numbers';
import { FONT, keepRedrawing } from './canvas';
import { momentumDash, PALETTES, type Theme } from './colour';

/** One line of a chart: values at the shared steps, null where there is none. */
export interface Line {
  /** Stands at its end; empty for none. */
  readonly name: string;
  readonly colour: string;
  readonly momentum: string;
  readonly values: readonly (number | null)[];
  /** A companion of another line (test beside train): thin, and without a name at its end. */
  readonly companion: boolean;
  /** One of many of its kind. */
  readonly thin?: boolean;
  /** Another one is selected. */
  readonly faded?: boolean;
  /** Where the curve may go at most, drawn as a thin line with everything above it hatched. */
  readonly bound: number | null;
  /** The run it belongs to, for cursors that stand elsewhere on each run. */
  readonly run?: number;
}

export interface Chart {
  readonly title: string;
  readonly scale: 'linear' | 'log' | 'share';
  /** Part of the common height. */
  readonly weight: number;
  /** Values beyond these leave the picture: what diverges must not flatten all others. */
  readonly limits?: readonly [number, number];
  /** Where all curves may go at most. */
  readonly ceiling?: number;
  readonly lines: readonly Line[];
}

export interface Stack {
  /** Ascending; what they count is `axis`. */
  readonly steps: readonly number[];
  readonly lastStep: number;
  /** What lies on the x axis, if not steps. */
  readonly axis?: string;
  /** Steps lie as on the scrubber, the first ones wide apart, instead of evenly. */
  readonly unrolled?: boolean;
  readonly charts: readonly Chart[];
}

const LEFT = 52;
/** Room for the lines' names, as wide as they need but never more than a part of the whole. */
const RIGHT = 92;
const RIGHT_SHARE = 0.32;
const LETTER = 6.9;
const X_AXIS = 34;
/** Room above a chart for its title. */
const TITLE = 20;

/** What a hand does on the charts. */
export interface Hands {
  /** The cursor stands at the step shown (`point`), and is asked to go to another. */
  readonly scrubbed: (step: number) => void;
}

/** Charts stacked on one x axis, with one cursor through all. */
export class ChartStack {
  private plots: uPlot[] = [];
  private stack: Stack;
  private shape: string;
  private readonly resizing = new ResizeObserver(() => this.resize());
  private pointed: number | null = null;
  private places: readonly number[] = [];

  constructor(
    private readonly root: HTMLElement,
    stack: Stack,
    private theme: Theme,
    private readonly hands: Hands,
  ) {
    this.stack = stack;
    this.shape = shapeOf(stack, theme);
    this.build();
    this.resizing.observe(root);
  }

  /** New values; the charts are built anew only if their lines or colours are others. */
  update(stack: Stack, theme: Theme): void {
    this.stack = stack;
    this.theme = theme;
    const shape = shapeOf(stack, theme);
    if (shape !== this.shape) {
      this.shape = shape;
      this.build();
      return;
    }
    this.plots.forEach((plot, i) => {
      plot.setData(dataOf(stack, i));
    });
  }

  /** Puts the cursor to a step; its dots stand at these indices of each run's, if they are given. */
  point(step: number, places: readonly number[] = []): void {
    this.pointed = step;
    this.places = places;
    for (const plot of this.plots)
      plot.setCursor({ left: plot.valToPos(step, 'x'), top: 0 }, false);
  }

  private resize(): void {
    const { width, heights } = this.sizes();
    this.plots.forEach((plot, i) => {
      plot.setSize({ width, height: heights[i] as number });
    });
  }

  destroy(): void {
    this.resizing.disconnect();
    this.clear();
  }

  private clear(): void {
    for (const plot of this.plots) plot.destroy();
    this.plots = [];
  }

  private build(): void {
    this.clear();
    const { width, heights } = this.sizes();
    this.plots = this.stack.charts.map(
      (_, i) =>
        new uPlot(this.options(i, width, heights[i] as number), dataOf(this.stack, i), this.root),
    );
    for (const plot of this.plots) scrubBy(plot, this.hands.scrubbed);
    if (this.pointed !== null) this.point(this.pointed, this.places);
    for (const plot of this.plots)
      keepRedrawing(plot.ctx.canvas, {
        // Within a batch it draws at once, not later.
        draw: () => plot.batch(() => plot.redraw()),
        own: true,
      });
  }

  private sizes(): { width: number; heights: number[] } {
    const width = Math.max(200, this.root.clientWidth);
    const total = this.stack.charts.reduce((sum, { weight }) => sum + weight, 0);
    const height = Math.max(84 * total, this.root.clientHeight) - X_AXIS;
    const last = this.stack.charts.length - 1;
    const heights = this.stack.charts.map(({ weight }, i) =>
      Math.floor((height * weight) / total + (i === last ? X_AXIS : 0)),
    );
    return { width, heights };
  }

  private options(i: number, width: number, height: number): uPlot.Options {
    const chart = this.stack.charts[i] as Chart;
    const bottom = i === this.stack.charts.length - 1;
    const palette = PALETTES[this.theme];
    const grid = { stroke: palette.isoline, width: 0.4 };
    const ticks = { show: false };
    return {
      width,
      height,
      padding: [TITLE, rightOf(this.stack, width), bottom ? 0 : 6, 0],
      legend: { show: false },
      cursor: {
        y: false,
        drag: { x: false, y: false },
        points: { size: 6 },
        bind: UNBOUND,
        dataIdx: (_, series, hovered) => {
          const run = this.stack.charts[i]?.lines[series - 1]?.run;
          return (run === undefined ? undefined : this.places[run]) ?? hovered;
        },
      },
      scales: {
        x: {
          time: false,
          range: () => [0, Math.max(1, this.stack.lastStep)],
          ...(this.stack.unrolled && { distr: 100, fwd: Math.log1p, bwd: Math.expm1 }),
        },
        y: yScale(chart.scale, () => this.stack.charts[i] as Chart),
      },
      axes: [
        {
          show: bottom,
          stroke: palette.soft,
          font: `11px ${FONT}`,
          grid,
          ticks,
          size: X_AXIS - 14,
          values: (_, splits) => splits.map((step) => count(step)),
          ...(this.stack.unrolled && {
            splits: (_, __, ___, last) => stepMarks(last),
            filter: (_, splits) => splits,
          }),
          gap: 4,
          label: this.stack.axis ?? 'step',
          labelFont: `11px ${FONT}`,
          labelSize: 14,
          labelGap: 0,
        },
        {
          stroke: palette.soft,
          font: `11px ${FONT}`,
          grid,
          ticks,
          size: LEFT,
          gap: 6,
          space: 28,
          ...marks(chart.scale),
        },
      ],
      series: [{}, ...chart.lines.map((line) => seriesOf(line))],
      hooks: {
        drawClear: [(plot) => hatchBounds(plot, this.stack.charts[i] as Chart, palette.soft)],
        draw: [(plot) => annotate(plot, this.stack.charts[i] as Chart, palette.soft)],
      },
    };
  }
}

function rightOf({ charts }: Stack, width: number): number {
  const texts = charts.flatMap(({ lines }) => lines.map((line) => labelOf(line, true)));
  const longest = Math.max(0, ...texts.map((text) => text.length));
  return Math.max(RIGHT, Math.min(RIGHT_SHARE * width, LETTER * longest + 10));
}

/** What stands at a line's end: its name, and its bound where that has one; ↑ where it is beyond the chart. */
const labelOf = ({ name, bound }: Line, inside: boolean): string =>
  bound === null ? name : `${name} ${inside ? '' : '↑ '}${number(bound, 3)}`;

/** What forces new charts: their titles, lines and colours, not their values. */
const shapeOf = ({ charts, axis, unrolled }: Stack, theme: Theme): string =>
  JSON.stringify([
    theme,
    axis,
    unrolled,
    charts.map(({ title, scale, lines }) => [
      title,
      scale,
      lines.map((line) => [
        line.name,
        line.colour,
        line.momentum,
        line.companion,
        line.thin,
        line.faded,
      ]),
    ]),
  ]);

function dataOf({ steps, charts }: Stack, i: number): uPlot.AlignedData {
  const { lines, scale } = charts[i] as Chart;
  const settle = (value: number | null): number | null =>
    value === null || !Number.isFinite(value) || (scale === 'log' && value <= 0) ? null : value;
  return [[...steps], ...lines.map(({ values }) => values.map(settle))];
}

/** The pointer is not the cursor. */
const UNBOUND: uPlot.Cursor.Bind = { mousemove: () => null, mouseleave: () => null };

/** Pressing and dragging in a chart asks for the steps beneath the pointer. */
function scrubBy(plot: uPlot, scrubbed: (step: number) => void): void {
  const { over } = plot;
  const ask = (event: PointerEvent): void => {
    const x = event.clientX - over.getBoundingClientRect().left;
    scrubbed(Math.round(Math.max(0, plot.posToVal(x, 'x'))));
  };
  over.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    over.setPointerCapture(event.pointerId);
    ask(event);
  });
  over.addEventListener('pointermove', (event) => {
    if (over.hasPointerCapture(event.pointerId)) ask(event);
  });
}

function seriesOf({
  colour,
  momentum,
  companion,
  thin = false,
  faded = false,
}: Line): uPlot.Series {
  const width = companion ? 1 : thin ? 1.2 : 1.8;
  return {
    stroke: colour,
    width,
    // Dots are dashes without a length.
    cap: 'round',
    dash: companion ? [2, 3] : momentumDash(momentum).map((unit) => unit * width),
    alpha: faded ? 0.25 : companion ? 0.75 : 1,
    spanGaps: true,
    points: { show: false },
  };
}

function yScale(scale: Chart['scale'], chart: () => Chart): uPlot.Scale {
  if (scale === 'log')
    return { distr: 3, log: 10, range: (_, low, high) => logRange(chart(), low, high) };
  if (scale === 'share') return { range: () => [0, 1] };
  return { range: (_, low, high) => boundedRange(chart(), low, high) };
}

/** Where the y axis is marked, and how. */
function marks(scale: Chart['scale']): Partial<uPlot.Axis> {
  if (scale === 'share')
    return { values: (_, splits) => splits.map((share) => `${Math.round(share * 100)}%`) };
  const values = (_: uPlot, splits: number[]): string[] => splits.map((split) => number(split, 3));
  if (scale === 'linear') return { values };
  return {
    values,
    splits: (_, __, low, high) => logMarks(low, high),
    filter: (_, splits) => splits,
  };
}

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
function boundedRange(chart: Chart, low: number | null, high: number | null): [number, number] {
  const [least, most] = chart.limits ?? EVERYTHING;
  const top = Math.min(most, high ?? 0);
  const ceiling = Math.max(top, ...nearBounds(chart, top), 1e-12);
  return [Math.min(0, Math.max(least, low ?? 0)), ceiling * 1.12];
}

/** The bounds that are not far above curves which reach `top`. */
function nearBounds({ lines, ceiling }: Chart, top: number): number[] {
  const bounds = lines.flatMap(({ bound }) => (bound === null ? [] : [bound]));
  if (ceiling !== undefined) bounds.push(ceiling);
  return bounds.filter((bound) => bound <= 2.5 * Math.max(top, Math.min(...bounds)));
}

/** Hatches what lies above each bound: all of it for a single one, else a fringe, so that hues stay apart. */
function hatchBounds(plot: uPlot, { lines, ceiling }: Chart, ink: string): void {
  const bounded: { readonly bound: number | null; readonly colour: string }[] = lines.filter(
    ({ bound }) => bound !== null,
  );
  if (ceiling !== undefined) bounded.push({ bound: ceiling, colour: ink });
  const { ctx } = plot;
  const { left, top, width } = plot.bbox;
  for (const { bound, colour } of bounded) {
    const y = Math.round(plot.valToPos(bound as number, 'y', true));
    if (y <= top) continue;
    const height = bounded.length === 1 ? y - top : Math.min(y - top, 12 * uPlot.pxRatio);
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, y - height, width, height);
    ctx.clip();
    // The chart before this one may have left its own.
    ctx.setLineDash([]);
    ctx.lineCap = 'butt';
    ctx.strokeStyle = colour;
    ctx.globalAlpha = 0.28;
    ctx.lineWidth = uPlot.pxRatio;
    const step = 6 * uPlot.pxRatio;
    ctx.beginPath();
    for (let x = left - height; x < left + width; x += step) {
      ctx.moveTo(x, y);
      ctx.lineTo(x + height, y - height);
    }
    ctx.stroke();
    ctx.globalAlpha = 1;
    ctx.lineWidth = 1.2 * uPlot.pxRatio;
    ctx.beginPath();
    ctx.moveTo(left, y);
    ctx.lineTo(left + width, y);
    ctx.stroke();
    ctx.restore();
  }
}

const LABEL_HEIGHT = 14;

/** The chart's title, and each line's name beside its end (or its bound), moved apart where they meet. */
function annotate(plot: uPlot, { title, lines }: Chart, ink: string): void {
  const { ctx } = plot;
  const { left, top, width, height } = plot.bbox;
  const ratio = uPlot.pxRatio;
  ctx.save();
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  ctx.font = `650 ${11 * ratio}px ${FONT}`;
  ctx.fillStyle = ink;
  ctx.fillText(title, left, top - 10 * ratio);
  const labels = lines
    .filter(({ name, companion }) => name !== '' && !companion)
    .flatMap((line) => {
      const { colour, values, bound } = line;
      const last = [...values].reverse().find((value) => value !== null) ?? null;
      const at = bound ?? last;
      if (at === null) return [];
      const y = plot.valToPos(at, 'y', true);
      if (!Number.isFinite(y)) return [];
      const text = labelOf(line, y >= top);
      return [{ y: Math.min(top + height, Math.max(top, y)), text, colour }];
    })
    .sort((a, b) => a.y - b.y);
  for (const { place, text, colour } of spread(labels, top + height, LABEL_HEIGHT * ratio)) {
    ctx.fillStyle = colour;
    ctx.fillText(text, left + width + 6 * ratio, place);
  }
  ctx.restore();
}

/** Moves labels apart, from the top down, and all of them up if they would leave the chart below. */
function spread<T extends { readonly y: number }>(
  labels: readonly T[],
  floor: number,
  gap: number,
): (T & { place: number })[] {
  let free = Number.NEGATIVE_INFINITY;
  const placed = labels.map((label) => {
    const place = Math.max(label.y, free);
    free = place + gap;
    return { ...label, place };
  });
  let ceiling = floor;
  for (const label of placed.reverse()) {
    label.place = Math.min(label.place, ceiling);
    ceiling = label.place - gap;
  }
  return placed;
}
