import {
  EngineClient,
  GivenUpError,
  RefusedError,
  UnavailableError,
  type WorkerPort,
} from '../engine/client';
import type { Asset, Progress } from '../engine/protocol';
import type { Spec } from '../generated/types';
import type { Window } from '../state/experiment';
import {
  choiceOf,
  NO_PLANE,
  type Plane,
  type RecordedPoint,
  type SliceChoice,
  type SliceState,
  type SliceTrail,
} from '../state/slice';
import type { State } from '../state/state';
import type { Store } from '../state/store';
import type { SliceWish } from '../state/wish';
import { labels } from '../words/names';
import { count } from '../words/numbers';
import { homeWindow } from './slice-window';

/** Points of a run that are dropped onto the plane; those between are joined by lines. */
const POINTS = 48;
/** One product, or data that are opened, hear nothing: after so many milliseconds the thread is replaced. */
const PATIENCE = 1000;

/** Milliseconds between two words on the same work. */
const SAID_EVERY = 150;

/** What the slicer asks of the conductor. */
export interface SliceDesk {
  readonly spawn: () => WorkerPort;
  readonly assetFor: (spec: Spec) => Asset;
  /** θ of a run at a step; null where it is not known any more. */
  readonly weights: (
    run: number,
    step: number | null,
    signal: AbortSignal,
  ) => Promise<Float64Array | null>;
}

/** Weights that a plane was to go through are not there. */
class Lost extends Error {}
/** The thread knows no plane. */
class Gone extends Error {}

/** Draws the loss over a plane once somebody looks: the plane, the runs dropped onto it, the map. */
export class Slicer {
  private readonly engine: EngineClient;
  private under: AbortController | null = null;
  /** How far the runs were that the picture, or the last attempt at it, is of. */
  private drawnOf = '';
  private said = 0;

  constructor(
    private readonly store: Store,
    private readonly desk: SliceDesk,
    patience = PATIENCE,
  ) {
    this.engine = new EngineClient(desk.spawn, undefined, patience);
    store.subscribe((state) => this.react(state));
  }

  fulfil(wish: SliceWish): void {
    switch (wish.kind) {
      case 'show-slice':
        this.change({ on: wish.on });
        if (!wish.on && this.under) {
          // What was left half done is begun anew.
          this.stop();
          this.drawnOf = '';
        }
        this.react(this.store.state);
        break;
      case 'slice-plane':
        this.change({ choice: wish.choice });
        void this.draw();
        break;
      case 'slice-window':
        void this.look(wish.window);
        break;
      case 'slice-scale':
        this.change({ scale: wish.scale });
        void this.look(this.store.state.slice.window);
        break;
      case 'slice-at':
        void this.read(wish.at);
        break;
      case 'cancel-slice':
        this.stop();
        break;
      default:
        wish satisfies never;
    }
  }

  private react({ slice, training, experiment }: State): void {
    const steps = training.runs.map(({ step }) => step);
    if (training.phase === 'idle') {
      if (this.drawnOf === '') return;
      this.drawnOf = '';
      this.stop();
      const { on, choice, scale } = slice;
      this.store.dispatch({ kind: 'slice', slice: { ...NO_PLANE, on, choice, scale } });
      return;
    }
    const seen = slice.on && experiment?.spec.view === 'network';
    if (seen && training.phase !== 'running' && String(steps) !== this.drawnOf) void this.draw();
  }

  private stop(): void {
    this.under?.abort();
    this.under = null;
    if (this.store.state.slice.progress) this.change({ progress: null });
  }

  /** The whole picture, from the choice of the plane on. */
  private async draw(): Promise<void> {
    const { training, slice } = this.store.state;
    const { spec, runs } = training;
    if (!spec || runs.length === 0) return;
    this.drawnOf = String(runs.map(({ step }) => step));
    const choice = choiceOf(slice, runs.length);
    await this.doing(async (signal) => {
      this.change({ problem: null });
      // The picture before stays until there is another plane.
      const made = await this.makePlane(spec, choice, signal);
      this.change({ ...NO_PLANE, plane: made, trails: runs.map(() => null) });
      await this.project(signal);
      const { plane, trails } = this.store.state.slice;
      const reach = plane?.facts.reach ?? [1, 1];
      const home = homeWindow(
        trails.map((one) => one?.trail.points ?? new Float64Array()),
        reach,
      );
      this.change({ home });
      await this.map(home, signal);
    });
  }

  /** Another window, or the home one, of the plane there is. */
  private async look(window: Window | null): Promise<void> {
    const { home, plane } = this.store.state.slice;
    const wanted = window ?? home;
    if (plane && wanted) await this.doing((signal) => this.map(wanted, signal));
  }

  /** One piece of work at a time; the newest wins. */
  private async doing(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.stop();
    const stop = new AbortController();
    this.under = stop;
    try {
      await work(stop.signal);
    } catch (thrown) {
      if (this.under !== stop) return;
      this.failed(thrown);
    } finally {
      if (this.under === stop) {
        this.under = null;
        this.change({ progress: null });
      }
    }
  }

  private failed(thrown: unknown): void {
    if (thrown instanceof RefusedError || thrown instanceof UnavailableError)
      this.change({ problem: thrown.message });
    else if (thrown instanceof Lost) this.change({ problem: thrown.message });
    // Work that was given up took its thread with it, and the plane: what is wanted now begins anew.
    else if (thrown instanceof Gone) void this.draw();
    else if (thrown instanceof GivenUpError && thrown.why === 'worker died')
      this.change({ problem: 'The engine stopped, and was started again: draw again.' });
    else if (!(thrown instanceof GivenUpError)) throw thrown;
  }

