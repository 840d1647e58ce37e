import { GivenUpError } from '../engine/client';
import { Errand } from '../engine/errand';
import type { Progress } from '../engine/protocol';
import type { State } from '../state/state';
import type { Store } from '../state/store';
import type { Trainers } from './trainers';

/** Weights of a training under way follow it at this pace, in milliseconds. */
const PACE = 250;
/** Steps that are made again for longer than this are given up for newer ones, and shown to be made. */
const PATIENCE = 400;

/**
 * Keeps θ of all runs at the step shown in the store: at rest always, and while runs train if some
 * picture of the weights asked for it. The newest step wins.
 */
export class WeightsFollower {
  private readonly errand: Errand;
  /** Pictures that follow. */
  private watchers = 0;
  private timer: ReturnType<typeof setInterval> | undefined;
  /** What the weights in the store are of; empty for nothing. */
  private have = '';
  private underWay: { readonly step: number | null; readonly since: number; stop(): void } | null =
    null;

  constructor(
    private readonly store: Store,
    private readonly trainers: Pick<Trainers, 'weights'>,
    report: (thrown: unknown) => void,
  ) {
    this.errand = new Errand(
      () => this.fetch(),
      (thrown) => {
        if (!(thrown instanceof GivenUpError)) report(thrown);
      },
    );
    store.subscribe((state) => this.react(state));
    this.react(store.state);
  }

  /** A picture of the weights comes, or goes. */
  follow(on: boolean): void {
    this.watchers = Math.max(0, this.watchers + (on ? 1 : -1));
    this.react(this.store.state);
  }

  private react(state: State): void {
    const live = this.watchers > 0 && state.training.phase === 'running';
    if (live && this.timer === undefined) this.timer = setInterval(() => this.errand.go(), PACE);
    if (!live) {
      clearInterval(this.timer);
      this.timer = undefined;
    }
    // A training that was reset took its weights with it.
    if (state.weights.of.length === 0) this.have = '';
    const wanted = wantedOf(state, live);
    if (wanted === null || wanted === this.have) return;
    const { underWay } = this;
    const late = underWay !== null && performance.now() - underWay.since > PATIENCE;
    if (underWay && late && underWay.step !== stepOf(state)) underWay.stop();
    // Training moves the newest step on by itself: the timer sees to that.
    if (!live || stepOf(state) !== null) this.errand.go();
  }

  /** Fetches what is lacking; false if nothing is. */
  private async fetch(): Promise<boolean> {
    const { state } = this.store;
    const { spec, runs } = state.training;
    const live = this.watchers > 0 && state.training.phase === 'running';
    const wanted = wantedOf(state, live);
    if (!spec || wanted === null || wanted === this.have) return false;
    const step = stepOf(state);
    const stop = new AbortController();
    const since = performance.now();
    this.underWay = { step, since, stop: () => stop.abort() };
    const shares = runs.map(() => 0);
    const onProgress = (run: number, progress: Progress): void => {
      if (progress.kind !== 'recomputed' || performance.now() - since < PATIENCE) return;
      shares[run] = progress.share;
      const share = shares.reduce((sum, share) => sum + share, 0) / shares.length;
      const { secondsLeft } = progress;
      this.store.dispatch({ kind: 'weights-awaited', awaited: { share, secondsLeft } });
    };
    try {
      const found = await Promise.all(
        runs.map(async (_, run) => {
          const tell = (progress: Progress): void => onProgress(run, progress);
          const answer = await this.trainers.weights(spec, run, step, stop.signal, tell);
          shares[run] = 1;
          return answer;
        }),
      );
      if (this.store.state.training.spec !== spec) return true;
      this.have = wanted;
      const of = found.map((answer) => answer?.theta ?? null);
      this.store.dispatch({ kind: 'weights-known', weights: { step, of } });
      return true;
    } catch (thrown) {
      // Given up for a newer step: that one is next.
      if (thrown instanceof GivenUpError && stop.signal.aborted) return true;
      throw thrown;
    } finally {
      this.underWay = null;
      if (this.store.state.weightsAwaited)
        this.store.dispatch({ kind: 'weights-awaited', awaited: null });
    }
  }
}

/** The step of the training that is shown; null for the newest. */
const stepOf = ({ experiment }: State): number | null => experiment?.beside.at ?? null;

/**
 * Which weights the store should hold, as a key; null where none are asked for. Where a run has not
 * come to the step shown, those it has come to.
 */
function wantedOf(state: State, live: boolean): string | null {
  const { phase, runs, spec } = state.training;
  if (!spec || phase === 'idle' || (phase === 'running' && !live)) return null;
  const step = stepOf(state) ?? Number.POSITIVE_INFINITY;
  return JSON.stringify([spec.seed, spec.objective, runs.map((run) => Math.min(run.step, step))]);
}
