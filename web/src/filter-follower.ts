import { type EngineClient, RefusedError } from './engine/client';
import type { RunningOrder } from './engine/protocol';
import type { Beside } from './generated/types';
import { pointAt } from './plot/trail';
import { isNetwork } from './state/experiment';
import {
  curvesKey,
  type FilterState,
  hasEnded,
  rangeShown,
  roundedStep,
  runningOrders,
} from './state/filter';
import { fieldName } from './state/patch';
import { shownStep } from './state/select';
import type { State } from './state/state';
import type { Store } from './state/store';
import type { Wish } from './state/wish';

type Edit = Extract<Wish, { kind: 'edit' }>;
type FilterWish = Extract<
  Wish,
  { kind: 'show-filter' | 'hold-range' | 'type-range' | 'move-bound' }
>;

type Move = Extract<Wish, { kind: 'move-bound' }>;
type Question = 'curves' | 'standing' | 'running';

/**
 * Asks the engine for what the picture of the filters needs: curves over the range shown, curvature
 * where runs are, running filters; and for the step size that a dragged bound asks for. Loaded when the
 * filters are first looked at.
 */
export class FilterFollower {
  private readonly asked = new Map<Question, string>();
  private readonly underWay = new Set<Question>();
  private aim: Move | null = null;
  private moving = false;

  constructor(
    private readonly desk: EngineClient,
    private readonly store: Store,
    private readonly edit: (wish: Edit) => Promise<void>,
    private readonly report: (thrown: unknown) => void,
  ) {
    store.subscribe((state) => this.react(state));
    this.react(store.state);
  }

  /** The engine was replaced: what it was asked for is asked again. */
  forget(): void {
    this.asked.clear();
    this.react(this.store.state);
  }

  fulfil(wish: FilterWish): void {
    switch (wish.kind) {
      case 'show-filter':
        break;
      case 'hold-range':
        this.tell({ heldRange: wish.range });
        break;
      case 'type-range':
        void this.typeRange(wish);
        break;
      case 'move-bound':
        this.aim = wish;
        if (!this.moving) void this.moveBound();
        break;
      default:
        wish satisfies never;
    }
  }

  private tell(filter: Partial<FilterState>): void {
    this.store.dispatch({ kind: 'filter-moved', filter });
  }

  private react(state: State): void {
    this.askCurves(state);
    this.askStanding(state);
    this.askRunning(state);
  }

  /**
   * One question of a kind at a time, so that every answer is seen while something is dragged; then the
   * next, about how things stand by then.
   */
  private ask(question: Question, key: string, answer: () => Promise<Partial<FilterState>>): void {
    if (this.underWay.has(question) || this.asked.get(question) === key) return;
    this.asked.set(question, key);
    this.underWay.add(question);
    void answer()
      .then((filter) => this.tell(filter), this.report)
      .finally(() => {
        this.underWay.delete(question);
        this.react(this.store.state);
      });
  }

  private askCurves(state: State): void {
    const range = rangeShown(state);
    if (!state.experiment || !range) return;
    const { spec } = state.experiment;
    this.ask('curves', curvesKey(spec, range), () =>
      this.desk.ask({ kind: 'curves', spec, range }),
    );
  }

  /** Curvature at the points that runs pass; where they end, their records have it. */
  private askStanding(state: State): void {
    const { experiment, runs } = state;
    if (!experiment || isNetwork(experiment.spec)) return;
    const { spec } = experiment;
    const step = Math.floor(shownStep(state));
    if (runs.every((run) => hasEnded(run, step))) return;
    const points = runs.flatMap(
      ({ trail }) => (trail && pointAt(trail, step)) ?? [Number.NaN, Number.NaN],
    );
    const keys = runs.map(({ key }) => key);
    this.ask('standing', JSON.stringify([keys, points]), async () => {
      const order = [Float64Array.from(points)];
      const { numbers } = await this.desk.ask({ kind: 'along', spec, points: order });
      return { standing: { keys, numbers: numbers[0] as Float64Array } };
    });
  }

  /** The filters of runs that have no fixed one. */
  private askRunning(state: State): void {
    const { experiment, filter } = state;
    if (!experiment || !filter.curves) return;
    const { spec } = experiment;
    const { range, lambdas } = filter.curves;
    const runs = runningOrders(state);
    if (runs.length === 0 && filter.running.length === 0) return;
    this.ask('running', JSON.stringify([spec.optimizers, range, runs]), async () => {
      const { filters } = await this.desk.ask({ kind: 'running', spec, lambdas, runs });
      const running = filters.flatMap((one, i) =>
        one ? [{ ...(runs[i] as RunningOrder), lambdas, filter: one }] : [],
      );
      return { running };
    });
  }

  /** The engine finds the step size that puts the bound there, and the spec gets it as if typed. */
  private async moveBound(): Promise<void> {
    this.moving = true;
    try {
      for (let aim = this.aim; aim; aim = this.aim) {
        this.aim = null;
        const { optimizer, bound, grain } = aim;
        const spec = this.store.state.experiment?.spec;
        if (!spec) return;
        const { alpha } = await this.desk.ask({ kind: 'alpha', spec, optimizer, bound });
        if (alpha === null) continue;
        const value = roundedStep(alpha, grain / bound);
        const path = ['optimizers', optimizer, 'alpha'];
        const field = fieldName(path);
        await this.edit({ kind: 'edit', patches: [{ path, value }], field, text: String(value) });
      }
    } catch (thrown) {
      this.report(thrown);
    } finally {
      this.moving = false;
    }
  }

  /** Printing a link is what validates all that stands beside a spec. */
  private async typeRange({ ends, text }: Extract<Wish, { kind: 'type-range' }>): Promise<void> {
    const { experiment } = this.store.state;
    if (!experiment) return;
    const { spec } = experiment;
    const beside = { ...experiment.beside, lambda: ends as Beside['lambda'] };
    try {
      await this.desk.ask({ kind: 'print', spec, beside, views: [] });
      this.store.dispatch({ kind: 'beside-changed', beside: { lambda: beside.lambda } });
    } catch (thrown) {
      if (thrown instanceof RefusedError) {
        const error = thrown.specError;
        this.store.dispatch({ kind: 'edit-refused', field: 'lambda', text, error });
      } else this.report(thrown);
    }
  }
}
