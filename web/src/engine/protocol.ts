import type { Format, Head } from '../export/head';
import type {
  Admission,
  Beside,
  Catalogue,
  CriticalPoints,
  DataSpec,
  DataSummary,
  FilterReport,
  Header,
  HistoryRow,
  Hypotheses,
  InspectionReport,
  Link,
  RunRecord,
  SliceFacts,
  Spec,
  SpecError,
  Switch,
  TableOutline,
} from '../generated/types';
import type { BasinPicture } from '../plot/basins';
import type { Contours } from '../plot/contours';
import type { Forbidden } from '../plot/forbidden';
import type { Range } from '../plot/lambda-range';
import type { Scale } from '../plot/levels';
import type { Trail } from '../plot/trail';
import type { Call, CallProgress, Reports } from '../report/call';
import type { Window } from '../state/experiment';
import type { Outputs } from '../state/outputs';
import type { Rows } from '../state/own-data';
import type { Values } from '../state/own-function';
import type { PlaneKind, SliceGrid } from '../state/slice';
import type { SpectrumChoices } from '../state/spectrum';

/** The name of a thread that runs networks. */
export const NETWORK_THREAD = 'network';

/** What the page asks of the engine. One request, one `done` or `refused`, any number of events between. */
export type Request =
  | { readonly kind: 'start' }
  | { readonly kind: 'open'; readonly link: string }
  | {
      readonly kind: 'print';
      readonly spec: Spec;
      readonly beside: Beside;
      readonly views: readonly string[];
    }
  | { readonly kind: 'read'; readonly value: unknown }
  /** Read a spec with another, typed function; its parameters take their values from `values`. */
  | {
      readonly kind: 'write';
      readonly spec: Spec;
      readonly source: string;
      readonly values: Values;
    }
  | { readonly kind: 'facts'; readonly spec: Spec }
  | {
      readonly kind: 'map';
      readonly spec: Spec;
      readonly columns: number;
      readonly scale: Scale;
    }
  | { readonly kind: 'survey'; readonly spec: Spec }
  | { readonly kind: 'sift'; readonly spec: Spec; readonly eigenvalues: readonly number[] }
  | {
      readonly kind: 'forbidden';
      readonly spec: Spec;
      readonly optimizer: number;
      readonly columns: number;
    }
  | {
      readonly kind: 'basin-rows';
      readonly spec: Spec;
      readonly map: MapOrder;
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly kind: 'basin-classes';
      readonly spec: Spec;
      readonly map: MapOrder;
      readonly outcomes: Float64Array;
    }
  | { readonly kind: 'curves'; readonly spec: Spec; readonly range: Range }
  | {
      readonly kind: 'running';
      readonly spec: Spec;
      readonly lambdas: readonly number[];
      readonly runs: readonly RunningOrder[];
    }
  | {
      readonly kind: 'alpha';
      readonly spec: Spec;
      readonly optimizer: number;
      readonly bound: number;
    }
  | { readonly kind: 'run'; readonly spec: Spec; readonly runs: readonly RunOrder[] }
  /** Train some of a spec's optimizers: from θ₀, or on from a step, or from where they stand before it. */
  | {
      readonly kind: 'train';
      readonly spec: Spec;
      readonly asset: Asset;
      readonly optimizers: readonly number[];
      readonly from: number | null;
    }
  /** θ of a run that this thread trained, at a step or at the newest. */
  | {
      readonly kind: 'weights';
      readonly spec: Spec;
      readonly run: number;
      readonly step: number | null;
    }
  /** Look at the spectrum of H at θ, or of P⁻¹H where P's diagonal is given. */
  | {
      readonly kind: 'inspect';
      readonly spec: Spec;
      readonly choices: SpectrumChoices;
      readonly asset: Asset;
      readonly theta: Float64Array;
      readonly diagonal: Float64Array | null;
    }
  /** Lay a plane through weights; it stays with the thread until the next one. */
  | {
      readonly kind: 'slice-plane';
      readonly spec: Spec;
      readonly asset: Asset;
      readonly centre: Float64Array;
      readonly directions: PlaneKind;
      readonly seed: number;
      /** Two more points, where it goes through three. */
      readonly others: readonly Float64Array[];
    }
  | { readonly kind: 'slice-project'; readonly theta: Float64Array }
  | { readonly kind: 'slice-map'; readonly window: Window; readonly scale: Scale }
  | { readonly kind: 'slice-at'; readonly x: number; readonly y: number }
  /** What networks with these weights do. */
  | {
      readonly kind: 'outputs';
      readonly spec: Spec;
      readonly asset: Asset;
      readonly thetas: readonly (Float64Array | null)[];
    }
  | {
      readonly kind: 'export';
      readonly head: Head;
      readonly caption: string;
      readonly format: Format;
    }
  | { readonly kind: 'import'; readonly file: Blob; readonly name: string }
  /** What a program asks by the package, in threads of its own. */
  | { readonly kind: 'report'; readonly call: Call }
  /** f, ‖∇f‖ and curvature at points, a list of x, y in turn for each run. */
  | { readonly kind: 'along'; readonly spec: Spec; readonly points: readonly Float64Array[] }
  | { readonly kind: 'probes'; readonly spec: Spec; readonly orders: readonly ProbeOrder[] }
  /** Read a user's file (once, by its ticket), and judge what is to be learnt from it. */
  | {
      readonly kind: 'table';
      readonly ticket: number;
      readonly file: Blob;
      readonly header: Header | null;
      readonly draft: DataSpec | null;
      readonly seed: number;
    }
  /** What a network's data are, and the first rows that it trains on. */
  | { readonly kind: 'data'; readonly spec: Spec; readonly asset: Asset; readonly rows: number };

