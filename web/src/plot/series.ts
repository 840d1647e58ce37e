import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { count, number } from '../words/numbers';
import { FONT, keepRedrawing } from './canvas';
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
  stepMarks,
  TITLE,
  X_AXIS,
} from './chart-layout';
import { momentumDash, PALETTES, type Theme } from './colour';

/** What a hand does on the charts. */
export interface Hands {
  /** The cursor stands at the step shown (`point`), and is asked to go to another. */
  readonly scrubbed: (step: number) => void;
}

/** The cursor's dots. */
const DOT = 6;

/** uPlot's word for a plot that is laid out. */
const READY = 1;

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
    for (const plot of this.plots) this.putCursor(plot);
  }

  /** A plot that is not laid out yet has no places; it asks again when it is. */
  private putCursor(plot: uPlot): void {
    if (this.pointed === null || plot.status !== READY) return;
    plot.setCursor({ left: plot.valToPos(this.pointed, 'x'), top: 0 }, false);
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
    for (const plot of this.plots)
      keepRedrawing(plot.ctx.canvas, {
        // Within a batch it draws at once, not later.
        draw: () => plot.batch(() => plot.redraw()),
        own: true,
      });
  }

  private sizes(): { width: number; heights: number[] } {
    const width = Math.max(200, this.root.clientWidth);
    const heights = heightsOf(this.stack, this.root.clientHeight);
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
        points: {
          // Faint lines of small charts are there to be compared with, not to be read.
          size: (_, series) =>
            this.stack.compact && this.stack.charts[i]?.lines[series - 1]?.faded ? 0 : DOT,
        },
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
        ready: [(plot) => this.putCursor(plot)],
        drawClear: [(plot) => hatchBounds(plot, this.stack.charts[i] as Chart, palette.soft)],
        draw: [(plot) => annotate(plot, this.stack.charts[i] as Chart, palette.soft)],
      },
    };
  }
}

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
  return [
    [...steps],
    ...lines.map(({ values }) => values.map((value) => shownValue(value, scale))),
  ];
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

/** Hatches what lies above each bound. */
function hatchBounds(plot: uPlot, chart: Chart, ink: string): void {
  const bounded = boundsOf(chart);
  const { ctx } = plot;
  const { left, top, width } = plot.bbox;
  for (const { bound, line } of bounded) {
    const y = Math.round(plot.valToPos(bound, 'y', true));
    if (y <= top) continue;
    const height = hatchHeight(bounded, y - top, uPlot.pxRatio);
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, y - height, width, height);
    ctx.clip();
    // The chart before this one may have left its own.
    ctx.setLineDash([]);
    ctx.lineCap = 'butt';
    ctx.strokeStyle = line?.colour ?? ink;
    ctx.globalAlpha = 0.28;
    ctx.lineWidth = uPlot.pxRatio;
    const step = HATCH * uPlot.pxRatio;
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
  const place = (value: number): number => plot.valToPos(value, 'y', true);
  for (const { y, text, colour } of endLabels(
    lines,
    place,
    [top, top + height],
    LABEL_HEIGHT * ratio,
  )) {
    ctx.fillStyle = colour;
    ctx.fillText(text, left + width + 6 * ratio, y);
  }
  ctx.restore();
}
