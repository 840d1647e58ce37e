import { Experiment } from '../generated/engine.js';
import { pictureOf } from './basin-picture';
import type { WorkerPort } from './client';
import type { Answers, FromWorker, Request, ToWorker } from './protocol';

/** A worker for tests, in their own thread: the real engine, late by some milliseconds, and mortal. */
export class Hand implements WorkerPort {
  onmessage: WorkerPort['onmessage'] = null;
  onerror: WorkerPort['onerror'] = null;
  ended = false;
  /** Bands begun. */
  bands = 0;

  /** Hands that share `lives` die of their requests while any are left to lose. */
  constructor(
    private readonly delay = 0,
    private readonly lives = { left: 0 },
  ) {}

  postMessage(message: ToWorker): void {
    if (message.kind !== 'request') return;
    const { requestId, request } = message;
    if (request.kind === 'basin-rows') this.bands += 1;
    setTimeout(() => {
      if (this.ended) return;
      if (this.lives.left > 0) {
        this.lives.left -= 1;
        this.say({ kind: 'broken', requestId, message: 'unreachable' });
      } else this.say({ kind: 'done', requestId, answer: answerTo(request) });
    }, this.delay);
  }

  terminate(): void {
    this.ended = true;
  }

  private say(message: FromWorker): void {
    this.onmessage?.({ data: message } as MessageEvent<FromWorker>);
  }
}

function answerTo(request: Request): Answers['basin-rows' | 'basin-classes'] {
  if (request.kind !== 'basin-rows' && request.kind !== 'basin-classes')
    throw new Error(`no hand knows how to ${request.kind}`);
  const { spec, map } = request;
  const experiment = new Experiment(spec);
  try {
    if (request.kind === 'basin-rows') {
      const { from, to } = request;
      return { outcomes: experiment.basinRows(map.optimizer, map.columns, map.rows, from, to) };
    }
    const raster = { window: spec.window ?? [-1, 1, -1, 1], ...map } as const;
    return { picture: pictureOf(experiment, raster, request.outcomes) };
  } finally {
    experiment.free();
  }
}
