import type { WorkerPort } from './client';
import type { FromWorker, ToWorker } from './protocol';

/** A thread that has not let go of cancelled work after this many milliseconds hangs. */
const PATIENCE = 4000;

/**
 * A few threads for many pictures. Each takes a seat, which is to it as a thread of its own; seats are
 * spread over the threads, and the last one to leave a thread ends it.
 */
export class Crew {
  private readonly threads = new Set<Thread>();

  /** `hire` makes a thread, of which there are at most `size`, beside those that hang. */
  constructor(
    private readonly hire: () => WorkerPort,
    private readonly size: number,
    private readonly patience = PATIENCE,
  ) {}

  /** How many threads there are. */
  get count(): number {
    return this.threads.size;
  }

  seat(): WorkerPort {
    const able = [...this.threads].filter(({ suspect }) => !suspect);
    const [roomiest] = able.sort((a, b) => a.seats.size - b.seats.size);
    const fresh = !roomiest || (roomiest.seats.size > 0 && able.length < this.size);
    return new Seat(fresh ? this.thread() : roomiest);
  }

  private thread(): Thread {
    const thread = new Thread(this.hire(), this.patience, () => this.threads.delete(thread));
    this.threads.add(thread);
    return thread;
  }
}

/** Whose a request is, and by which number its seat knows it. */
interface Route {
  readonly seat: Seat;
  readonly requestId: number;
}

class Thread {
  readonly seats = new Set<Seat>();
  /** It was asked to stop something and has not: nobody else is to wait for it. */
  suspect = false;
  private readonly routes = new Map<number, Route>();
  private nextId = 1;

  constructor(
    private readonly port: WorkerPort,
    private readonly patience: number,
    private readonly ended: () => void,
  ) {
    port.onmessage = ({ data }) => this.receive(data);
    port.onerror = (event) => this.fail(event.message);
  }

  post(seat: Seat, message: ToWorker): void {
    if (message.kind === 'request') {
      const requestId = this.nextId++;
      this.routes.set(requestId, { seat, requestId: message.requestId });
      this.port.postMessage({ ...message, requestId });
      return;
    }
    for (const [requestId, route] of this.routes)
      if (route.seat === seat && route.requestId === message.requestId)
        this.port.postMessage({ ...message, requestId });
  }

  /** A seat is given back: its work is called off. */
  leave(seat: Seat): void {
    if (!this.seats.delete(seat)) return;
    if (this.seats.size === 0) {
      this.end();
      return;
    }
    const left = [...this.routes].filter(([, route]) => route.seat === seat);
    if (left.length === 0) return;
    for (const [requestId] of left) this.port.postMessage({ kind: 'cancel', requestId });
    this.suspect = true;
    setTimeout(() => {
      this.suspect = left.some(([requestId]) => this.routes.has(requestId));
      if (this.suspect) this.fail('a thread did not stop');
    }, this.patience);
  }

  private receive(message: FromWorker): void {
    const route = this.routes.get(message.requestId);
    if (message.kind === 'broken') {
      this.fail(message.message);
      return;
    }
    if (!route) return;
    if (message.kind !== 'progress') this.routes.delete(message.requestId);
    if (this.suspect && message.kind !== 'progress') this.suspect = this.owesSomething();
    route.seat.hear({ ...message, requestId: route.requestId });
  }

  /** Work of seats that were given back is still under way. */
  private owesSomething(): boolean {
    return [...this.routes.values()].some(({ seat }) => !this.seats.has(seat));
  }

  /** The engine here is not to be trusted any more: everyone has to take a seat elsewhere. */
  private fail(message: string): void {
    const left = [...this.seats];
    this.seats.clear();
    this.end();
    for (const seat of left) seat.onerror?.({ message } as ErrorEvent);
  }

  private end(): void {
    this.port.onmessage = null;
    this.port.onerror = null;
    this.port.terminate();
    this.ended();
  }
}

class Seat implements WorkerPort {
  onmessage: WorkerPort['onmessage'] = null;
  onerror: WorkerPort['onerror'] = null;

  constructor(private readonly thread: Thread) {
    thread.seats.add(this);
  }

  postMessage(message: ToWorker): void {
    if (this.thread.seats.has(this)) this.thread.post(this, message);
  }

  terminate(): void {
    this.thread.leave(this);
  }

  hear(message: FromWorker): void {
    this.onmessage?.({ data: message } as MessageEvent<FromWorker>);
  }
}
