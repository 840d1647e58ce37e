import { EngineClient, type WorkerPort } from '../engine/client';
import { type Asset, NETWORK_THREAD } from '../engine/protocol';
import type { Spec } from '../generated/types';
import type { Store } from '../state/store';
import type { LabWish } from '../state/wish';
import { OutputsFollower } from './outputs';
import { Slicer } from './slicer';

/** What the laboratory asks of the conductor. */
export interface Desk {
  /** A picture of the weights comes, or goes. */
  followWeights(on: boolean): void;
  /** θ of a run of the training at a step, or at its newest; null where it is not known any more. */
  weights(run: number, step: number | null, signal: AbortSignal): Promise<Float64Array | null>;
  /** Where the experiment's data are. */
  assetFor(spec: Spec): Asset;
}

/** The conductor's hand for pictures of trained networks; it comes with the first of them. */
export class Lab {
  private readonly outputs: OutputsFollower;
  private readonly slicer: Slicer;

  constructor(
    private readonly store: Store,
    spawn: (name: string) => WorkerPort,
    private readonly desk: Desk,
  ) {
    const engine = new EngineClient(() => spawn(NETWORK_THREAD));
    this.slicer = new Slicer(store, {
      spawn: () => spawn(NETWORK_THREAD),
      assetFor: (spec) => desk.assetFor(spec),
      weights: (run, step, signal) => desk.weights(run, step, signal),
    });
    this.outputs = new OutputsFollower(store, engine, (spec) => desk.assetFor(spec));
  }

  fulfil(wish: LabWish): void {
    switch (wish.kind) {
      case 'show-outputs':
        if (wish.on === this.store.state.outputs.on) return;
        this.desk.followWeights(wish.on);
        this.outputs.look(wish.on);
        break;
      case 'choose-outputs':
        this.store.dispatch({ kind: 'outputs', outputs: { chosen: wish.optimizer } });
        break;
      default:
        this.slicer.fulfil(wish);
    }
  }
}
