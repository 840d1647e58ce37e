import { GivenUpError, type WorkerPort } from '../engine/client';
import type { HowFar } from '../engine/pace';
import { poolSize } from '../engine/pool';
import type { Asset } from '../engine/protocol';
import type { Spec } from '../generated/types';
import type { Inspector } from '../spectrum/inspector';
import { gradientsAStep } from '../state/cost';
import type { State } from '../state/state';
import type { Store } from '../state/store';
import type { TrainingWish, Wish } from '../state/wish';
import { type Course, type News, Trainers } from './trainers';
import { WeightsFollower } from './weights-follower';

/** What the coach needs of the conductor. */
export interface Office {
  readonly spawn: () => WorkerPort;
  /** Whether a spec may run; asks where it is a large one. */
  readonly mayRun: (spec: Spec) => boolean;
  readonly assetFor: (spec: Spec) => Asset;
  readonly edit: (wish: Extract<Wish, { kind: 'edit' }>) => Promise<void>;
  readonly report: (thrown: unknown) => void;
}

/** Seeds are drawn from so many: as many as a person may want to read. */
const SEEDS = 1_000_000;

/** From here every run goes on where it stands. */
const NEWEST = Number.MAX_SAFE_INTEGER;

/** The conductor's hand for networks: trains, goes back, goes on. Comes with the first of them. */
export class Coach {
  private readonly trainers: Trainers;
  private readonly follower: WeightsFollower;
  private inspector: Promise<Inspector> | null = null;
  private course: (Course & { readonly stop: AbortController }) | null = null;

  constructor(
    private readonly store: Store,
    private readonly office: Office,
    cores: number,
  ) {
    this.trainers = new Trainers(office.spawn, poolSize(cores), (message) => this.died(message));
    this.follower = new WeightsFollower(store, this.trainers, office.report);
    store.subscribe((state, before) => this.react(state, before));
  }

  fulfil(wish: TrainingWish): void {
    const { store } = this;
    switch (wish.kind) {
      case 'train':
        this.train(null);
        break;
      case 'train-on':
        this.train(store.state.experiment?.beside.at ?? NEWEST);
        break;
      case 'train-longer':
        void this.trainLonger(wish.steps);
        break;
      case 'pause-training':
        this.course?.pause();
        store.dispatch({ kind: 'training-phase', phase: 'paused' });
        break;
      case 'resume-training':
        this.course?.resume();
        store.dispatch({ kind: 'training-phase', phase: 'running' });
        break;
      case 'cancel-training':
        this.stop();
        store.dispatch({ kind: 'training-phase', phase: 'cancelled' });
        break;
      case 'reset-training':
        this.stop();
        store.dispatch({ kind: 'training-phase', phase: 'idle' });
        break;
      case 'new-seed':
        void this.drawSeed();
        break;
      case 'follow-weights':
        this.follower.follow(wish.on);
        break;
      case 'inspect-spectrum':
      case 'cancel-spectrum':
        this.inspector ??= this.hireInspector();
        this.inspector.then((inspector) => inspector.fulfil(wish), this.office.report);
        break;
      default:
        wish satisfies never;
    }
  }

  /** Spectra have a hand of their own, which comes with the first look. */
  private async hireInspector(): Promise<Inspector> {
    const { Inspector } = await import('../spectrum/inspector');
    return new Inspector(this.store, this.office, this.trainers);
  }

  /** θ of a run at a step, or at the newest; null where it is not known any more. */
  async weights(
    run: number,
    step: number | null,
    signal: AbortSignal,
  ): Promise<Float64Array | null> {
    const { spec } = this.store.state.training;
    if (!spec) return null;
    return (await this.trainers.weights(spec, run, step, signal))?.theta ?? null;
  }

  /** Trains the experiment from θ₀, or on from a step. */
  train(from: number | null): void {
    const { experiment, catalogue } = this.store.state;
    if (!experiment || !catalogue || !this.office.mayRun(experiment.spec)) return;
    const { spec } = experiment;
    this.stop();
    const stop = new AbortController();
    this.store.dispatch(
      from === null ? { kind: 'training-started', spec } : { kind: 'training-resumed', spec, from },
    );
    let advanced = from !== null;
    const tell = {
      news: ({ runs, secondsLeft }: News): void => {
        advanced = true;
        this.store.dispatch({ kind: 'training-advanced', runs, secondsLeft });
      },
      reading: ({ share, secondsLeft }: HowFar): void =>
        this.store.dispatch({ kind: 'training-reads', reading: { share, secondsLeft } }),
    };
    const asset = this.office.assetFor(spec);
    const costs = spec.optimizers.map((optimizer) => gradientsAStep(optimizer, catalogue));
    const course = this.trainers.train({ spec, asset, from }, costs, stop.signal, tell);
    this.course = { ...course, stop };
    course.ended.then(
      () => this.ended(stop, 'ended'),
      (thrown) => {
        // What could not even start has no numbers to keep.
        if (!stop.signal.aborted) this.ended(stop, advanced ? 'cancelled' : 'idle');
        if (!(thrown instanceof GivenUpError)) this.office.report(thrown);
      },
    );
  }

  /** Goes on after the budget: the spec gets more steps, so that its link is that of the longer run. */
  private async trainLonger(steps: number): Promise<void> {
    const { experiment } = this.store.state;
    if (!experiment) return;
    const longer = experiment.spec.stop.steps + steps;
    const patches = [{ path: ['stop', 'steps'], value: longer }];
    await this.office.edit({ kind: 'edit', patches, field: 'stop.steps', text: String(longer) });
    if (this.store.state.training.phase === 'short') this.train(NEWEST);
  }

  private async drawSeed(): Promise<void> {
    const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
    const seed = drawn % SEEDS;
    const patches = [{ path: ['seed'], value: seed }];
    await this.office.edit({ kind: 'edit', patches, field: 'seed', text: String(seed) });
  }

  private react(state: State, before: State): void {
    // An edit made another experiment of it.
    if (state.training.phase === 'idle' && before.training.phase !== 'idle') this.stop();
  }

  private ended(stop: AbortController, phase: 'ended' | 'cancelled' | 'idle'): void {
    if (this.course?.stop !== stop) return;
    this.course = null;
    const { spec, runs } = this.store.state.training;
    const short = runs.some(
      ({ record, step }) => record?.status === 'budget' && spec && step < spec.stop.steps,
    );
    // More steps were allowed on the way.
    if (phase === 'ended' && short) this.train(NEWEST);
    else this.store.dispatch({ kind: 'training-phase', phase });
  }

  private stop(): void {
    this.course?.stop.abort();
    this.course = null;
  }

  private died(message: string): void {
    this.store.dispatch({
      kind: 'noticed',
      text: `The engine stopped (${message}) and was started again. Your settings are kept; train again to go on.`,
    });
  }
}
