import type { Curves, RunningOrder } from '../engine/protocol';
import type { Eigenvalue, FilterReport, RunRecord, Spec } from '../generated/types';
import type { Mark, Tick } from '../plot/equalizer';
import { automaticRange, type Range } from '../plot/lambda-range';
import { valuesAt } from './along';
import { isNetwork, runPlaces } from './experiment';
import { shownStep } from './select';
import type { RunState, State, TrainedRun } from './state';

/** What the engine said for the picture of the filters. */
export interface FilterState {
  /** Spectral radii over the range of λ that is shown. */
  readonly curves: Curves | null;
  readonly standing: Standing | null;
  readonly running: readonly RunningFilter[];
  /** The range stays while something is dragged along it. */
  readonly heldRange: Range | null;
}

/** Curvature where runs are at the step shown, in the engine's six numbers a run. */
export interface Standing {
  readonly keys: readonly string[];
  readonly numbers: Float64Array;
}

/** The filter that an optimizer without a fixed one has where a run of it stands. */
export interface RunningFilter extends RunningOrder {
  readonly lambdas: readonly number[];
  readonly filter: FilterReport;
}

/** The range of λ shown: the one chosen, the one held, or one that holds what there is to see. */
export function rangeShown(state: State): Range | null {
  const { experiment, facts, filter } = state;
  if (!experiment) return null;
  if (experiment.beside.lambda) return experiment.beside.lambda;
  if (filter.heldRange) return filter.heldRange;
  return facts ? automaticRange(facts.filters, eigenvaluesReached(state)) : null;
}

/** What decides the curves. */
export const curvesKey = (spec: Spec, range: Range): string =>
  JSON.stringify([spec.optimizers, range]);

/** Where runs ended, or a training stands: the axis need not follow a run that unfolds. */
function eigenvaluesReached(state: State): number[] {
  const { experiment, runs } = state;
  if (experiment && isNetwork(experiment.spec))
    return state.training.runs.flatMap((run, i) =>
      standing(run, seesPreconditioned(state, i)).map(({ value }) => value),
    );
  return runs.flatMap(({ record }) =>
    record && record.status !== 'diverged' ? spectrumOf(record).map(({ value }) => value) : [],
  );
}

/** The eigenvalues that an optimizer's filter sees. */
const spectrumOf = (record: RunRecord): readonly Eigenvalue[] =>
  record.preconditioned_eigenvalues ?? record.eigenvalues;

/** Whether an optimizer's filter sees eigenvalues of P⁻¹H instead of H's. */
export const seesPreconditioned = ({ catalogue, experiment }: State, optimizer: number): boolean =>
  catalogue?.rules.find(({ name }) => name === experiment?.spec.optimizers[optimizer]?.rule)
    ?.preconditioned ?? false;

/** A tick for every known eigenvalue at the point where each run is shown. */
export function ticksOf(state: State): Tick[] {
  const { experiment, runs, training } = state;
  if (!experiment) return [];
  if (isNetwork(experiment.spec))
    return training.runs.flatMap((run, optimizer) =>
      ticksAt(optimizer, standing(run, seesPreconditioned(state, optimizer)), run),
    );
  const step = shownStep(state);
  return runPlaces(experiment.spec).flatMap(({ optimizer }, i) => {
    const run = runs[i];
    if (!run) return [];
    if (hasEnded(run, step))
      return run.record ? ticksAt(optimizer, spectrumOf(run.record), run) : [];
    // Where a run passes, P is not known.
    const spectrum = seesPreconditioned(state, optimizer) ? [] : passing(state, i).spectrum;
    return ticksAt(optimizer, spectrum, { record: null, through: null });
  });
}

export const hasEnded = ({ trail, record }: RunState, step: number): boolean =>
  trail !== null && record !== null && step >= trail.steps;

/** What is known of the point where a run passes; NaN is no number, and nothing to show. */
function passing(
  { filter: { standing }, runs }: State,
  i: number,
): { gradientNorm: number | null; spectrum: { readonly value: number }[] } {
  if (!standing || standing.keys[i] !== runs[i]?.key) return { gradientNorm: null, spectrum: [] };
  const { gradNorm: gradientNorm, low, high } = valuesAt(standing.numbers, i);
  const spectrum = [low, high].filter(Number.isFinite).map((value) => ({ value }));
  return { gradientNorm, spectrum };
}

/** The eigenvalues at a training's latest reading, or its end. */
function standing(
  { record, history }: TrainedRun,
  preconditioned: boolean,
): readonly Pick<Eigenvalue, 'value'>[] {
  if (record) return spectrumOf(record);
  const row = history[history.length - 1];
  if (!row) return [];
  const values = preconditioned
    ? [row.preconditioned_lambda_max]
    : [row.lambda_min, row.lambda_max];
  return values.flatMap((value) => (value === null ? [] : [{ value }]));
}

function ticksAt(
  optimizer: number,
  spectrum: readonly Pick<Eigenvalue, 'value'>[],
  { record, through }: Pick<RunState, 'record' | 'through'>,
): Tick[] {
  return spectrum.map(({ value }, i) => ({
    optimizer,
    value,
    extreme: i === 0 || i === spectrum.length - 1,
    mark: markOf(record, through?.[i] ?? null),
  }));
}

function markOf(record: RunRecord | null, through: boolean | null): Mark {
  if (record === null || record.status === 'running') return 'passing';
  if (record.verdict?.inside === true) return 'inside';
  if (record.verdict?.inside === false) return through ? 'inside' : 'outside';
  return 'reading';
}

/** The runs of optimizers without a fixed filter, and the gradient where each is shown. */
export function runningOrders(state: State): RunningOrder[] {
  const { experiment, facts, runs, training } = state;
  const unfixed = facts?.filters.map(({ passband }) => passband === null) ?? [];
  if (!experiment || !unfixed.includes(true)) return [];
  const order = (optimizer: number, gradientNorm: number | null | undefined): RunningOrder[] =>
    unfixed[optimizer] && gradientNorm ? [{ optimizer, gradientNorm }] : [];
  if (isNetwork(experiment.spec))
    return training.runs.flatMap(({ history, record }, optimizer) =>
      order(optimizer, record?.grad_norm ?? history[history.length - 1]?.grad_norm),
    );
  const step = shownStep(state);
  return runPlaces(experiment.spec).flatMap(({ optimizer }, i) => {
    const run = runs[i];
    if (!run) return [];
    const ended = hasEnded(run, step);
    return order(optimizer, ended ? run.record?.grad_norm : passing(state, i).gradientNorm);
  });
}

/** A step size as short as it can be without moving its bound by more than a share of itself. */
export function roundedStep(alpha: number, share: number): number {
  // The bound moves by at most as large a share as the step size does.
  const digits = Math.ceil(-Math.log10(share));
  return Number(alpha.toPrecision(Math.min(17, Math.max(2, digits + 1))));
}