  private async makePlane(spec: Spec, choice: SliceChoice, signal: AbortSignal): Promise<Plane> {
    const { kind: directions, seed } = choice;
    this.say('Fetching the weights');
    const centre = await this.weights(spec, choice.centre, signal);
    const others: Float64Array[] = [];
    if (directions === 'through')
      for (const point of choice.others) others.push(await this.weights(spec, point, signal));
    this.say(DOING[directions]);
    const asset = this.desk.assetFor(spec);
    const order = { kind: 'slice-plane', spec, asset, centre, directions, seed, others } as const;
    const onProgress = (news: Progress): void => {
      if (signal.aborted) return;
      if (news.kind === 'read') this.say('Reading the table', news.share, news.secondsLeft);
      if (news.kind === 'sliced') this.say(DOING[directions], news.share, news.secondsLeft, true);
    };
    const { facts, points } = await this.engine.ask(order, { signal, onProgress });
    return { choice, facts, points };
  }

  private async weights(
    spec: Spec,
    { run, step }: RecordedPoint,
    signal: AbortSignal,
  ): Promise<Float64Array> {
    const theta = await this.desk.weights(run, step, signal);
    signal.throwIfAborted();
    const where = `${labels(spec.optimizers)[run]}${step === null ? '' : ` at step ${count(step)}`}`;
    if (!theta) throw new Lost(`The weights of ${where} are not known any more: train again.`);
    if (!theta.every(Number.isFinite))
      throw new Lost(`The weights of ${where} are not finite: choose an earlier step.`);
    return theta;
  }

  /** Drops all runs onto the plane, some steps of each. */
  private async project(signal: AbortSignal): Promise<void> {
    const { runs } = this.store.state.training;
    const began = performance.now();
    const plans = runs.map(({ step }) => stepsOf(step));
    const all = plans.reduce((sum, { steps }) => sum + steps.length, 0);
    let done = 0;
    for (const [run, { steps, stride, last }] of plans.entries()) {
      const points: number[] = [];
      const [distances, losses]: [number[], number[]] = [[], []];
      for (const step of steps) {
        const theta = await this.desk.weights(run, step, signal);
        signal.throwIfAborted();
        done += 1;
        const seconds = (((performance.now() - began) / 1000) * (all - done)) / done;
        this.say('Dropping the runs onto the plane', done / all, seconds);
        if (!theta?.every(Number.isFinite)) continue;
        const found = await this.engine.ask({ kind: 'slice-project', theta }, { signal });
        if (!found) throw new Gone();
        points.push(found.x, found.y);
        distances.push(found.distance);
        losses.push(found.f);
      }
      const trail = { points: Float64Array.from(points), stride, steps: last };
      this.setTrail(run, {
        trail,
        distances: Float64Array.from(distances),
        losses: Float64Array.from(losses),
      });
    }
  }

  private setTrail(run: number, trail: SliceTrail): void {
    const trails = this.store.state.slice.trails.map((old, i) => (i === run ? trail : old));
    this.change({ trails });
  }

  private async map(window: Window, signal: AbortSignal): Promise<void> {
    const { scale } = this.store.state.slice;
    this.change({ window, grid: null });
    this.say('Computing the loss over the plane', 0);
    const onProgress = (news: Progress): void => {
      if (news.kind !== 'sliced' || signal.aborted) return;
      if (news.contours) this.change({ contours: news.contours });
      this.say('Computing the loss over the plane', news.share, news.secondsLeft);
    };
    const order = { kind: 'slice-map', window, scale } as const;
    const found = await this.engine.ask(order, { signal, onProgress });
    if (!found) throw new Gone();
    this.change({ contours: found.contours, grid: found.grid });
  }

  /** The loss under the pointer. */
  private async read(at: readonly [number, number] | null): Promise<void> {
    if (!at || !this.store.state.slice.plane) {
      if (this.store.state.slice.at) this.change({ at: null });
      return;
    }
    const [x, y] = at;
    try {
      const found = await this.engine.latest('slice-at', { kind: 'slice-at', x, y });
      this.change({ at: { x, y, f: found?.f ?? null } });
    } catch (thrown) {
      if (!(thrown instanceof GivenUpError)) throw thrown;
    }
  }

  private say(
    doing: string,
    share: number | null = null,
    secondsLeft: number | null = null,
    atMost = false,
  ): void {
    const now = performance.now();
    // Runs are dropped a hundred times a second; nobody reads so fast, and the page has other work.
    const { progress } = this.store.state.slice;
    // What can be told for the first time is news.
    const known = progress?.doing === doing && (progress.share === null) === (share === null);
    if (known && now - this.said < SAID_EVERY) return;
    this.said = now;
    this.change({ progress: { doing, share, secondsLeft, atMost } });
  }

  private change(slice: Partial<SliceState>): void {
    this.store.dispatch({ kind: 'slice', slice });
  }
}

const DOING: Readonly<Record<SliceChoice['kind'], string>> = {
  sharpest: 'Looking for the two sharpest directions',
  random: 'Drawing two random directions',
  normalised: 'Drawing two random directions',
  through: 'Laying the plane through three points',
};

/** Evenly spaced steps of a run from 0 on, and its last one. */
export function stepsOf(last: number): { steps: number[]; stride: number; last: number } {
  const stride = Math.max(1, Math.ceil(last / (POINTS - 1)));
  const steps = Array.from({ length: Math.floor(last / stride) + 1 }, (_, i) => i * stride);
  if (last % stride !== 0) steps.push(last);
  return { steps, stride, last };
}
