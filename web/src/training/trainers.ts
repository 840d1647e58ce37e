import { EngineClient, GivenUpError, type WorkerPort } from '../engine/client';
import type { HowFar } from '../engine/pace';
import type { Answers, Progress, Request, TrainedPart } from '../engine/protocol';
import type { Spec } from '../generated/types';
import { shares } from './shares';

/** Some runs' news, and the seconds until the last of all has ended, as far as that can be told. */
export interface News {
  readonly runs: readonly TrainedPart[];
  readonly secondsLeft: number | null;
}

/** What the trainers say on the way. */
interface Told {
  news(news: News): void;
  /** A thread reads the table that its runs learn from. */
  reading(howFar: HowFar): void;
}

/** A training under way. */
export interface Course {
  /** Settles when all runs have ended, or one thread has failed. */
  readonly ended: Promise<void>;
  pause(): void;
  resume(): void;
}

type TrainOrder = Omit<Extract<Request, { kind: 'train' }>, 'kind' | 'optimizers'>;

/**
 * Threads that train the optimizers of one experiment, each its share of them. Every run is computed
 * in one thread from beginning to end, so that their number changes no bit.
 */
export class Trainers {
  private readonly clients: EngineClient[] = [];
  /** For each optimizer, the thread that trains it. */
  private places: readonly number[] = [];

  /** `died` hears of threads that were lost and replaced. */
  constructor(
    private readonly spawn: () => WorkerPort,
    private readonly size: number,
    private readonly died: (message: string) => void,
  ) {}

  /** Trains until all runs have ended or `signal` gives them up. `costs` are those of a step of each. */
  train(order: TrainOrder, costs: readonly number[], signal: AbortSignal, tell: Told): Course {
    const dealt = shares(costs, this.size);
    this.places = costs.map((_, index) => dealt.findIndex((own) => own.includes(index)));
    // One thread's failure is the end of all.
    const all = new AbortController();
    signal.addEventListener('abort', () => all.abort(signal.reason), { signal: all.signal });
    const left = dealt.map((): number | null => null);
    const orders = dealt.map((optimizers, place) =>
      this.client(place).order(
        { kind: 'train', ...order, optimizers },
        {
          signal: all.signal,
          onProgress: (progress: Progress): void => {
            if (all.signal.aborted) return;
            if (progress.kind === 'read') tell.reading(progress);
            if (progress.kind !== 'trained') return;
            left[place] = progress.secondsLeft;
            tell.news({ runs: progress.runs, secondsLeft: longest(left) });
          },
        },
      ),
    );
    const ended = Promise.all(orders.map(({ answer }) => answer)).then(
      () => {},
      (thrown: unknown) => {
        all.abort();
        throw thrown;
      },
    );
    return {
      ended,
      pause: () => {
        for (const order of orders) order.pause();
      },
      resume: () => {
        for (const order of orders) order.resume();
      },
    };
  }

  /** θ of a run at a step or before it, or the newest; null where it is not known any more. */
  async weights(
    spec: Spec,
    run: number,
    step: number | null,
    signal: AbortSignal,
    onProgress: (progress: Progress) => void = () => {},
  ): Promise<Answers['weights']> {
    const place = this.places[run];
    if (place === undefined) return null;
    try {
      const request = { kind: 'weights', spec, run, step } as const;
      return await this.client(place).ask(request, { signal, onProgress });
    } catch (thrown) {
      if (thrown instanceof GivenUpError && thrown.why === 'worker died') return null;
      throw thrown;
    }
  }

  close(): void {
    for (const client of this.clients) client.close();
    this.clients.length = 0;
  }

  private client(place: number): EngineClient {
    const known = this.clients[place];
    if (known) return known;
    const hired = new EngineClient(this.spawn, this.died);
    this.clients[place] = hired;
    return hired;
  }
}

/** The longest of some times; null while one of them is not known. */
function longest(times: readonly (number | null)[]): number | null {
  let most = 0;
  for (const time of times) {
    if (time === null) return null;
    most = Math.max(most, time);
  }
  return most;
}
