import type { DataSpec, DataSummary, Spec, TableOutline } from '../generated/types';

/** A file of the user's that is at hand; it stays on the machine, and is known by its digest. */
export interface OwnFile {
  readonly file: Blob;
  readonly name: string;
  readonly sha256: string;
  /** Rows of data in it. */
  readonly rows: number;
}

/** How much of a file was read, and the seconds that are left of it. */
export interface Reading {
  readonly share: number;
  readonly secondsLeft: number;
}

/** A file on its way to become data, as far as it has come. */
export interface Importing {
  /** Null as long as none was chosen. */
  readonly file: Blob | null;
  readonly name: string;
  /** Share of the file that was read; null when nothing is being read. */
  readonly share: number | null;
  readonly secondsLeft: number | null;
  /** The file at a glance. */
  readonly outline: TableOutline | null;
  /** What is chosen from it so far. */
  readonly draft: DataSpec | null;
  /** What data the draft makes; null while that is not known, or none. */
  readonly summary: DataSummary | null;
  /** Why not, or a word of warning. */
  readonly problem: string | null;
}

/** Rows of a data set: inputs and targets one row after the other; classes, or none for regression. */
export interface Rows {
  readonly inputs: Float64Array;
  readonly targets: Float64Array;
  readonly labels: Uint32Array;
}

/** The data of the experiment shown, with its first rows. */
export interface ShownData {
  readonly summary: DataSummary | null;
  readonly rows: Rows | null;
  readonly problem: string | null;
}

export interface DataState {
  /** The dialog that imports a file; null when it is closed. */
  readonly importing: Importing | null;
  /** Files at hand, the newest first. */
  readonly own: readonly OwnFile[];
  readonly shown: ShownData | null;
}

export const NOTHING_SHOWN: ShownData = { summary: null, rows: null, problem: null };

export const NO_DATA: DataState = { importing: null, own: [], shown: null };

/** The experiment's data, if they are a table of the user's own. */
export function ownTable({ objective }: Spec): DataSpec | null {
  return objective.kind === 'mlp' && objective.data.name === 'csv' ? objective.data : null;
}

/** The file that an experiment learns from, if it is at hand. */
export const ownFile = (spec: Spec, own: readonly OwnFile[]): OwnFile | null =>
  own.find(({ sha256 }) => sha256 === ownTable(spec)?.sha256) ?? null;

/** Whether an experiment waits for a file. */
export const lacksFile = (spec: Spec, own: readonly OwnFile[]): boolean =>
  ownTable(spec) !== null && ownFile(spec, own) === null;

/** Whether a file is a table by its name, and not an experiment. */
export const namesTable = (name: string): boolean => /\.(csv|tsv|tab)$/i.test(name);

/** Whether a pasted text is a table: several lines, of which the first has several cells. */
export const looksLikeTable = (text: string): boolean =>
  /^[^\n\r{[]*[,;\t|][^\n\r]*[\n\r]+\S/.test(text);
