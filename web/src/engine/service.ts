import type * as landscape from '../generated/landscape.js';
import type { Region } from '../plot/region';
import type { Pace } from './pace';
import {
  type Answers,
  type FromWorker,
  isSpecError,
  type Progress,
  type Request,
  type ToWorker,
} from './protocol';

/** Milliseconds of work between two looks at the message queue. */
export const SLICE = 12;
/** Milliseconds between two reports of a run under way. */
const REPORT_EVERY = 80;

/** Where a service is heard: a worker's global scope, or what stands for one. */
export interface Scope {
  readonly name: string;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
}

/** What all builds of the engine export; each refuses what it leaves to larger ones. */
export type Engine = typeof landscape;
/** Loads a build and starts it. */
export type Build = () => Promise<Engine>;

/** What work on one request may use. */
export interface Task {
  readonly engine: Engine;
  /** Keeps slices short from now on. */
  clock(): Clock;
  progress(report: Progress, transfer?: Transferable[]): void;
}

export type Answer = Answers[keyof Answers];
export type Work = (request: Request, task: Task) => Promise<Answer>;

class Cancelled extends Error {}
/** A data asset could not be fetched; the engine itself is well. */
export class Unavailable extends Error {}

/**
 * Answers requests for as long as the scope lives: with the first of the builds, and with larger ones
 * from the first request on that needs them. Long work goes on in short slices with the message queue
 * served in between, so that a cancel is never late by more than one.
 */
export function serve(scope: Scope, builds: readonly Build[], work: Work): void {
  const service = new Service(scope, builds, work);
  scope.onmessage = ({ data }) => service.hear(data);
}

class Service {
  readonly cancelled = new Set<number>();
  readonly paused = new Set<number>();
  private readonly underWay = new Set<number>();
  private wake: (() => void) | null = null;
  private readonly started: Promise<Engine>[] = [];
  /** The build in use, among all. */
  private build = 0;

  constructor(
    private readonly scope: Scope,
    private readonly builds: readonly Build[],
    private readonly work: Work,
  ) {
    // Who asks first hears of an engine that did not start.
    this.engine(0).catch(() => {});
  }

  hear(message: ToWorker): void {
    const { requestId } = message;
    switch (message.kind) {
      case 'request':
        void this.serve(requestId, message.request);
        break;
      case 'cancel':
        if (this.underWay.has(requestId)) this.cancelled.add(requestId);
        break;
      case 'pause':
        if (this.underWay.has(requestId)) this.paused.add(requestId);
        break;
      case 'resume':
        this.paused.delete(requestId);
        break;
      default:
        message satisfies never;
    }
    this.wake?.();
  }

  nextMessage(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = () => {
        this.wake = null;
        resolve();
      };
    });
  }

  private async serve(requestId: number, request: Request): Promise<void> {
    const { scope } = this;
    this.underWay.add(requestId);
    try {
      const answer = await this.answer(requestId, request);
      scope.postMessage({ kind: 'done', requestId, answer }, buffersIn(answer));
    } catch (thrown) {
      if (thrown instanceof Cancelled) scope.postMessage({ kind: 'cancelled', requestId });
      else if (isSpecError(thrown))
        scope.postMessage({ kind: 'refused', requestId, error: thrown });
      else if (thrown instanceof Unavailable)
        scope.postMessage({ kind: 'unavailable', requestId, message: thrown.message });
      else scope.postMessage({ kind: 'broken', requestId, message: String(thrown) });
    } finally {
      this.underWay.delete(requestId);
      this.cancelled.delete(requestId);
      this.paused.delete(requestId);
    }
  }

  /** Answers with the build in use, and where that leaves something to a larger one, with that. */
  private async answer(requestId: number, request: Request): Promise<Answer> {
    const { scope } = this;
    for (;;) {
      const { build } = this;
      try {
        return await this.work(request, {
          engine: await this.engine(build),
          clock: () => new Clock(this, requestId),
          progress: (progress, transfer = []) =>
            scope.postMessage({ kind: 'progress', requestId, progress }, transfer),
        });
      } catch (thrown) {
        const left = isSpecError(thrown) && thrown.code === 'not_in_this_build';
        if (!left || build + 1 >= this.builds.length) throw thrown;
        await this.engine(build + 1).catch(() => {
          throw new Unavailable('The rest of the engine could not be loaded.');
        });
        this.build = Math.max(this.build, build + 1);
      }
    }
  }

  private engine(build: number): Promise<Engine> {
    let started = this.started[build];
    if (!started) {
      started = (this.builds[build] as Build)();
      this.started[build] = started;
      // What could not be loaded may be there for the next who asks.
      started.catch(() => delete this.started[build]);
    }
    return started;
  }
}

/** Keeps slices short, reports regular, and hears cancel and pause between slices. */
export class Clock implements Pace {
  private slice = performance.now();
  private report = performance.now();
  private busy = 0;

  constructor(
    private readonly service: Service,
    private readonly requestId: number,
  ) {}

  sliceIsOver = (): boolean => performance.now() - this.slice > SLICE;

  reportIsDue(): boolean {
    if (performance.now() - this.report < REPORT_EVERY) return false;
    this.report = performance.now();
    return true;
  }

  /** Milliseconds of work so far, pauses left out. */
  worked = (): number => this.busy + performance.now() - this.slice;

  async breathe(): Promise<void> {
    const { service, requestId } = this;
    this.busy += performance.now() - this.slice;
    await nextTask();
    while (service.paused.has(requestId) && !service.cancelled.has(requestId))
      await service.nextMessage();
    if (service.cancelled.has(requestId)) throw new Cancelled();
    this.slice = performance.now();
  }
}

/** Node's own way to let others speak; browsers have none of that name. */
const { setImmediate } = globalThis as { setImmediate?: (task: () => void) => void };

/**
 * Lets queued messages in. By a MessageChannel in browsers, for timers are slowed in the background;
 * not in Node, which would go on with that one channel for a thousand messages.
 */
const nextTask: () => Promise<void> = setImmediate
  ? () => new Promise(setImmediate)
  : throughChannel();

function throughChannel(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
}

function buffersIn(answer: Answer): Transferable[] {
  if (answer === null) return [];
  if ('contours' in answer) {
    const { contours } = answer;
    return [...buffersOf(contours), contours.ends.buffer, ...buffersOf(contours.hollow)];
  }
  if ('forbidden' in answer && answer.forbidden)
    return [...buffersOf(answer.forbidden.region), ...buffersOf(answer.forbidden.hollow)];
  if ('theta' in answer) {
    const { theta, diagonal } = answer;
    return [theta, ...(diagonal ? [diagonal] : [])].map(({ buffer }) => buffer as ArrayBuffer);
  }
  if ('outcomes' in answer) return [answer.outcomes.buffer as ArrayBuffer];
  if ('picture' in answer) {
    const { raster, lambdas } = answer.picture;
    return [raster.buffer as ArrayBuffer, lambdas.buffer as ArrayBuffer];
  }
  return [];
}

const buffersOf = ({ vertices, rings }: Region): Transferable[] => [vertices.buffer, rings.buffer];
