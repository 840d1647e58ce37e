import type { Curves, RunningOrder } from '../engine/protocol';
import type { Eigenvalue, FilterReport, HistoryRow, RunRecord, Spec } from '../generated/types';
import type { Mark, Tick } from '../plot/equalizer';
import { automaticRange, type Range } from '../plot/lambda-range';
import { valuesAt } from './along';
import { isNetwork, runPlaces } from './experiment';
import { shownStep } from './select';
import { spectrumShown, stepShownOf } from './spectrum';
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
      latest(run, seesPreconditioned(state, i)).map(({ value }) => value),
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
    return training.runs.flatMap((run, optimizer) => {
      const { spectrum, judged } = standing(state, run, optimizer);
      return ticksAt(optimizer, spectrum, judged);
    });
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

type Values = readonly Pick<Eigenvalue, 'value'>[];

/** The eigenvalues at a training's latest reading, or its end. */
const latest = ({ record, history }: TrainedRun, preconditioned: boolean): Values =>
  record ? spectrumOf(record) : valuesIn(history.at(-1), preconditioned);

function valuesIn(row: HistoryRow | undefined, preconditioned: boolean): Values {
  if (!row) return [];
  const values = preconditioned
    ? [row.preconditioned_lambda_max]
    : [row.lambda_min, row.lambda_max];
  return values.flatMap((value) => (value === null ? [] : [{ value }]));
}

/** The last reading of a training's run at the step shown or before it. */
function rowShown({ experiment }: State, { history }: TrainedRun): HistoryRow | undefined {
  const at = experiment?.beside.at ?? null;
  return at === null ? history.at(-1) : history.findLast(({ step }) => step <= at);
}

const PASSING = { record: null, through: null };

/**
 * The eigenvalues of a training's run at the step shown, and the record that judges them: at its end
 * those of the record; those that a look at the spectrum found, where they are more; else those of the
 * last reading by then.
 */
function standing(
  state: State,
  run: TrainedRun,
  optimizer: number,
): { readonly spectrum: Values; readonly judged: Pick<RunState, 'record' | 'through'> } {
  const { record, through } = run;
  const preconditioned = seesPreconditioned(state, optimizer);
  const seen = spectrumShown(state, optimizer, preconditioned)?.report?.eigenvalues ?? [];
  if (record && stepShownOf(state, optimizer) >= run.step) {
    const spectrum = spectrumOf(record);
    // What a verdict was not asked about, it does not judge.
    const more = record.verdict === null && seen.length > spectrum.length;
    return { spectrum: more ? seen : spectrum, judged: { record, through } };
  }
  const spectrum = seen.length > 0 ? seen : valuesIn(rowShown(state, run), preconditioned);
  return { spectrum, judged: PASSING };
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
    return training.runs.flatMap((run, optimizer) =>
      order(optimizer, rowShown(state, run)?.grad_norm ?? run.record?.grad_norm),
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