/** The file that data are read from: an address, the user's own file, or none. */
export type Asset = string | Blob | null;

/** Steps of which it is asked where their gradient was taken. */
export interface ProbeOrder {
  readonly optimizer: number;
  /** x, y and the x, y before, step after step. */
  readonly steps: Float64Array;
}

/** A run asked for: its place among the experiment's runs. */
export interface RunOrder {
  readonly index: number;
  readonly optimizer: number;
  readonly start: number;
}

/** A map of basins asked for: one optimizer's, in so many pixels. */
export interface MapOrder {
  readonly optimizer: number;
  readonly columns: number;
  readonly rows: number;
}

/** What the filters of an experiment's optimizers say of its critical points; one entry an optimizer. */
export interface Sifting {
  readonly admissions: readonly Admission[];
  readonly switches: readonly (readonly Switch[])[];
}

/** Where a run of an optimizer without a fixed filter stands. */
export interface RunningOrder {
  readonly optimizer: number;
  readonly gradientNorm: number;
}

/** The filters of all optimizers, with spectral radii over a range. */
export interface Curves {
  readonly range: Range;
  readonly lambdas: readonly number[];
  readonly filters: readonly FilterReport[];
}

/** What each request is answered with at its end. */
export interface Answers {
  start: { readonly catalogue: Catalogue };
  open: Link;
  print: { readonly link: string; readonly views: Readonly<Record<string, string>> };
  read: { readonly spec: Spec };
  write: { readonly spec: Spec };
  facts: { readonly hypotheses: Hypotheses; readonly filters: readonly FilterReport[] };
  map: { readonly contours: Contours };
  'basin-rows': { readonly outcomes: Float64Array };
  'basin-classes': { readonly picture: BasinPicture };
  survey: { readonly found: CriticalPoints; readonly sifting: Sifting };
  sift: { readonly sifting: Sifting };
  /** Null where the rule has no passband for the Hessian. */
  forbidden: { readonly forbidden: Forbidden | null };
  curves: { readonly curves: Curves };
  running: { readonly filters: readonly (FilterReport | null)[] };
  /** Null where no step size puts the bound there. */
  alpha: { readonly alpha: number | null };
  run: null;
  train: null;
  /** θ and the step it is of, not later than asked for; null where the thread has not trained it. */
  weights: {
    readonly theta: Float64Array;
    /** The diagonal of Adam's P; null for other rules, and before the first step. */
    readonly diagonal: Float64Array | null;
    readonly step: number;
  } | null;
  inspect: { readonly report: InspectionReport };
  /** Six numbers a point: f, ‖∇f‖, λmin, λmax and λmax's unit eigenvector. */
  along: { readonly numbers: readonly Float64Array[] };
  /** x and y in turn. */
  probes: { readonly points: readonly Float64Array[] };
  table: {
    readonly outline: TableOutline;
    readonly summary: DataSummary | null;
    readonly problem: SpecError | null;
  };
  data: { readonly summary: DataSummary; readonly rows: Rows };
  outputs: Outputs;
  /** Where the points it was made through lie on it, the centre first. */
  'slice-plane': {
    readonly facts: SliceFacts;
    readonly points: readonly (readonly [number, number])[];
  };
  /** Null, as in the next two, where the thread knows no plane. `f` is the loss at x, y. */
  'slice-project': {
    readonly x: number;
    readonly y: number;
    readonly distance: number;
    readonly f: number;
  } | null;
  'slice-map': { readonly contours: Contours; readonly grid: SliceGrid } | null;
  'slice-at': { readonly f: number } | null;
  export: { readonly file: Blob };
  /** The experiment in a file; or, in words that name the file, why there is none. */
  import: { readonly experiment: Link } | { readonly problem: string };
  report: { readonly report: Reports[keyof Reports] };
}

