import type { Catalogue, FilterReport, HistoryRow, Spec } from '../generated/types';
import type { Chart, Line, Stack } from '../plot/chart';
import { boundsOf } from '../plot/chart-layout';
import { number } from '../words/numbers';
import { costsOf } from './cost';
import type { Look } from './select';
import type { TrainedRun } from './state';

/** How a person wants the charts of a training. */
export interface ChartChoices {
  /** What lies on the x axis. */
  readonly axis: 'steps' | 'gradients';
  /** The first steps wide apart. */
  readonly logAxis: boolean;
  readonly logEigenvalues: boolean;
}

export const PLAIN_CHARTS: ChartChoices = { axis: 'steps', logAxis: false, logEigenvalues: false };

/** A run as charts show it. */
export type ChartedRun = Omit<TrainedRun, 'step' | 'through'>;

/** What charts of a training are drawn from. */
export interface ChartSource {
  readonly spec: Spec;
  readonly catalogue: Catalogue;
  readonly filters: readonly FilterReport[];
  readonly runs: readonly ChartedRun[];
  readonly looks: readonly Look[];
  readonly select: number | null;
}

/** Points of all runs together: more than a chart has pixels would only cost time. */
const MOST_POINTS = 6000;
/** Points of one run. */
const MOST_OF_ONE = 1500;
/** Of the height of a run’s own charts, for the eigenvalue beside the loss. */
const OF_ONE = 2;
/** Where nothing settles, the axis reaches so many bounds high. */
export const DIVERGING_REACH = 3;

/** Whether an optimizer's bound is one of P⁻¹H's eigenvalues. */
export const isPreconditioned = (spec: Spec, catalogue: Catalogue, optimizer: number): boolean =>
  catalogue.rules.find(({ name }) => name === spec.optimizers[optimizer]?.rule)?.preconditioned ??
  false;

/** The latest row of a history at a step or before it; of all, where the step is null. */
export function rowAt(history: readonly HistoryRow[], step: number | null): HistoryRow | undefined {
  return step === null ? history.at(-1) : history.findLast((row) => row.step <= step);
}

/** Charts of a training, and where the cursor stands in them. */
export class TrainingCharts {
  readonly stack: Stack;
  private readonly costs: readonly number[];
  private readonly histories: readonly (readonly HistoryRow[])[];
  private readonly place: ReadonlyMap<number, number>;

  constructor(
    private readonly source: ChartSource,
    private readonly choices: ChartChoices,
  ) {
    const { spec, catalogue, runs, looks } = source;
    const most = Math.min(MOST_OF_ONE, Math.ceil(MOST_POINTS / Math.max(1, looks.length)));
    this.costs = choices.axis === 'gradients' ? costsOf(spec, catalogue) : looks.map(() => 1);
    this.histories = looks.map((_, run) => thinned(runs[run]?.history ?? [], most));
    const all = this.histories.flatMap((rows, run) => rows.map((row) => this.x(row.step, run)));
    const steps = [...new Set(all)].sort((a, b) => a - b);
    this.place = new Map(steps.map((step, i) => [step, i]));
    this.stack = {
      steps,
      lastStep: spec.stop.steps * Math.max(1, ...this.costs),
      ...(choices.axis === 'gradients' && { axis: 'gradients spent' }),
      unrolled: choices.logAxis,
      charts: this.charts(steps.length),
    };
  }

  /**
   * One run alone: what its bound is on, and its loss, before those of all others as faint lines, so that
   * charts of several runs beside one another have the same axes.
   */
  of(run: number): Stack {
    const { spec, catalogue } = this.source;
    const preconditioned = isPreconditioned(spec, catalogue, run);
    const kinds = [preconditioned ? 'preconditioned' : 'eigenvalues', 'loss'];
    const symbol = preconditioned ? 'μ' : 'λ';
    const bound = this.source.filters[run]?.bound ?? null;
    const under = bound === null ? '' : ` and its bound, ${number(bound, 3)}`;
    const isOwn = (line: Line): boolean => line.run === run;
    const charts = this.stack.charts
      .filter(({ kind }) => kind !== undefined && kinds.includes(kind))
      .map((chart): Chart => {
        const others = chart.lines
          .filter((line) => !isOwn(line) && !line.companion)
          .map((line) => ({ ...line, name: '', bound: null, thin: true, faded: true }));
        const lines = chart.lines
          .filter(isOwn)
          .map((line) => ({ ...line, name: '', thin: false, faded: false }));
        // The last ones lie on top.
        const own = { ...chart, lines: [...others, ...lines] };
        return chart.kind === 'loss'
          ? own
          : { ...own, title: `${symbol} max${under}`, weight: OF_ONE };
      });
    return { ...this.stack, compact: true, charts };
  }

  /** Where the cursor stands at a step; where gradients are counted, of the selected run, or the first. */
  cursor(step: number, run = this.source.select ?? 0): number {
    return this.x(step, run);
  }

