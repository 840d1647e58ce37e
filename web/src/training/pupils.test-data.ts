import type { WorkerPort } from '../engine/client';
import type { FromWorker, Progress, ToWorker } from '../engine/protocol';
import { Experiment, parseLink } from '../generated/engine.js';
import type { Spec } from '../generated/types';
import { Classroom } from './classroom';

/** Threads that train, for tests: the real engine and classroom, in the tests' own thread. */

export const specOf = (link: string): Spec => parseLink(link).spec;

class Cancelled extends Error {}

/** One of these threads: it lets others speak after every call, and reports after every other. */
export class Desk implements WorkerPort {
  onmessage: WorkerPort['onmessage'] = null;
  onerror: WorkerPort['onerror'] = null;
  ended = false;
  /** Steps that were made again for weights. */
  recomputed = 0;
  private readonly cancelled = new Set<number>();
  private readonly room = new Classroom(
    async (spec) => new Experiment(spec),
    () => null,
  );

  postMessage(message: ToWorker): void {
    const { requestId } = message;
    if (message.kind === 'cancel') this.cancelled.add(requestId);
    if (message.kind !== 'request') return;
    const { request } = message;
    let turn = 0;
    const pace = {
      sliceIsOver: () => true,
      breathe: async () => {
        await new Promise((resolve) => setTimeout(resolve));
        if (this.cancelled.has(requestId)) throw new Cancelled();
      },
      reportIsDue: () => {
        turn += 1;
        return turn % 2 === 0;
      },
      worked: () => 1,
    };
    const tell = (progress: Progress): void => {
      if (progress.kind === 'recomputed') this.recomputed += 1;
      this.say({ kind: 'progress', requestId, progress });
    };
    const work =
      request.kind === 'train'
        ? this.room.train(request, pace, tell)
        : request.kind === 'weights'
          ? this.room.weights(request, pace, tell)
          : Promise.reject(new Error(`no pupil knows how to ${request.kind}`));
    work.then(
      (answer) => this.say({ kind: 'done', requestId, answer }),
      (thrown: unknown) =>
        this.say(
          thrown instanceof Cancelled
            ? { kind: 'cancelled', requestId }
            : { kind: 'broken', requestId, message: String(thrown) },
        ),
    );
  }

  terminate(): void {
    this.ended = true;
  }

  private say(message: FromWorker): void {
    if (!this.ended) this.onmessage?.({ data: message } as MessageEvent<FromWorker>);
  }
}