/** News of one network run: the rows of its history since the last report, to follow the first `kept`. */
export interface TrainedPart {
  readonly index: number;
  readonly kept: number;
  readonly history: readonly HistoryRow[];
  readonly step: number;
  readonly record: RunRecord | null;
  readonly through: Through;
}

/**
 * Where a verdict is "outside": which of the record's eigenvalues the passband lets through all the
 * same.
 */
export type Through = readonly boolean[] | null;

/** What a request under way reports. */
export type Progress =
  | {
      readonly kind: 'ran';
      readonly index: number;
      readonly trail: Trail;
      readonly record: RunRecord | null;
      readonly through: Through;
    }
  | { readonly kind: 'mapped'; readonly rows: number }
  | {
      readonly kind: 'trained';
      readonly runs: readonly TrainedPart[];
      readonly secondsLeft: number | null;
    }
  /** Cells of a slice; with a coarser map, once there is one. */
  | {
      readonly kind: 'sliced';
      readonly contours: Contours | null;
      readonly share: number;
      readonly secondsLeft: number;
    }
  /** Steps are made again; `share` of them are done. */
  | { readonly kind: 'recomputed'; readonly share: number; readonly secondsLeft: number }
  /** A user's file is read: so much of it. */
  | { readonly kind: 'read'; readonly share: number; readonly secondsLeft: number }
  | {
      readonly kind: 'inspected';
      readonly share: number;
      readonly secondsLeft: number;
      /** What was seen so far; null where there is nothing new to show yet. */
      readonly report: InspectionReport | null;
    }
  | { readonly kind: 'exported'; readonly rows: number }
  | { readonly kind: 'reported'; readonly progress: CallProgress };

/** To the worker; `requestId` grows by one from request to request. */
export type ToWorker =
  | { readonly kind: 'request'; readonly requestId: number; readonly request: Request }
  | { readonly kind: 'cancel' | 'pause' | 'resume'; readonly requestId: number };

/** From the worker. After `broken` the instance is not to be trusted any more and must be replaced. */
export type FromWorker =
  | { readonly kind: 'progress'; readonly requestId: number; readonly progress: Progress }
  | { readonly kind: 'done'; readonly requestId: number; readonly answer: Answers[keyof Answers] }
  | { readonly kind: 'refused'; readonly requestId: number; readonly error: SpecError }
  | { readonly kind: 'unavailable'; readonly requestId: number; readonly message: string }
  | { readonly kind: 'cancelled'; readonly requestId: number }
  | { readonly kind: 'broken'; readonly requestId: number; readonly message: string };

export function isSpecError(thrown: unknown): thrown is SpecError {
  return (
    typeof thrown === 'object' &&
    thrown !== null &&
    'code' in thrown &&
    'field' in thrown &&
    'message' in thrown
  );
}
