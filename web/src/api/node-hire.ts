import { Worker } from 'node:worker_threads';
import type { WorkerPort } from '../engine/client.ts';
import type { FromWorker, ToWorker } from '../engine/protocol.ts';

/** A thread of Node that keeps the program from ending only while something is asked of it. */
export class NodeThread implements WorkerPort {
  onmessage: WorkerPort['onmessage'] = null;
  onerror: WorkerPort['onerror'] = null;
  readonly #thread: Worker;
  readonly #asked = new Set<number>();

  constructor(script: URL) {
    this.#thread = new Worker(script);
    this.#thread.unref();
    this.#thread.on('message', (message: FromWorker) => {
      if (message.kind !== 'progress') this.#answered(message.requestId);
      this.onmessage?.({ data: message } as MessageEvent<FromWorker>);
    });
    this.#thread.on('error', ({ message }) => this.onerror?.({ message } as ErrorEvent));
  }

  postMessage(message: ToWorker): void {
    // First, for what cannot be sent (a function in a spec) is refused here, and never answered.
    this.#thread.postMessage(message);
    if (message.kind !== 'request') return;
    this.#asked.add(message.requestId);
    this.#thread.ref();
  }

  terminate(): void {
    void this.#thread.terminate();
  }

  #answered(requestId: number): void {
    this.#asked.delete(requestId);
    if (this.#asked.size === 0) this.#thread.unref();
  }
}
