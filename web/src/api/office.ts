// Where the package's threads are hired, asked and let go.

import {
  EngineClient,
  GivenUpError,
  RefusedError,
  UnavailableError,
  type WorkerPort,
} from '../engine/client.ts';
import type { Call, News, Reports } from '../report/call.ts';
import { SpecError } from '../report/spec-error.ts';

/** Another call was given up, and its thread did not hear of it in time. */
const HUNG = 'a call that was given up did not end';

let hire: (() => WorkerPort) | null = null;
let client: EngineClient | null = null;
/** Why the last thread ended that did not end well; one that hangs says nothing. */
let lastWords = HUNG;

/** Says once how a thread is hired where the program runs. */
export function hireBy(spawn: () => WorkerPort): void {
  hire = spawn;
}

/** What may be said beside a question. */
export interface Manner<W extends Call['what']> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: W extends keyof News ? News[W] : never) => void;
}

/** Asks; the first question hires the thread. Rejects as the package says it does. */
export async function ask<W extends Call['what']>(
  call: Extract<Call, { what: W }>,
  { signal, onProgress }: Manner<W> = {},
): Promise<Reports[W]> {
  signal?.throwIfAborted();
  if (!hire) throw new Error('no way to hire a thread');
  client ??= new EngineClient(hire, (message) => {
    lastWords = message;
  });
  try {
    const answer = await client.ask(
      { kind: 'report', call },
      {
        ...(signal && { signal }),
        onProgress: (news) => {
          if (news.kind === 'reported')
            onProgress?.(news.progress as Parameters<typeof onProgress>[0]);
        },
      },
    );
    return answer.report as Reports[W];
  } catch (thrown) {
    // An engine that did not start is not asked again.
    if (thrown instanceof UnavailableError) letGo();
    throw signal?.aborted ? signal.reason : said(thrown);
  }
}

/** Lets the thread go: its memory is free, and what it had under way is given up. */
export function letGo(): void {
  client?.close();
  client = null;
}

/** An error in the package's words. */
function said(thrown: unknown): unknown {
  if (thrown instanceof RefusedError) return new SpecError(thrown.specError);
  if (!(thrown instanceof GivenUpError)) return thrown;
  if (thrown.why === 'aborted')
    return new DOMException('dispose() was called while this was under way', 'AbortError');
  const why = lastWords;
  lastWords = HUNG;
  return new Error(`The engine's thread stopped (${why}); the next call has a fresh one.`);
}
