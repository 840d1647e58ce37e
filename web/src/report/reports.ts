// What the package and the terminal report; what it is made from is in generated/types.ts.

import type {
  BasinClass,
  FilterReport,
  HistoryRow,
  Hypotheses,
  NetworkEvaluation,
  Optimizer,
  RunRecord,
  Spec,
} from '../generated/types.ts';

/** A run's record, with what was asked for beside it. */
export type RunResult = Omit<RunRecord, 'warnings' | 'history'> & {
  /** Measurements at 0, every so many steps, and at the end; networks only. */
  history?: RecordedRow[];
  /** The iterates x₀ … xₖ, if asked for; functions only. */
  trajectory?: [number, number][];
  /** θ at the end, if asked for; networks only. */
  params?: Float64Array;
};

/** A row of a network's history, with θ if asked for. */
export type RecordedRow = HistoryRow & { params?: Float64Array };

/** What came out of an experiment. */
export interface RunReport {
  /** The canonical link; null where the spec is too large for one. */
  link: string | null;
  /** The spec with every default filled in. */
  spec: Spec;
  /** Revision of the engine's bits: with the link, it decides the fingerprints. */
  engine: string;
  /** Which hypotheses of the theorem are certified. */
  hypotheses: Hypotheses;
  /** What should be known beside the numbers, in sentences. */
  warnings: string[];
  /** Every optimizer's runs in the order of the starts, one optimizer after the other. */
  runs: RunResult[];
}

/** A function and its derivatives at a point; null where they are not finite. */
export interface PointReport {
  /** Where. */
  x: [number, number];
  /** f there. */
  f: number | null;
  /** ∇f. */
  grad: [number | null, number | null];
  /** H, row by row. */
  hess: [[number | null, number | null], [number | null, number | null]];
}

/** A function of the plane, evaluated. */
export interface PlaneReport {
  /** Which hypotheses of the theorem are certified. */
  hypotheses: Hypotheses;
  /** In the order in which they were asked for. */
  points: PointReport[];
}

/** A network, evaluated. */
export type NetworkReport = NetworkEvaluation & {
  /** Which hypotheses of the theorem are certified. */
  hypotheses: Hypotheses;
};

/** What filters the optimizers are. */
export interface FiltersReport {
  /** One for each optimizer, in their order. */
  optimizers: FilterReport[];
}

/** One optimizer's map. */
export interface BasinReport {
  /** The optimizer. */
  optimizer: Optimizer;
  /** What its runs lead to: by kind, then from the largest share to the smallest. */
  classes: BasinClass[];
  /** Rows of indices of classes, from the top (the largest y) down and left to right. */
  raster: Uint32Array[];
}

/** The maps of all optimizers. */
export interface BasinsReport {
  /** One for each optimizer, in their order. */
  optimizers: BasinReport[];
}

/** How far a piece of work has come. */
export interface Progress {
  /** Share of the work that is done, from 0 to 1; of the most there can be, so that it may jump to 1. */
  readonly share: number;
}

/** How far runs have come. */
export interface RunProgress extends Progress {
  /** Steps made, by all runs together. */
  readonly steps: number;
  /** Index of the run under way. */
  readonly run: number;
}

/** How far maps have come. */
export interface BasinsProgress extends Progress {
  /** Rows of pixels made, of all maps together. */
  readonly rows: number;
}
