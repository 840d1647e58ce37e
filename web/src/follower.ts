import type { EngineClient } from './engine/client';
import type { Spec } from './generated/types';
import {
  drawnTrails,
  type Followed,
  type Now,
  type Probes,
  placeAt,
  sample,
  sharedSteps,
  stepsOf,
} from './state/along';
import { isNetwork, runPlaces } from './state/experiment';
import { allEnded, shownStep } from './state/select';
import type { RunState, State } from './state/state';
import type { Store } from './state/store';

/**
 * Asks the engine for what is shown on demand along the runs (charts, ascent points, Hessians), and
 * only for that. Loaded when the first of them is switched on.
 */
export class Follower {
  private readonly curves: Follow;
  private readonly now: Follow;
  private readonly probes: Follow;

  constructor(
    private readonly desk: EngineClient,
    private readonly store: Store,
    report: (thrown: unknown) => void,
  ) {
    this.curves = new Follow(() => this.askCurves(), report);
    this.now = new Follow(() => this.askNow(), report);
    this.probes = new Follow(() => this.askProbes(), report);
    store.subscribe((state, before) => this.react(state, before));
    this.react(store.state, null);
  }

  private react(state: State, before: State | null): void {
    const { shown } = state;
    const moved = state.runs !== before?.runs || shown !== before.shown;
    if (shown.along && moved && allEnded(state)) this.curves.renew();
    const stepped = moved || shownStep(state) !== shownStep(before as State);
    if ((shown.along || shown.hessian) && stepped) this.now.renew();
    if (shown.ascent && moved && allEnded(state)) this.probes.renew();
  }

  /** What the runs are of; networks have no points to follow. */
  private get spec(): Spec | null {
    const spec = this.store.state.experiment?.spec;
    return spec && !isNetwork(spec) ? spec : null;
  }

  private tell(followed: Partial<Followed>): void {
    this.store.dispatch({ kind: 'followed', followed });
  }

  private async askCurves(): Promise<void> {
    const { spec } = this;
    const { runs, followed } = this.store.state;
    const keys = runs.map((run) => run.key);
    if (!spec || String(keys) === String(followed.curves?.keys)) return;
    const trails = drawnTrails(runs);
    const steps = sharedSteps(trails);
    const { places, points } = sample(trails, steps);
    const { numbers } = await this.desk.ask({ kind: 'along', spec, points });
    this.tell({ curves: { keys, steps, places, numbers } });
  }

  private async askNow(): Promise<void> {
    const { spec } = this;
    const { runs } = this.store.state;
    if (!spec) return;
    const step = Math.floor(shownStep(this.store.state));
    const places = runs.map(({ trail }) => (trail ? placeAt(trail, step) : null));
    const points = Float64Array.from(
      places.flatMap((at) => (at ? [at.x, at.y] : [Number.NaN, Number.NaN])),
    );
    const { numbers } = await this.desk.ask({ kind: 'along', spec, points: [points] });
    const now: Now = {
      places,
      numbers: numbers[0] as Float64Array,
    };
    this.tell({ now });
  }

  /** Of the runs that are new since the last time. */
  private async askProbes(): Promise<void> {
    const { spec } = this;
    const { runs, followed } = this.store.state;
    if (!spec) return;
    const known = new Map(followed.probes.map((probes) => [probes?.key, probes]));
    const lacking = runs.filter(({ key }) => !known.has(key));
    if (lacking.length > 0) {
      const steps = lacking.map((run) => stepsToProbe(run, spec, runs.indexOf(run)));
      const orders = lacking.map((run, i) => ({
        optimizer: runPlaces(spec)[runs.indexOf(run)]?.optimizer ?? 0,
        steps: steps[i] as Float64Array,
      }));
      const { points } = await this.desk.ask({ kind: 'probes', spec, orders });
      lacking.forEach(({ key, trail }, i) => {
        if (trail) known.set(key, { key, trail, points: points[i] as Float64Array });
      });
    }
    const probes = runs.map(({ key }): Probes | null => known.get(key) ?? null);
    this.tell({ probes });
  }
}

/** A thinned trail knows no step before its points, which a momentum would need. */
function stepsToProbe({ trail }: RunState, spec: Spec, index: number): Float64Array {
  const optimizer = spec.optimizers[runPlaces(spec)[index]?.optimizer ?? 0];
  const complete = trail?.stride === 1 || optimizer?.momentum === 'none';
  return trail && complete ? stepsOf(trail) : new Float64Array();
}

/** One question under way at a time; asked again as soon as it is answered if the state moved on. */
class Follow {
  private busy = false;
  private again = false;

  constructor(
    private readonly ask: () => Promise<void>,
    private readonly report: (thrown: unknown) => void,
  ) {}

  renew(): void {
    this.again = true;
    if (!this.busy) void this.work();
  }

  private async work(): Promise<void> {
    this.busy = true;
    while (this.again) {
      this.again = false;
      await this.ask().catch(this.report);
    }
    this.busy = false;
  }
}
