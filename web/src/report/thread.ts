// A thread of the package: the service that answers calls, whatever it runs in.

import { type Scope, serve, type Task } from '../engine/service.ts';
import { answerTo, type CallProgress, type Open } from './call.ts';
import type { Between, Engine } from './means.ts';
import { errorOf, SpecError } from './spec-error.ts';

/** Answers calls for as long as the scope lives. */
export function serveCalls(scope: Scope, started: Promise<Engine>, open: Open): void {
  serve(scope, [() => started], async (request, task) => {
    if (request.kind !== 'report') throw new Error(`no such call: ${request.kind}`);
    try {
      const engine = await started;
      return { report: await answerTo(request.call, engine, open, pacing(task)) };
    } catch (thrown) {
      const error = errorOf(thrown);
      // Plain, for an error of a class would lose its parts on the way.
      throw error instanceof SpecError ? error.toJSON() : error;
    }
  });
}

/** Reports regularly, and the end by all means; gives way at the end of each slice. */
function pacing(task: Task): Between<CallProgress> {
  const clock = task.clock();
  return (progress) => {
    if (progress.share === 1 || clock.reportIsDue()) task.progress({ kind: 'reported', progress });
    return clock.sliceIsOver() ? clock.breathe() : undefined;
  };
}