  /** The step beneath a place of the x axis: `cursor` the other way round. */
  stepAt(x: number, run = this.source.select ?? 0): number {
    return Math.round(x / (this.costs[run] ?? 1));
  }

  /** For each run, the index of its last point at a step or before it. */
  placesAt(step: number): number[] {
    return this.histories.map((rows, run) => {
      const row = rowAt(rows, step);
      return row ? (this.place.get(this.x(row.step, run)) ?? 0) : 0;
    });
  }

  private x(step: number, run: number): number {
    return step * (this.costs[run] ?? 1);
  }

  private charts(points: number): Chart[] {
    const { spec, catalogue, filters } = this.source;
    const adaptive = (run: number): boolean => isPreconditioned(spec, catalogue, run);
    const bound = (run: number): number | null => filters[run]?.bound ?? null;
    const lines = (pick: Pick, bounds: (run: number) => number | null = () => null): Line[] =>
      this.lines(points, pick, false, bounds);
    const known = (found: readonly Line[]): boolean =>
      found.some(({ values }) => values.some((value) => value !== null));
    const eigenvalues = this.choices.logEigenvalues ? 'log' : 'linear';
    const top = lines(
      (row) => row.lambda_max,
      (run) => (adaptive(run) ? null : bound(run)),
    );
    const preconditioned = lines((row) => row.preconditioned_lambda_max, bound).filter((line) =>
      adaptive(line.run as number),
    );
    const ratio = lines((row) => row.ratio).filter((line) => known([line]));
    const test = (pick: Pick): Line[] =>
      this.lines(points, pick, true).filter((line) => known([line]));
    const charts: Chart[] = [
      this.limited({
        title: 'largest eigenvalue λ and the bounds',
        kind: 'eigenvalues',
        scale: eigenvalues,
        weight: 2.2,
        lines: top,
      }),
    ];
    if (preconditioned.length > 0)
      charts.push(
        this.limited({
          title: 'preconditioned: μ of P⁻¹H and its bound',
          kind: 'preconditioned',
          scale: eigenvalues,
          weight: 1.2,
          lines: preconditioned,
        }),
      );
    if (ratio.length > 0)
      charts.push(
        this.limited({
          title: 'αp(λ)/c: at 1 the curve is at its bound',
          scale: 'linear',
          weight: 1.1,
          ceiling: 1,
          lines: ratio,
        }),
      );
    const loss = lines((row) => row.loss);
    const testLoss = test((row) => row.test_loss);
    charts.push(
      this.limited({
        title: withTest('loss', testLoss),
        kind: 'loss',
        scale: 'log',
        weight: 1.2,
        lines: [...loss, ...testLoss],
      }),
    );
    const accuracy = lines((row) => row.train_accuracy);
    const testAccuracy = test((row) => row.test_accuracy);
    if (known(accuracy))
      charts.push({
        title: withTest('accuracy', testAccuracy),
        scale: 'share',
        weight: 1,
        lines: [...accuracy, ...testAccuracy],
      });
    return charts;
  }

  private lines(
    points: number,
    pick: Pick,
    companion: boolean,
    bound: (run: number) => number | null = () => null,
  ): Line[] {
    const { looks, select } = this.source;
    return looks.map((look, run): Line => {
      const values: (number | null)[] = new Array(points).fill(null);
      for (const row of this.histories[run] ?? [])
        values[this.place.get(this.x(row.step, run)) as number] = pick(row);
      const faded = select !== null && select !== run;
      return { ...look, run, values, companion, faded, bound: bound(run) };
    });
  }

  /** What diverges leaves the picture instead of flattening all others. */
  private limited(chart: Chart): Chart {
    const { runs } = this.source;
    const diverged = ({ run }: Line): boolean => runs[run as number]?.record?.status === 'diverged';
    if (!chart.lines.some(diverged)) return chart;
    const calm = chart.lines.filter((line) => !diverged(line));
    const bounds = boundsOf(chart).map(({ bound }) => bound);
    const reach = calm.length > 0 ? 1 : DIVERGING_REACH;
    const finite = [...calm.flatMap(({ values }) => values), ...bounds].filter(
      (value): value is number => value !== null && (chart.scale !== 'log' || value > 0),
    );
    if (finite.length === 0) return chart;
    const [low, high] = finite.reduce(
      ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    );
    return { ...chart, limits: [low, reach * high] };
  }
}

const withTest = (title: string, test: readonly Line[]): string =>
  test.length > 0 ? `${title}, dotted: on test rows` : title;

type Pick = (row: HistoryRow) => number | null;

/** Every so many rows, and the last one. */
export function thinned(history: readonly HistoryRow[], most: number): readonly HistoryRow[] {
  const every = Math.ceil(history.length / most);
  if (every <= 1) return history;
  return history.filter((_, i) => i % every === 0 || i === history.length - 1);
}
