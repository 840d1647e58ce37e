import type { SliceFacts } from '../generated/types';
import type { Contours } from '../plot/contours';
import type { Scale } from '../plot/levels';
import type { Trail } from '../plot/trail';
import type { Window } from './experiment';

/** What spans a plane in the space of parameters. */
export type PlaneKind = 'sharpest' | 'random' | 'normalised' | 'through';

/** A run's weights at a step; null is its last. */
export interface RecordedPoint {
  readonly run: number;
  readonly step: number | null;
}

/** Which plane is wanted. */
export interface SliceChoice {
  readonly kind: PlaneKind;
  readonly centre: RecordedPoint;
  /** Seed of random directions. */
  readonly seed: number;
  /** The other two of three points. */
  readonly others: readonly [RecordedPoint, RecordedPoint];
}

/** A run dropped onto the plane. */
export interface SliceTrail {
  readonly trail: Trail;
  /** For each point of the trail how far the weights are from the plane. */
  readonly distances: Float64Array;
  /** For each point the loss drawn there: that of the projected weights. */
  readonly losses: Float64Array;
}

/** A plane that was made, and whose it is. */
export interface Plane {
  readonly choice: SliceChoice;
  readonly facts: SliceFacts;
  /** Where the points it was made through lie on it, the centre first. */
  readonly points: readonly (readonly [number, number])[];
}

/** Work under way, in words; the share of it is null while that cannot be told. */
export interface SliceProgress {
  readonly doing: string;
  readonly share: number | null;
  readonly secondsLeft: number | null;
  /** It may take less: a search ends when it has found. */
  readonly atMost: boolean;
}

/** The loss at the centres of cells, from the top left, row after row. */
export interface SliceGrid {
  readonly window: Window;
  readonly columns: number;
  readonly rows: number;
  readonly values: Float64Array;
}

export interface SliceState {
  /** Whether anyone looks. */
  readonly on: boolean;
  /** Null is the first plane there is: that of the first run's sharpest directions at its end. */
  readonly choice: SliceChoice | null;
  readonly scale: Scale;
  readonly plane: Plane | null;
  readonly trails: readonly (SliceTrail | null)[];
  /** The window that shows all there is, and the one that is shown. */
  readonly home: Window | null;
  readonly window: Window | null;
  readonly contours: Contours | null;
  /** The finest map of the window, once it is there. */
  readonly grid: SliceGrid | null;
  /** Where the pointer is, and the loss there once it is known. */
  readonly at: { readonly x: number; readonly y: number; readonly f: number | null } | null;
  readonly progress: SliceProgress | null;
  readonly problem: string | null;
}

/** What a new plane begins with. */
export const NO_PLANE = {
  plane: null,
  trails: [],
  home: null,
  window: null,
  contours: null,
  grid: null,
  at: null,
  problem: null,
} as const satisfies Partial<SliceState>;

export const NO_SLICE: SliceState = {
  ...NO_PLANE,
  on: false,
  choice: null,
  scale: 'log',
  progress: null,
};

/** The plane wanted, for so many runs: where nothing was chosen, or a run that is not there any more. */
export function choiceOf({ choice }: SliceState, runs: number): SliceChoice {
  const there = (point: RecordedPoint): RecordedPoint =>
    point.run < runs ? point : { run: 0, step: point.step };
  const { kind, centre, seed, others } = choice ?? {
    kind: 'sharpest',
    centre: { run: 0, step: null },
    seed: 0,
    others: [
      { run: 0, step: 0 },
      { run: Math.min(1, runs - 1), step: runs > 1 ? null : 1 },
    ],
  };
  return { kind, centre: there(centre), seed, others: [there(others[0]), there(others[1])] };
}

/** How far a run ever was from the plane; null where none of its points is known. */
export const farthest = ({ distances }: SliceTrail): number | null =>
  distances.length === 0 ? null : distances.reduce((most, one) => Math.max(most, one));
