import type { SpecError } from '../generated/types';
import type { Answers, FromWorker, Progress, Request, ToWorker } from './protocol';

/** The part of a Worker the client uses; tests give a stand-in. */
export interface WorkerPort {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** The engine refused its input; nothing is broken. */
export class RefusedError extends Error {
  constructor(readonly specError: SpecError) {
    super(specError.message);
  }
}

/** Something the request needs could not be fetched. */
export class UnavailableError extends Error {}

/** The request was given up: by its signal, by a newer one, or because its worker died. */
export class GivenUpError extends Error {
  constructor(readonly why: 'aborted' | 'superseded' | 'worker died') {
    super(why);
  }
}

export interface Options {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

interface Pending {
  readonly request: Request;
  readonly resolve: (answer: Answers[keyof Answers]) => void;
  readonly reject: (reason: Error) => void;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

/** A cancelled slice that goes on longer than this hangs; its worker is replaced, in milliseconds. */
const PATIENCE = 4000;

/**
 * The page's end of the engine's thread. Every request has an id; replies to requests that were
 * given up are dropped. A worker that dies is replaced at once, its requests fail, and `onReplaced`
 * is told. One that hangs with what was given up is replaced without a word, and those who wait
 * behind that are served by the new one.
 */
export class EngineClient {
  private worker: WorkerPort;
  private nextId = 1;
  private readonly pending = new Map<number, Pending>();
  private readonly overdue = new Map<number, ReturnType<typeof setTimeout>>();
  private readonly newest = new Map<string, AbortController>();

  constructor(
    private readonly spawn: () => WorkerPort,
    private readonly onReplaced: (message: string) => void = () => {},
    private readonly patience = PATIENCE,
  ) {
    this.worker = this.hire();
  }

  ask<K extends Request['kind']>(
    request: Extract<Request, { kind: K }>,
    options: Options = {},
  ): Promise<Answers[K]> {
    return this.order(request, options).answer;
  }

  /** Like `ask`, but a newer request of the same channel gives this one up. */
  latest<K extends Request['kind']>(
    channel: string,
    request: Extract<Request, { kind: K }>,
    onProgress?: (progress: Progress) => void,
  ): Promise<Answers[K]> {
    this.newest.get(channel)?.abort('superseded');
    const controller = new AbortController();
    this.newest.set(channel, controller);
    return this.ask(request, { signal: controller.signal, ...(onProgress && { onProgress }) });
  }

  /** Gives up what runs on a channel. */
  drop(channel: string): void {
    this.newest.get(channel)?.abort('aborted');
    this.newest.delete(channel);
  }

  /** A request that can be paused and resumed. */
  order<K extends Request['kind']>(
    request: Extract<Request, { kind: K }>,
    { signal, onProgress }: Options = {},
  ): { readonly answer: Promise<Answers[K]>; pause(): void; resume(): void } {
    const requestId = this.nextId++;
    const answer = new Promise<Answers[keyof Answers]>((resolve, reject) => {
      if (signal?.aborted) return reject(new GivenUpError('aborted'));
      const giveUp = (): void => this.giveUp(requestId, signal?.reason);
      // A signal may outlive many requests: each lets go of it at its end.
      const ending =
        <T>(settle: (value: T) => void) =>
        (value: T): void => {
          signal?.removeEventListener('abort', giveUp);
          settle(value);
        };
      this.pending.set(requestId, {
        request,
        resolve: ending(resolve),
        reject: ending(reject),
        onProgress,
      });
      signal?.addEventListener('abort', giveUp);
      this.worker.postMessage({ kind: 'request', requestId, request });
    }) as Promise<Answers[K]>;
    return {
      answer,
      pause: () => this.worker.postMessage({ kind: 'pause', requestId }),
      resume: () => this.worker.postMessage({ kind: 'resume', requestId }),
    };
  }

  /** Ends the worker for good. */
  close(): void {
    this.fail('aborted');
    this.worker.terminate();
  }

  private hire(): WorkerPort {
    const worker = this.spawn();
    worker.onmessage = ({ data }) => this.receive(data);
    worker.onerror = (event) => {
      event.preventDefault?.();
      this.replace(event.message || "the engine's thread stopped");
    };
    return worker;
  }

  private receive(message: FromWorker): void {
    const { requestId } = message;
    clearTimeout(this.overdue.get(requestId));
    this.overdue.delete(requestId);
    if (message.kind === 'broken') {
      this.replace(message.message);
      return;
    }
    const pending = this.pending.get(requestId);
    if (!pending) return;
    switch (message.kind) {
      case 'progress':
        pending.onProgress?.(message.progress);
        return;
      case 'done':
        pending.resolve(message.answer);
        break;
      case 'refused':
        pending.reject(new RefusedError(message.error));
        break;
      case 'unavailable':
        pending.reject(new UnavailableError(message.message));
        break;
      case 'cancelled':
        pending.reject(new GivenUpError('aborted'));
        break;
      default:
        message satisfies never;
    }
    this.pending.delete(requestId);
  }

  private giveUp(requestId: number, reason: unknown): void {
    const pending = this.pending.get(requestId);
    if (!pending) return;
    this.pending.delete(requestId);
    pending.reject(new GivenUpError(reason === 'superseded' ? 'superseded' : 'aborted'));
    this.worker.postMessage({ kind: 'cancel', requestId });
    this.await(requestId);
  }

  /** Waits for the end of what was given up. */
  private await(requestId: number): void {
    const end = (): void => {
      // It is an older request, still wanted, that keeps the worker busy.
      if ([...this.pending.keys()].some((other) => other < requestId)) this.await(requestId);
      else this.leave();
    };
    this.overdue.set(requestId, setTimeout(end, this.patience));
  }

  /** Leaves a worker that hangs; those who waited behind what hung are served by a fresh one. */
  private leave(): void {
    this.hireAnother();
    for (const [requestId, { request }] of this.pending)
      this.worker.postMessage({ kind: 'request', requestId, request });
  }

  /** A worker died: what it had under way fails. */
  private replace(message: string): void {
    this.hireAnother();
    this.fail('worker died');
    this.onReplaced(message);
  }

  private hireAnother(): void {
    this.worker.onmessage = null;
    this.worker.onerror = null;
    this.worker.terminate();
    this.forgetOverdue();
    this.worker = this.hire();
  }

  private forgetOverdue(): void {
    for (const timer of this.overdue.values()) clearTimeout(timer);
    this.overdue.clear();
  }

  private fail(why: 'aborted' | 'worker died'): void {
    this.forgetOverdue();
    const lost = [...this.pending.values()];
    this.pending.clear();
    for (const { reject } of lost) reject(new GivenUpError(why));
  }
}
