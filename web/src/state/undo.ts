import type { Spec } from '../generated/types';

/** What a step left behind: the spec before it, and the field it changed. */
export interface Step {
  readonly spec: Spec;
  readonly field: string;
}

/** Steps that can be taken back, the last one last, and those that were, the next one first. */
export interface Undo {
  readonly past: readonly Step[];
  readonly future: readonly Step[];
}

export const NO_STEPS: Undo = { past: [], future: [] };

/** Older steps than this many are forgotten. */
const MOST = 200;

/** Before a step changes `spec`. What was undone before cannot be redone after it. */
export const begin = ({ past }: Undo, spec: Spec, field: string): Undo => ({
  past: [...past, { spec, field }].slice(-MOST),
  future: [],
});

/** Where a way through the steps leads. */
export interface Travel {
  readonly undo: Undo;
  readonly spec: Spec;
  readonly field: string;
}

/** One step back from `now`; steps that changed nothing are passed over. */
export function back({ past, future }: Undo, now: Spec): Travel | null {
  const last = past.findLastIndex(({ spec }) => !same(spec, now));
  const step = past[last];
  if (!step) return null;
  const { spec, field } = step;
  return {
    undo: { past: past.slice(0, last), future: [{ spec: now, field }, ...future] },
    spec,
    field,
  };
}

/** One step on again. */
export function forth({ past, future }: Undo, now: Spec): Travel | null {
  const [step, ...rest] = future;
  if (!step) return null;
  const { spec, field } = step;
  return { undo: { past: [...past, { spec: now, field }], future: rest }, spec, field };
}

/** The same experiment, in whichever view. */
export const same = (one: Spec, other: Spec): boolean =>
  JSON.stringify({ ...one, view: null }) === JSON.stringify({ ...other, view: null });

/** Edits of one field within this time are one step, in milliseconds. */
const PAUSE = 1500;

/** When a field was edited, and by which press of the pointer, if one was held. */
export interface Moment {
  readonly field: string;
  readonly at: number;
  readonly press: number | null;
}

/**
 * Whether an edit goes on with the step of the one before: a drag is one step however long it
 * takes, and so are strokes of a key in a row.
 */
export const isOneStep = (before: Moment | null, now: Moment): boolean =>
  before !== null &&
  before.field === now.field &&
  (now.press === null ? now.at - before.at < PAUSE : now.press === before.press);
