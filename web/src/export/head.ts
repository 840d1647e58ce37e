import type { Beside, Hypotheses, Spec } from '../generated/types';

/** What a file of numbers says before its runs: what they are runs of, in words, as a link and as data. */
export interface Head {
  /** The experiment in words. */
  readonly caption: string;
  /** Address that shows it. */
  readonly link: string;
  readonly spec: Spec;
  readonly beside: Pick<Beside, 'scale' | 'at' | 'select' | 'lambda'>;
  /** Revision of the engine's bits. */
  readonly engine: string;
  readonly hypotheses: Hypotheses | null;
}

/** What goes with every file. */
export interface Caption {
  readonly words: string;
  readonly link: string;
  /** The link with the runs' fingerprints, where all have ended: who opens it is told whether they are reproduced. */
  readonly proof: string;
}

export type Format = 'json' | 'csv';

/** Media types, by which systems know what opens a file. */
export const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json',
  csv: 'text/csv;charset=utf-8',
};

/** The caption as one text, where there is but one place for it. */
export const captionText = ({ words, proof }: Caption): string => `${words}. ${proof}`;
