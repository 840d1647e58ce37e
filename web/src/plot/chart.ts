/** One line of a chart: values at the shared steps, null where there is none. */
export interface Line {
  /** Stands at its end; empty for none. */
  readonly name: string;
  readonly colour: string;
  readonly momentum: string;
  readonly values: readonly (number | null)[];
  /** A companion of another line (test beside train): thin, and without a name at its end. */
  readonly companion: boolean;
  /** One of many of its kind. */
  readonly thin?: boolean;
  /** Another one is selected. */
  readonly faded?: boolean;
  /** Where the curve may go at most, drawn as a thin line with everything above it hatched. */
  readonly bound: number | null;
  /** The run it belongs to, for cursors that stand elsewhere on each run. */
  readonly run?: number;
}

export interface Chart {
  readonly title: string;
  /** What it shows, for those who take some charts of a stack. */
  readonly kind?: 'eigenvalues' | 'preconditioned' | 'loss';
  readonly scale: 'linear' | 'log' | 'share';
  /** Part of the common height. */
  readonly weight: number;
  /** Values beyond these leave the picture: what diverges must not flatten all others. */
  readonly limits?: readonly [number, number];
  /** Where all curves may go at most. */
  readonly ceiling?: number;
  readonly lines: readonly Line[];
}

export interface Stack {
  /** Ascending; what they count is `axis`. */
  readonly steps: readonly number[];
  readonly lastStep: number;
  /** What lies on the x axis, if not steps. */
  readonly axis?: string;
  /** Small: nothing is written beside the lines’ ends. */
  readonly compact?: boolean;
  /** Steps lie as on the scrubber, the first ones wide apart, instead of evenly. */
  readonly unrolled?: boolean;
  readonly charts: readonly Chart[];
}
