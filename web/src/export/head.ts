import type { Beside, Hypotheses, Spec } from '../generated/types';

/** What a file of numbers says before its runs: what they are runs of, in words, as a link and as data. */
export interface Head {
  /** The experiment in words. */
  readonly caption: string;
  /** Address that shows it; with the fingerprints, where all runs have ended. */
  readonly link: string;
  readonly spec: Spec;
  readonly beside: Pick<Beside, 'scale' | 'at' | 'select' | 'lambda'>;
  /** Revision of the engine's bits. */
  readonly engine: string;
  readonly hypotheses: Hypotheses | null;
}

export type Format = 'json' | 'csv';

/** Media types, by which systems know what opens a file. */
export const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json',
  csv: 'text/csv;charset=utf-8',
};

/** The caption as one cell, in the first row of a column of its own: readers of tables need no exception for it. */
export const captionCell = ({ caption, link }: Head): string => `${caption}. ${link}`;
