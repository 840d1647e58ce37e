// Stands for network-thread.ts in embed-network.html, whose threads all have the whole engine.

import type { WorkerPort } from '../engine/client';
import { NETWORK_THREAD } from '../engine/protocol';

/** `hired` hires a thread of the page's own engine by this name. */
export const networkThread = (hired: (name: string) => WorkerPort): WorkerPort =>
  hired(NETWORK_THREAD);
