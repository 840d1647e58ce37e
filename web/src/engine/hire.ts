import type { WorkerPort } from './client';
import { builtScript, madeScript, ownScript } from './own-script';
import type { FromWorker, ToWorker } from './protocol';
import type { Scope } from './service';

/** What a thread of the engine is made from, wherever the code was loaded from. */
export interface Means {
  /** Address of the script; null where there is none, as in a page that holds everything. */
  readonly address: string | null;
  readonly type: WorkerType;
  /** The script itself: a worker of another origin's address is refused, one of a blob is not. */
  code(): Promise<string>;
  /** What answers on this very thread, in slices, where workers are refused altogether. */
  here(): Promise<(scope: Scope) => void>;
  /** Goes before all other messages: what a script in a blob cannot fetch by itself. */
  readonly first?: unknown;
}

/**
 * The script of a blob that runs a module of another origin, whose relative addresses stay true. It
 * imports as a page's scripts do, by what the page's policy says of scripts: what a worker imports at
 * once goes by what it says of workers. Messages that arrive before the module does are kept for it.
 */
export const importing = (address: string): string => `
  const early = [];
  self.onmessage = (event) => early.push(event);
  import(${JSON.stringify(address)}).then(
    () => { for (const event of early) self.onmessage(event); },
    (error) => setTimeout(() => { throw error; }),
  );`;

/**
 * A thread of the engine: a worker by its address where that is of the page's own origin, else one of
 * a blob, and where the host lets neither be, this thread. A worker that ends before it said a word
 * was refused, for browsers tell so late; what was asked of it is asked of the next.
 */
export function hire(means: Means, name = ''): WorkerPort {
  return new Hired(means, name);
}

/** What was hired, or is being tried. */
interface Hand {
  post(message: unknown): void;
  end(): void;
}

type Attempt = () => Promise<Hand>;

class Hired implements WorkerPort {
  onmessage: WorkerPort['onmessage'] = null;
  onerror: WorkerPort['onerror'] = null;

  private readonly attempts: Attempt[];
  private hand: Hand | null = null;
  private ended = false;
  /** Everything posted so far, until there is a word back. */
  private unheard: unknown[];
  private alive = false;

  constructor(
    private readonly means: Means,
    private readonly name: string,
  ) {
    const { address, first } = means;
    this.unheard = first === undefined ? [] : [first];
    const own = address !== null && new URL(address, location.href).origin === location.origin;
    this.attempts = [
      ...(own ? [() => this.worker(builtScript(address))] : []),
      () => this.blobWorker(),
      () => this.onThisThread(),
    ];
    void this.next();
  }

  postMessage(message: ToWorker): void {
    if (!this.alive) this.unheard.push(message);
    this.hand?.post(message);
  }

  terminate(): void {
    this.ended = true;
    this.hand?.end();
  }

  /** Tries the next way, until one is not refused. */
  private async next(): Promise<void> {
    const attempt = this.attempts.shift();
    if (!attempt || this.ended) return;
    try {
      const hand = await attempt();
      if (this.ended) hand.end();
      this.hand = hand;
      for (const message of this.unheard) hand.post(message);
    } catch (refusal) {
      if (this.attempts.length > 0) void this.next();
      else this.onerror?.({ message: String(refusal) } as ErrorEvent);
    }
  }

  private heard(event: MessageEvent<FromWorker>): void {
    this.alive = true;
    this.unheard = [];
    this.onmessage?.(event);
  }

  private async worker(address: string): Promise<Hand> {
    const worker = new Worker(ownScript(address), { type: this.means.type, name: this.name });
    const hand: Hand = {
      post: (message) => worker.postMessage(message),
      end: () => worker.terminate(),
    };
    worker.onmessage = (event) => this.heard(event);
    worker.onerror = (event) => {
      event.preventDefault();
      if (this.alive) {
        this.onerror?.(event);
        return;
      }
      this.hand = null;
      worker.terminate();
      void this.next();
    };
    return hand;
  }

  private async blobWorker(): Promise<Hand> {
    const address = madeScript(await this.means.code());
    const hand = await this.worker(address);
    // Browsers read the address when the worker starts, some of them a little later.
    setTimeout(() => URL.revokeObjectURL(address), REVOKE_AFTER);
    return hand;
  }

  private async onThisThread(): Promise<Hand> {
    const serve = await this.means.here();
    const { port1: ours, port2: theirs } = new MessageChannel();
    const scope: Scope = {
      name: this.name,
      onmessage: null,
      postMessage: (message, transfer = []) => theirs.postMessage(message, transfer),
    };
    const underWay = new Set<number>();
    serve(scope);
    theirs.onmessage = (event: MessageEvent<ToWorker>) => {
      if (event.data.kind === 'request') underWay.add(event.data.requestId);
      scope.onmessage?.(event);
    };
    ours.onmessage = (event: MessageEvent<FromWorker>) => {
      if (event.data.kind !== 'progress') underWay.delete(event.data.requestId);
      this.heard(event);
    };
    return {
      post: (message) => ours.postMessage(message),
      end: () => {
        ours.close();
        // Unlike a worker's, this thread goes on: its work must be called off.
        for (const requestId of underWay)
          scope.onmessage?.({ data: { kind: 'cancel', requestId } } as MessageEvent<ToWorker>);
      },
    };
  }
}

/** Milliseconds after which a blob's address is not needed any more. */
const REVOKE_AFTER = 10_000;
