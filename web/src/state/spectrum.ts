import type { InspectionReport, Spec, SpecError } from '../generated/types';
import type { State } from './state';

/** How closely to look at a spectrum: numbers, or what was typed in their place; the engine judges them. */
export interface SpectrumChoices {
  /** Largest and smallest eigenvalues. */
  readonly top: unknown;
  readonly bottom: unknown;
  /** Random vectors, and Lanczos steps from each. */
  readonly probes: unknown;
  readonly depth: unknown;
}

/** What was seen of one matrix of one run. */
export interface Spectrum {
  readonly optimizer: number;
  /** Of P⁻¹H, not of H. */
  readonly preconditioned: boolean;
  /** The step whose weights were looked at. */
  readonly step: number;
  /** Null where there is nothing to see: `problem` says why. */
  readonly report: InspectionReport | null;
  readonly problem: string | null;
  /** All was seen that was asked for. */
  readonly complete: boolean;
}

/** A look under way. */
export interface SpectrumWork {
  readonly share: number;
  /** Null until it can be told. */
  readonly secondsLeft: number | null;
  /** What is done now. */
  readonly doing: string;
}

/** The spectra of a training's runs at one of its steps. */
export interface Spectra {
  /** What they belong to: see `spectraKey`. */
  readonly key: string;
  /** Lanczos steps from each probe that were asked for. */
  readonly depth: number;
  readonly found: readonly Spectrum[];
  readonly work: SpectrumWork | null;
  /** What was asked for and refused. */
  readonly refused: { readonly text: string; readonly error: SpecError } | null;
  /** Given up before all was seen. */
  readonly cancelled: boolean;
}

/** What decides a training's weights at each of its steps. */
export const spectraKey = ({ objective, optimizers, seed }: Spec): string =>
  JSON.stringify([objective, optimizers, seed]);

/** Networks this small are looked at until every eigenvalue is told apart: the engine's dense ones. */
const SMALL = 512;
const FEW = { top: 6, bottom: 4, probes: 10 };
const PROBES_IF_SMALL = 40;

/** How closely to look unless told otherwise: at least as closely as the settings say. */
export function usualChoices(state: State): SpectrumChoices {
  const { curvature } = state.experiment?.spec ?? {};
  const dimension = state.weights.of.find((theta) => theta !== null)?.length ?? null;
  const small = dimension !== null && dimension <= SMALL;
  const depth = curvature?.depth ?? state.catalogue?.network_ranges['depth']?.default ?? null;
  return {
    top: Math.max(FEW.top, curvature?.top ?? 0),
    bottom: Math.max(FEW.bottom, curvature?.bottom ?? 0),
    probes: Math.max(small ? PROBES_IF_SMALL : FEW.probes, curvature?.probes ?? 0),
    depth: small ? Math.max(2, dimension) : depth,
  };
}

/** The step of a run that is shown: the one chosen, or where the run stands before it. */
export function stepShownOf(state: State, optimizer: number): number {
  const at = state.experiment?.beside.at ?? Number.POSITIVE_INFINITY;
  return Math.min(at, state.training.runs[optimizer]?.step ?? 0);
}

/** The spectrum that an optimizer's filter sees at the step shown, if it was looked at. */
export function spectrumShown(
  state: State,
  optimizer: number,
  preconditioned: boolean,
): Spectrum | null {
  const { spectra, experiment } = state;
  if (!spectra || !experiment || spectra.key !== spectraKey(experiment.spec)) return null;
  const step = stepShownOf(state, optimizer);
  const isIt = (one: Spectrum): boolean =>
    one.optimizer === optimizer && one.preconditioned === preconditioned && one.step === step;
  return spectra.found.find(isIt) ?? null;
}
