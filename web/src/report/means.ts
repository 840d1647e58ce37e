import type * as border from '../generated/engine.js';
import type { Beside, Spec } from '../generated/types.ts';
import type { Progress } from './reports.ts';

/** The engine's border, instantiated. */
export type Engine = typeof border;

/** An experiment with what its link carried beside it. */
export interface Input {
  readonly spec: Spec;
  readonly beside: Beside | null;
}

/**
 * Heard between two calls of the engine. It may take its time, to let others speak, and throw where
 * the work was given up.
 */
export type Between<P extends Progress> = (progress: P) => Promise<void> | undefined;

/** A text is a link, anything else a spec's JSON form. Throws a refusal. */
export function inputOf({ parseLink, readSpec }: Engine, experiment: unknown): Input {
  return typeof experiment === 'string'
    ? parseLink(experiment)
    : { spec: readSpec(experiment), beside: null };
}
