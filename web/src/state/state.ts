import type { Sifting, Through } from '../engine/protocol';
import type {
  Catalogue,
  CriticalPoints,
  FilterReport,
  HistoryRow,
  Hypotheses,
  RunRecord,
  Spec,
  SpecError,
} from '../generated/types';
import type { Theme } from '../plot/colour';
import type { Contours } from '../plot/contours';
import type { Forbidden } from '../plot/forbidden';
import type { Trail } from '../plot/trail';
import type { Followed, Shown } from './along';
import { type Basins, NO_BASINS } from './basins';
import type { Experiment, View } from './experiment';
import type { FilterState } from './filter';
import { NO_OUTPUTS, type OutputsState } from './outputs';
import { type DataState, NO_DATA, type Reading } from './own-data';
import type { Values } from './own-function';
import { NO_SLICE, type SliceState } from './slice';
import type { Spectra } from './spectrum';
import { NO_STEPS, type Undo } from './undo';

/** One run of the landscape as far as it is known. */
export interface RunState {
  readonly key: string;
  readonly trail: Trail | null;
  readonly record: RunRecord | null;
  readonly through: Through;
  /** The trail and record still belong to the settings before the last edit. */
  readonly stale: boolean;
}

/** One network run as far as it is known. */
export interface TrainedRun {
  readonly history: readonly HistoryRow[];
  readonly step: number;
  readonly record: RunRecord | null;
  readonly through: Through;
}

/** `short`: all have ended, or were cancelled, and the budget was raised since. */
export type Phase = 'idle' | 'running' | 'paused' | 'ended' | 'cancelled' | 'short';

export interface Training {
  readonly phase: Phase;
  /** Settings the runs belong to; null before the first. */
  readonly spec: Spec | null;
  readonly runs: readonly TrainedRun[];
  readonly secondsLeft: number | null;
  /** The table that it learns from, while it is read. */
  readonly reading: Reading | null;
}

/** θ of every run of a training at the step shown: W₁ row by row, b₁, W₂, …. */
export interface Weights {
  /** Null is the newest. A run that ended earlier, or has not come so far, is shown where it stands. */
  readonly step: number | null;
  /** Null where it is not known. */
  readonly of: readonly (Float64Array | null)[];
}

/** What the settings imply before anything runs. */
export interface Facts {
  readonly hypotheses: Hypotheses;
  readonly filters: readonly FilterReport[];
}

/**
 * The critical points of the window shown, and what each optimizer's filter says of them. The points
 * stay while only optimizers change; `sifting` alone follows them, and is the one to read.
 */
export interface Critical {
  readonly found: CriticalPoints;
  readonly sifting: Sifting;
}

/** The forbidden region of one optimizer's filter; null where its rule has no passband for the Hessian. */
export interface Hatch {
  readonly optimizer: number;
  readonly forbidden: Forbidden | null;
}

export interface FieldError {
  /** What was typed, as it stays in the field. */
  readonly text: string;
  readonly error: SpecError;
}

/** How far the last export has come, in words. */
export interface Exporting {
  readonly text: string;
  /** Under way: it can be cancelled. */
  readonly busy: boolean;
}

export interface State {
  readonly engine: 'loading' | 'ready' | 'failed';
  readonly catalogue: Catalogue | null;
  /** The last accepted experiment: what pictures and the address show. */
  readonly experiment: Experiment | null;
  /** Refused fields by name; the experiment is not touched by them. */
  readonly fieldErrors: Readonly<Record<string, FieldError>>;
  readonly refused: { readonly link: string; readonly error: SpecError } | null;
  readonly notice: string | null;
  readonly facts: Facts | null;
  readonly contours: Contours | null;
  /** Null until they are known, and for networks. */
  readonly critical: Critical | null;
  /** Of the filters that are shown, as far as they are known. */
  readonly hatches: readonly Hatch[];
  readonly filter: FilterState;
  readonly runs: readonly RunState[];
  /** Values of parameters, so that a name that comes back has the one it had. */
  readonly values: Values;
  readonly undo: Undo;
  /** What was done last, for those who do not see it. */
  readonly said: string;
  /** The step shown while the run unfolds; null at rest, when the experiment's `at` decides. */
  readonly playhead: number | null;
  readonly playing: boolean;
  /** Times the usual pace of playing. */
  readonly speed: number;
  readonly training: Training;
  readonly weights: Weights;
  /** Steps that are made again to show their weights; null when there are none, or they take no time. */
  readonly weightsAwaited: { readonly share: number; readonly secondsLeft: number } | null;
  /** Null until somebody looks. */
  readonly spectra: Spectra | null;
  readonly outputs: OutputsState;
  readonly slice: SliceState;
  /** An experiment this large starts only after a yes. */
  readonly asking: { readonly gradients: number } | null;
  /** A large experiment was not run, by choice. */
  readonly declined: boolean;
  readonly shown: Shown;
  readonly followed: Followed;
  readonly basins: Basins;
  readonly data: DataState;
  /** The link last shown for each view, as the engine printed it. */
  readonly links: Readonly<Partial<Record<View, string>>>;
  readonly theme: Theme;
  readonly exporting: Exporting | null;
}

export const idleTraining: Training = {
  phase: 'idle',
  spec: null,
  runs: [],
  secondsLeft: null,
  reading: null,
};

export const noWeights: Weights = { step: null, of: [] };

export const initialState: State = {
  engine: 'loading',
  catalogue: null,
  experiment: null,
  fieldErrors: {},
  refused: null,
  notice: null,
  facts: null,
  contours: null,
  critical: null,
  hatches: [],
  filter: { curves: null, standing: null, running: [], heldRange: null },
  runs: [],
  values: {},
  undo: NO_STEPS,
  said: '',
  playhead: null,
  playing: false,
  speed: 1,
  training: idleTraining,
  weights: noWeights,
  weightsAwaited: null,
  spectra: null,
  outputs: NO_OUTPUTS,
  slice: NO_SLICE,
  asking: null,
  declined: false,
  shown: { along: false, ascent: false, hessian: false },
  followed: { curves: null, now: null, probes: [] },
  basins: NO_BASINS,
  data: NO_DATA,
  links: {},
  theme: 'light',
  exporting: null,
};
