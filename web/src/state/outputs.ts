import type { Contours } from '../plot/contours';
import type { Region } from '../plot/region';
import type { Window } from './experiment';
import type { Reading, Rows } from './own-data';

/** Rows that were taken for their class, of how many. */
export interface Right {
  readonly right: number;
  readonly rows: number;
}

/** Rows of both parts; null where there are no classes, or no such rows. */
export interface Rights {
  readonly train: Right | null;
  readonly test: Right | null;
}

/** What a network makes of the plane. */
export interface SurfaceOf extends Rights {
  /** For each class where it is the one guessed; none for regression. */
  readonly regions: readonly Region[];
  /** Regression: the output's level sets. */
  readonly contours: Contours | null;
  /** Training rows that are taken for another class. */
  readonly wrong: readonly number[];
}

/** What a network guesses. */
export interface GuessesOf extends Rights {
  /** Rows of each class (first index) that were taken for each class (second index). */
  readonly confusion: readonly (readonly number[])[];
  /** The first rows that were taken for another class, their inputs one after the other. */
  readonly wrong: readonly { readonly label: number; readonly guess: number }[];
  readonly inputs: Float64Array;
}

/**
 * What networks do with the inputs they are made for. One entry for each optimizer; null where there are
 * no weights, or none that are finite.
 */
export type Outputs =
  | {
      readonly kind: 'surface';
      readonly window: Window;
      /** Names of x and y. */
      readonly axes: readonly [string, string];
      readonly classes: readonly string[] | null;
      /** The rows that train. */
      readonly points: Rows;
      readonly of: readonly (SurfaceOf | null)[];
    }
  | {
      readonly kind: 'curve';
      readonly window: Window;
      readonly axes: readonly [string, string];
      readonly points: Rows;
      readonly xs: Float64Array;
      readonly of: readonly (Float64Array | null)[];
    }
  | {
      readonly kind: 'guesses';
      readonly classes: readonly string[];
      /** Which rows the table counts. */
      readonly part: 'train' | 'test';
      /** Pixels of an input, where inputs are images. */
      readonly image: { readonly width: number; readonly height: number } | null;
      readonly of: readonly (GuessesOf | null)[];
    }
  /** A regression of more inputs than a plane has: what is predicted, over what is true. */
  | {
      readonly kind: 'scatter';
      readonly window: Window;
      readonly axes: readonly [string, string];
      /** What is true of some rows that train, and of some that test. */
      readonly truths: Pair;
      /** What is predicted for the same rows. */
      readonly of: readonly (Pair | null)[];
    };

/** Numbers of rows that train, and of rows that test. */
export interface Pair {
  readonly train: Float64Array;
  readonly test: Float64Array;
}

export interface OutputsState {
  /** Whether anyone looks. */
  readonly on: boolean;
  readonly shown: Outputs | null;
  /** Whose guesses are shown; null is the one selected on the page, else the first. */
  readonly chosen: number | null;
  /** The step it is of; null is the newest. */
  readonly step: number | null;
  readonly problem: string | null;
  /** The table that it is about, while it is read. */
  readonly reading: Reading | null;
}

export const NO_OUTPUTS: OutputsState = {
  on: false,
  shown: null,
  chosen: null,
  step: null,
  problem: null,
  reading: null,
};
