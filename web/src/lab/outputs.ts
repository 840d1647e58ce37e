import { type EngineClient, GivenUpError, RefusedError, UnavailableError } from '../engine/client';
import { Errand } from '../engine/errand';
import type { Asset, Progress } from '../engine/protocol';
import type { Spec } from '../generated/types';
import type { OutputsState } from '../state/outputs';
import type { State, Weights } from '../state/state';
import type { Store } from '../state/store';

/** Keeps what the networks do at the weights shown, as long as someone looks; the newest weights win. */
export class OutputsFollower {
  private readonly errand: Errand;
  /** The weights that the picture is of. */
  private have: Weights | null = null;

  constructor(
    private readonly store: Store,
    private readonly engine: Pick<EngineClient, 'ask'>,
    private readonly assetFor: (spec: Spec) => Asset,
  ) {
    this.errand = new Errand(
      () => this.fetch(),
      (thrown) => this.failed(thrown),
    );
    store.subscribe((state) => this.react(state));
  }

  look(on: boolean): void {
    this.change({ on });
    this.react(this.store.state);
  }

  private react(state: State): void {
    const { experiment, outputs, weights } = state;
    if (weights.of.length === 0) {
      this.have = null;
      if (outputs.shown || outputs.problem) this.change({ shown: null, problem: null });
      return;
    }
    if (outputs.on && experiment?.spec.view === 'network' && weights !== this.have)
      this.errand.go();
  }

  private async fetch(): Promise<boolean> {
    const { weights, training, outputs } = this.store.state;
    const { spec } = training;
    if (!outputs.on || !spec || weights.of.length === 0 || weights === this.have) return false;
    this.have = weights;
    const asset = this.assetFor(spec);
    const onProgress = (news: Progress): void => {
      if (news.kind !== 'read') return;
      const { share, secondsLeft } = news;
      this.change({ reading: { share, secondsLeft } });
    };
    const order = { kind: 'outputs', spec, asset, thetas: weights.of } as const;
    const shown = await this.engine.ask(order, { onProgress });
    // An edit may have made another experiment of it since.
    if (this.store.state.weights.of.length === 0) return true;
    this.change({ shown, step: weights.step, problem: null, reading: null });
    return true;
  }

  private failed(thrown: unknown): void {
    if (thrown instanceof RefusedError || thrown instanceof UnavailableError)
      this.change({ problem: thrown.message, reading: null });
    else if (!(thrown instanceof GivenUpError)) throw thrown;
  }

  private change(outputs: Partial<OutputsState>): void {
    this.store.dispatch({ kind: 'outputs', outputs });
  }
}
