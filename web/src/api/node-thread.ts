// The package's thread in Node.

import { parentPort, type Transferable } from 'node:worker_threads';
import type { ToWorker } from '../engine/protocol.ts';
import type { Scope } from '../engine/service.ts';
import { serveCalls } from '../report/thread.ts';
import { engine, openExperiment } from '../terminal/engine.ts';

const scope: Scope = {
  name: '',
  onmessage: null,
  postMessage: (message, transfer = []) =>
    parentPort?.postMessage(message, transfer as Transferable[]),
};
parentPort?.on('message', (data: ToWorker) => {
  scope.onmessage?.({ data } as MessageEvent<ToWorker>);
});
serveCalls(scope, engine(), openExperiment);
