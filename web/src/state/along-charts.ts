import type { Catalogue, FilterReport } from '../generated/types';
import type { Chart, Line, Stack } from '../plot/chart';
import { type Curves, type PointValues, valuesAt } from './along';
import { costsOf } from './cost';
import { type Experiment, runPlaces } from './experiment';
import { hasFilter, type Look } from './select';
import type { RunState } from './state';
import { type ChartChoices, DIVERGING_REACH } from './training-charts';

/** More starts than this make their lines thin. */
const STRONG_UP_TO = 2;

/** What charts along the runs of a landscape are drawn from. */
export interface AlongSource {
  readonly experiment: Experiment;
  readonly catalogue: Catalogue;
  readonly filters: readonly FilterReport[];
  readonly runs: readonly RunState[];
  readonly looks: readonly Look[];
  readonly curves: Curves;
}

/** Charts along the runs of a landscape, and where the cursor stands in them. */
export class AlongCharts {
  readonly stack: Stack;
  /** What a step of each optimizer takes of the axis. */
  private readonly costs: readonly number[];
  /** Of each cost, the places on the axis of the steps that all runs share. */
  private readonly places: ReadonlyMap<number, readonly number[]>;

  constructor(
    private readonly source: AlongSource,
    axis: ChartChoices['axis'],
  ) {
    const { experiment, catalogue, runs, curves } = source;
    const { spec } = experiment;
    const spent = axis === 'gradients';
    this.costs = spent ? costsOf(spec, catalogue) : spec.optimizers.map(() => 1);
    const costs = [...new Set(this.costs)];
    const all = costs.flatMap((cost) => curves.steps.map((step) => cost * step));
    const steps = [...new Set(all)].sort((a, b) => a - b);
    const place = new Map(steps.map((x, i) => [x, i]));
    this.places = new Map(
      costs.map((cost) => [cost, curves.steps.map((step) => place.get(cost * step) as number)]),
    );
    const ends = runPlaces(spec).map(
      ({ optimizer }, run) => this.costOf(optimizer) * (runs[run]?.trail?.steps ?? 0),
    );
    this.stack = {
      steps,
      lastStep: Math.max(1, ...ends),
      ...(spent && { axis: 'gradients spent' }),
      unrolled: true,
      charts: this.charts(steps.length),
    };
  }

  /** Where the cursor stands at a step: of the selected optimizer, or the first, where gradients are counted. */
  cursor(step: number): number {
    return step * this.costOf(this.leading);
  }

  /** The step beneath a place of the x axis: `cursor` the other way round. */
  stepAt(x: number): number {
    return Math.round(x / this.costOf(this.leading));
  }

  private get leading(): number {
    return this.source.experiment.beside.select ?? 0;
  }

  private costOf(optimizer: number): number {
    return this.costs[optimizer] ?? 1;
  }

  private charts(length: number): Chart[] {
    const loss = this.lines(length, ({ f }) => f);
    const gradients = this.lines(length, ({ gradNorm }) => gradNorm);
    const top = this.lines(
      length,
      ({ high }) => high,
      (optimizer) => this.boundOf(optimizer),
    );
    const positive = loss.every(({ values }) =>
      values.every((value) => value === null || value >= 0),
    );
    return [
      {
        title: 'loss f',
        scale: positive ? 'log' : 'linear',
        weight: 1,
        lines: loss,
        limits: this.limitsOf(loss),
      },
      {
        title: '‖∇f‖',
        scale: 'log',
        weight: 1,
        lines: gradients,
        limits: this.limitsOf(gradients),
      },
      {
        title: 'largest eigenvalue λ and the bounds',
        scale: 'linear',
        weight: 1.4,
        lines: top,
        limits: this.limitsOf(top),
      },
    ];
  }

  private lines(
    length: number,
    pick: (values: PointValues) => number,
    bound: (optimizer: number) => number | null = () => null,
  ): Line[] {
    const { experiment, looks, curves } = this.source;
    const { spec, beside } = experiment;
    const drawn = runPlaces(spec).slice(0, curves.places.length);
    const starts = spec.starts?.length ?? 0;
    return drawn.flatMap(({ optimizer, start }, run): Line[] => {
      const look = looks[optimizer];
      if (!look) return [];
      const places = this.places.get(this.costOf(optimizer)) ?? [];
      const values: (number | null)[] = new Array(length).fill(null);
      curves.places[run]?.forEach((step, i) => {
        values[places[step] as number] = pick(valuesAt(curves.numbers[run] as Float64Array, i));
      });
      return [
        {
          ...look,
          name: start === 0 ? look.name : '',
          values,
          companion: false,
          thin: starts > STRONG_UP_TO,
          faded: beside.select !== null && beside.select !== optimizer,
          bound: start === 0 ? bound(optimizer) : null,
        },
      ];
    });
  }

  /** The bound on λ; that of a rule without a verdict is on something else. */
  private boundOf(optimizer: number): number | null {
    const { experiment, catalogue, filters } = this.source;
    const { rule } = experiment.spec.optimizers[optimizer] ?? { rule: '' };
    return hasFilter(catalogue, rule) ? (filters[optimizer]?.bound ?? null) : null;
  }

  /** The spread of runs that did not diverge; of all lines, if all did, as far as the bounds reach. */
  private limitsOf(lines: readonly Line[]): readonly [number, number] {
    const { runs } = this.source;
    const calm = lines.filter((_, i) => runs[i]?.record?.status !== 'diverged');
    const bounds = lines.flatMap(({ bound }) => (bound === null ? [] : [bound]));
    const values = calm.flatMap((line) => line.values.filter((value) => value !== null));
    const finite = [...values, ...bounds].filter((value) => Number.isFinite(value));
    if (finite.length === 0) return [-1, 1];
    const reach = calm.length > 0 ? 1 : DIVERGING_REACH;
    const [low, high] = finite.reduce(
      ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
      [0, 0],
    );
    return [reach * low, reach * high];
  }
}
