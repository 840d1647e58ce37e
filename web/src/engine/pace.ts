import type { Experiment } from '../generated/engine.js';
import type { Spec } from '../generated/types';
import type { Asset, Progress } from './protocol';

/** Says when work has gone on long enough, and lets others have their turn. */
export interface Turns {
  sliceIsOver(): boolean;
  /** Throws where the work was cancelled meanwhile. */
  breathe(): Promise<void>;
}

/** Says when to speak as well. */
export interface Pace extends Turns {
  reportIsDue(): boolean;
  /** Milliseconds of work so far, pauses left out. */
  worked(): number;
}

/** Work of the engine that goes on product by product. */
interface Work {
  /** At most so many products; true once there is nothing left to do. */
  advance(products: number): boolean;
  /** Products spent, and those that will have been in the end, at most. */
  progress(): ArrayLike<number>;
}

/** How far work has come, and the seconds that are left of it at most. */
export interface HowFar {
  readonly share: number;
  readonly secondsLeft: number;
}

/** A call of the engine takes about so many milliseconds. */
const CALL = 12;

/** Does work to its end, as many products a call as fit, and tells on the way how far it has come. */
export async function finish(
  work: Work,
  pace: Pace,
  report: (howFar: HowFar) => void,
): Promise<void> {
  const began = pace.worked();
  let products = 1;
  for (let ended = false; !ended; ) {
    const before = performance.now();
    ended = work.advance(products);
    const took = performance.now() - before;
    if (took < CALL / 2) products *= 2;
    else if (took > CALL) products = Math.max(1, products >> 1);
    if (pace.sliceIsOver()) await pace.breathe();
    if (ended || !pace.reportIsDue()) continue;
    const [spent = 0, most = 1] = Array.from(work.progress());
    const each = (pace.worked() - began) / Math.max(1, spent);
    report({ share: spent / most, secondsLeft: each * (most - spent) * 1e-3 });
  }
}

/** How a thread opens a network's experiment; to read a user's file may take seconds. */
export type Open = (
  spec: Spec,
  asset: Asset,
  pace: Pace,
  report: (progress: Progress) => void,
) => Promise<Experiment>;
