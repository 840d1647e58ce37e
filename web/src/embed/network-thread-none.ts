// Stands for network-thread.ts in embed.html, which has no files beside it and leaves networks to
// embed-network.html.

import type { WorkerPort } from '../engine/client';

export function networkThread(): WorkerPort {
  throw new Error('this page does not train networks');
}
