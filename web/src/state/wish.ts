import type { DraftChange } from '../data/draft';
import type { Caption, Format } from '../export/head';
import type { Form } from '../export/snippets';
import type { Beside } from '../generated/types';
import type { Range } from '../plot/lambda-range';
import type { Scale } from '../plot/levels';
import type { Shown } from './along';
import type { Start, Window } from './experiment';
import type { Patch } from './patch';
import type { SliceChoice } from './slice';
import type { SpectrumChoices } from './spectrum';

/** Something is to leave the page. */
export type ExportWish =
  | { readonly kind: 'export-runs'; readonly format: Format }
  | {
      readonly kind: 'export-picture';
      /** What the file is named after, beside the experiment; empty for its main picture. */
      readonly part: string;
      readonly format: 'svg' | 'png';
      /** Draws the picture to a file, with its caption; the element alone knows the picture. */
      readonly draw: (caption: Caption) => Promise<Blob>;
    }
  /** The numbers of the spectra that were looked at. */
  | { readonly kind: 'export-spectra'; readonly format: Format }
  | {
      readonly kind: 'export-table';
      readonly part: string;
      /** Writes the picture's numbers as CSV, with its caption. */
      readonly write: (caption: string) => Promise<string>;
    }
  /** Copy what shows the experiment elsewhere; fingerprints go along where all runs have ended. */
  | { readonly kind: 'copy-snippet'; readonly form: Form; readonly fingerprints: boolean }
  | { readonly kind: 'cancel-export' };

/** A look at the spectra of the selected run, or of all, at the step shown. */
export type SpectrumWish =
  | { readonly kind: 'inspect-spectrum'; readonly choices: SpectrumChoices }
  | { readonly kind: 'cancel-spectrum' };

/** What is wanted of a network's training. */
export type TrainingWish =
  | {
      readonly kind: /** From the initial weights. */
        | 'train'
        /** From the step shown. */
        | 'train-on'
        | 'pause-training'
        | 'resume-training'
        | 'cancel-training'
        /** Back to the very same initial weights. */
        | 'reset-training'
        /** Other initial weights. */
        | 'new-seed';
    }
  /** Raise the budget by so many steps, and go on. */
  | { readonly kind: 'train-longer'; readonly steps: number }
  /** A picture of the weights comes or goes: have θ follow a training under way, or no longer. */
  | { readonly kind: 'follow-weights'; readonly on: boolean }
  | SpectrumWish;

/** Something about data: the user's own, and those shown. */
export type DataWish =
  /** Open the dialog that makes data of a file of the user's; null: none was chosen yet. */
  | { readonly kind: 'import-table'; readonly file: Blob | null; readonly name: string }
  | { readonly kind: 'choose-from-table'; readonly choices: DraftChange }
  | { readonly kind: 'use-table' | 'close-table' }
  /** The data are looked at from now on. */
  | { readonly kind: 'show-data' };

/** How the loss over a plane is to be seen. */
export type SliceWish =
  /** Show it, or no longer. */
  | { readonly kind: 'show-slice'; readonly on: boolean }
  /** Draw this plane. */
  | { readonly kind: 'slice-plane'; readonly choice: SliceChoice }
  /** Look at this window of it; null is all there is. */
  | { readonly kind: 'slice-window'; readonly window: Window | null }
  | { readonly kind: 'slice-scale'; readonly scale: Scale }
  /** The pointer is here on the plane, or gone: say what the loss is there. */
  | { readonly kind: 'slice-at'; readonly at: readonly [number, number] | null }
  | { readonly kind: 'cancel-slice' };

/** What is to be seen of trained networks. */
export type LabWish =
  | SliceWish
  /** Show what the networks do, or no longer. */
  | { readonly kind: 'show-outputs'; readonly on: boolean }
  /** Show the guesses of this one. */
  | { readonly kind: 'choose-outputs'; readonly optimizer: number };

/** What a person asks for at the page's controls; the conductor fulfils it. */
export type Wish =
  /** Change the spec; the engine validates it, and a refusal is shown at the field. */
  | {
      readonly kind: 'edit';
      readonly patches: readonly Patch[];
      readonly field: string;
      readonly text: string;
    }
  /** Minimize what is typed; the engine tells its parameters, or refuses it. */
  | { readonly kind: 'write'; readonly source: string }
  | { readonly kind: 'undo' | 'redo' }
  | { readonly kind: 'beside'; readonly beside: Partial<Beside> }
  /** The filters are looked at: have their curves ready. */
  | { readonly kind: 'show-filter' }
  /** Show these eigenvalues, as typed; the engine validates them. */
  | { readonly kind: 'type-range'; readonly ends: readonly unknown[]; readonly text: string }
  /** Keep the range while something is dragged along it; null lets it go. */
  | { readonly kind: 'hold-range'; readonly range: Range | null }
  /** Put an optimizer's bound there, by its step size; `grain` is how finely it is meant. */
  | {
      readonly kind: 'move-bound';
      readonly optimizer: number;
      readonly bound: number;
      readonly grain: number;
    }
  | { readonly kind: 'move-start'; readonly start: number; readonly to: Start }
  | { readonly kind: 'add-start'; readonly at: Start }
  | { readonly kind: 'remove-start'; readonly start: number }
  | { readonly kind: 'play' | 'pause' }
  | { readonly kind: 'pace'; readonly speed: number }
  | { readonly kind: 'scrub'; readonly step: number }
  | TrainingWish
  | LabWish
  | { readonly kind: 'answer'; readonly run: boolean }
  /** Show, or no longer, what is drawn on demand. */
  | { readonly kind: 'show'; readonly shown: Partial<Shown> }
  /** Show which start leads where, or no longer; make those maps too, or no longer, that cost much. */
  | { readonly kind: 'basins'; readonly on: boolean }
  | { readonly kind: 'refine-basins'; readonly on: boolean }
  /** The map's plane has this size now. */
  | { readonly kind: 'map-room'; readonly room: readonly [width: number, height: number] }
  | { readonly kind: 'open'; readonly link: string }
  /** Open the experiment in a file, dropped, chosen or pasted. */
  | { readonly kind: 'import'; readonly file: Blob; readonly name: string }
  | ExportWish
  | DataWish
  | { readonly kind: 'dismiss-refusal' | 'dismiss-notice' }
  | { readonly kind: 'theme'; readonly theme: 'light' | 'dark' | 'system' };
