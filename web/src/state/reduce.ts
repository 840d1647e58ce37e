import type { Sifting, Through, TrainedPart } from '../engine/protocol';
import type { Beside, Catalogue, RunRecord, Spec, SpecError } from '../generated/types';
import type { Theme } from '../plot/colour';
import type { Contours } from '../plot/contours';
import type { Trail } from '../plot/trail';
import { startWords, stepWords } from '../words/steps';
import type { Followed, Shown } from './along';
import { type BasinsChange, changeBasins, settleBasins } from './basins';
import {
  type Experiment,
  groundKey,
  isNetwork,
  mapKey,
  objectiveName,
  runKey,
  runPlaces,
  type Start,
  startsOf,
  trainingKey,
  type View,
} from './experiment';
import type { FilterState } from './filter';
import type { OutputsState } from './outputs';
import type { DataState, Reading } from './own-data';
import { remember } from './own-function';
import { filtersShown, lastStep } from './select';
import type { SliceState } from './slice';
import {
  type Critical,
  type Exporting,
  type Facts,
  type Hatch,
  idleTraining,
  noWeights,
  type Phase,
  type RunState,
  type State,
  type TrainedRun,
  type Training,
  type Weights,
} from './state';
import { back, begin, forth, NO_STEPS, same } from './undo';

/** Everything that can happen to the page. */
export type Action =
  | { readonly kind: 'engine-ready'; readonly catalogue: Catalogue }
  | { readonly kind: 'engine-failed'; readonly message: string }
  | { readonly kind: 'opened'; readonly experiment: Experiment }
  | { readonly kind: 'link-refused'; readonly link: string; readonly error: SpecError }
  | { readonly kind: 'refusal-dismissed' }
  | { readonly kind: 'edited'; readonly spec: Spec; readonly fields: readonly string[] }
  | {
      readonly kind: 'edit-refused';
      readonly field: string;
      readonly text: string;
      readonly error: SpecError;
    }
  /** An edit is about to change the spec, and begins a step of its own. */
  | { readonly kind: 'step-begun'; readonly field: string }
  | { readonly kind: 'undone' | 'redone' }
  | { readonly kind: 'beside-changed'; readonly beside: Partial<Beside> }
  | { readonly kind: 'start-moved'; readonly start: number; readonly to: Start }
  | { readonly kind: 'start-added'; readonly at: Start }
  | { readonly kind: 'start-removed'; readonly start: number }
  | { readonly kind: 'facts-known'; readonly facts: Facts }
  | { readonly kind: 'data'; readonly data: Partial<DataState> }
  | { readonly kind: 'contours-traced'; readonly contours: Contours }
  | { readonly kind: 'surveyed'; readonly of: Spec; readonly critical: Critical }
  | { readonly kind: 'sifted'; readonly sifting: Sifting }
  | { readonly kind: 'hatched'; readonly of: Spec; readonly hatch: Hatch }
  | { readonly kind: 'filter-moved'; readonly filter: Partial<FilterState> }
  | {
      readonly kind: 'run-advanced';
      readonly index: number;
      readonly key: string;
      readonly trail: Trail;
      readonly record: RunRecord | null;
      readonly through: Through;
    }
  | { readonly kind: 'played' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'ticked'; readonly step: number }
  | { readonly kind: 'scrubbed'; readonly step: number }
  | { readonly kind: 'paced'; readonly speed: number }
  | { readonly kind: 'training-started'; readonly spec: Spec }
  /** Runs go on from a step, or from where they stand before it. */
  | { readonly kind: 'training-resumed'; readonly spec: Spec; readonly from: number }
  | {
      readonly kind: 'training-advanced';
      readonly runs: readonly TrainedPart[];
      readonly secondsLeft: number | null;
    }
  /** The table that runs are to learn from is being read. */
  | { readonly kind: 'training-reads'; readonly reading: Reading }
  | { readonly kind: 'training-phase'; readonly phase: Phase }
  | { readonly kind: 'weights-known'; readonly weights: Weights }
  | { readonly kind: 'weights-awaited'; readonly awaited: State['weightsAwaited'] }
  | { readonly kind: 'spectra'; readonly spectra: State['spectra'] }
  | { readonly kind: 'outputs'; readonly outputs: Partial<OutputsState> }
  | { readonly kind: 'slice'; readonly slice: Partial<SliceState> }
  | { readonly kind: 'asked'; readonly gradients: number }
  | { readonly kind: 'answered'; readonly run: boolean }
  | { readonly kind: 'shown-changed'; readonly shown: Partial<Shown> }
  | { readonly kind: 'followed'; readonly followed: Partial<Followed> }
  | { readonly kind: 'basins'; readonly change: BasinsChange }
  | { readonly kind: 'link-printed'; readonly links: Readonly<Partial<Record<View, string>>> }
  | { readonly kind: 'noticed'; readonly text: string }
  | { readonly kind: 'notice-dismissed' }
  | { readonly kind: 'theme-changed'; readonly theme: Theme }
  | { readonly kind: 'exporting'; readonly exporting: Exporting | null };

/** The state after an action. Pure: nothing is asked of the engine here. */
export function reduce(state: State, action: Action): State {
  switch (action.kind) {
    case 'engine-ready':
      return { ...state, engine: 'ready', catalogue: action.catalogue };
    case 'engine-failed':
      return { ...state, engine: 'failed', notice: action.message };
    case 'opened':
      return open(state, action.experiment);
    case 'link-refused':
      return { ...state, refused: { link: action.link, error: action.error } };
    case 'refusal-dismissed':
      return { ...state, refused: null };
    case 'edited':
      return withSpec({ ...clearErrors(state, action.fields), declined: false }, action.spec);
    case 'edit-refused': {
      const { field, text, error } = action;
      return { ...state, fieldErrors: { ...state.fieldErrors, [field]: { text, error } } };
    }
    case 'step-begun':
      return state.experiment
        ? { ...state, undo: begin(state.undo, state.experiment.spec, action.field) }
        : state;
    case 'undone':
      return travel(state, back, 'Undone');
    case 'redone':
      return travel(state, forth, 'Done again');
    case 'beside-changed':
      return withBeside(clearErrors(state, Object.keys(action.beside)), action.beside);
    case 'start-moved':
      return withStarts(
        state,
        (starts) => starts.map((old, i) => (i === action.start ? action.to : old)),
        () => `Moved: ${startWords(action.start, action.to)}.`,
      );
    case 'start-added':
      return withStarts(
        state,
        (starts) => [...starts, action.at],
        (count) => `Added: ${startWords(count - 1, action.at)}.`,
      );
    case 'start-removed':
      return withStarts(
        state,
        (starts) => starts.filter((_, i) => i !== action.start),
        (count) => `Removed: start ${action.start + 1}. Starts left: ${count}.`,
      );
    case 'facts-known':
      return { ...state, facts: action.facts };
    case 'contours-traced':
      return { ...state, contours: action.contours };
    case 'surveyed':
      return isShown(state, action.of) ? { ...state, critical: action.critical } : state;
    case 'sifted':
      return state.critical
        ? { ...state, critical: { ...state.critical, sifting: action.sifting } }
        : state;
    case 'hatched':
      return isShown(state, action.of)
        ? { ...state, hatches: withHatch(state, action.hatch) }
        : state;
    case 'filter-moved':
      return { ...state, filter: { ...state.filter, ...action.filter } };
    case 'run-advanced':
      return advance(state, action);
    case 'played':
      return { ...state, playing: true, playhead: state.playhead ?? 0 };
    case 'paused':
      return pause(state);
    case 'ticked':
      return action.step >= lastStep(state)
        ? withBeside({ ...state, playing: false, playhead: null }, { at: null })
        : { ...state, playhead: action.step };
    case 'scrubbed': {
      const end = lastStep(state);
      const step = Math.min(Math.max(0, Math.round(action.step)), end);
      return withBeside(
        { ...state, playing: false, playhead: null },
        { at: step >= end ? null : step },
      );
    }
    case 'paced':
      return { ...state, speed: action.speed };
    case 'training-started':
      return {
        ...state,
        weights: noWeights,
        training: {
          phase: 'running',
          spec: action.spec,
          runs: action.spec.optimizers.map(() => ({
            history: [],
            step: 0,
            record: null,
            through: null,
          })),
          secondsLeft: null,
          reading: null,
        },
      };
    case 'training-resumed': {
      const { spec, from } = action;
      const runs = state.training.runs.map((run) => backTo(run, from));
      const training: Training = {
        phase: 'running',
        spec,
        runs,
        secondsLeft: null,
        reading: null,
      };
      return withBeside({ ...state, training }, { at: null });
    }
    case 'training-reads':
      return { ...state, training: { ...state.training, reading: action.reading } };
    case 'training-advanced':
      return trainingAdvanced(state, action);
    case 'training-phase':
      return {
        ...state,
        ...(action.phase === 'idle'
          ? { training: idleTraining, weights: noWeights }
          : {
              training: {
                ...state.training,
                phase: action.phase,
                secondsLeft: null,
                reading: null,
              },
            }),
      };
    case 'weights-known':
      return { ...state, weights: action.weights };
    case 'weights-awaited':
      return { ...state, weightsAwaited: action.awaited };
    case 'spectra':
      return { ...state, spectra: action.spectra };
    case 'outputs':
      return { ...state, outputs: { ...state.outputs, ...action.outputs } };
    case 'slice':
      return { ...state, slice: { ...state.slice, ...action.slice } };
    case 'asked':
      return { ...state, asking: { gradients: action.gradients }, declined: false };
    case 'answered':
      return { ...state, asking: null, declined: !action.run };
    case 'shown-changed':
      return { ...state, shown: { ...state.shown, ...action.shown } };
    case 'followed':
      return { ...state, followed: { ...state.followed, ...action.followed } };
    case 'basins':
      return { ...state, basins: changeBasins(state.basins, action.change) };
    case 'data':
      return { ...state, data: { ...state.data, ...action.data } };
    case 'link-printed':
      return { ...state, links: { ...state.links, ...action.links } };
    case 'noticed':
      return { ...state, notice: action.text };
    case 'notice-dismissed':
      return { ...state, notice: null };
    case 'theme-changed':
      return { ...state, theme: action.theme };
    case 'exporting':
      return { ...state, exporting: action.exporting };
    default:
      return action satisfies never;
  }
}

/** A link was opened: its runs unfold from the start, unless the link shows a step. */
function open(state: State, experiment: Experiment): State {
  const fresh: State = {
    ...state,
    fieldErrors: {},
    refused: null,
    asking: null,
    declined: false,
    playing: false,
    playhead: null,
    said: '',
    // The same experiment in another view is still the one that was edited.
    ...(state.experiment && same(state.experiment.spec, experiment.spec)
      ? {}
      : { undo: NO_STEPS, values: {} }),
  };
  const opened = withSpec({ ...fresh, experiment }, experiment.spec);
  const sameMap = state.experiment !== null && mapKey(state.experiment) === mapKey(experiment);
  const sameGround =
    state.experiment !== null && groundKey(state.experiment.spec) === groundKey(experiment.spec);
  return {
    ...opened,
    contours: sameMap ? state.contours : null,
    critical: sameGround ? state.critical : null,
    hatches: sameGround ? state.hatches : [],
    facts: null,
    playing: !isNetwork(experiment.spec) && experiment.beside.at === null && opened.runs.length > 0,
    playhead: experiment.beside.at === null && opened.runs.length > 0 ? 0 : null,
  };
}

/** Takes a new spec; runs it shares with the old one stay, all others keep their old picture until replaced. */
function withSpec(before: State, spec: Spec): State {
  if (!before.experiment) return before;
  const state: State = { ...before, values: remember(before.values, spec.objective) };
  const { beside } = before.experiment;
  const changed = before.experiment.spec !== spec;
  const experiment: Experiment = { spec, beside: changed ? settleBeside(beside, spec) : beside };
  if (isNetwork(spec)) {
    const { training } = state;
    const basins = changeBasins(state.basins, { is: 'switched', on: false });
    const settled = settleTraining(training, spec);
    return {
      ...state,
      experiment,
      basins,
      runs: [],
      critical: null,
      hatches: [],
      training: settled,
      weights: settled === idleTraining ? noWeights : state.weights,
    };
  }
  const known = new Map(state.runs.filter((run) => !run.stale).map((run) => [run.key, run]));
  const places = runPlaces(spec);
  const sameShape = places.length === state.runs.length;
  const runs = places.map((place, i): RunState => {
    const key = runKey(spec, place);
    const old = known.get(key);
    if (old) return old;
    const before = sameShape ? state.runs[i] : undefined;
    const { trail = null, record = null, through = null } = before ?? {};
    return { key, trail, record, through, stale: true };
  });
  const basins = settleBasins(state.basins, before.experiment.spec, spec);
  // What lies on the map follows its numbers when the engine has caught up; another function's goes at once.
  const { critical, hatches } = isShown(state, spec) ? state : { critical: null, hatches: [] };
  return { ...state, experiment, runs, basins, critical, hatches };
}

/** Others stay as long as they are shown: one that is not would be of old settings when it is again. */
function withHatch(state: State, hatch: Hatch): Hatch[] {
  const shown = filtersShown(state);
  const others = state.hatches.filter(
    ({ optimizer }) => optimizer !== hatch.optimizer && shown.includes(optimizer),
  );
  return [...others, hatch];
}

/** Whether a spec is of the function on the map. */
const isShown = ({ experiment }: State, spec: Spec): boolean =>
  experiment !== null && objectiveName(experiment.spec) === objectiveName(spec);

/**
 * What is shown beside a spec after it changed: fingerprints and the step belong to the runs a link
 * was made for, and a selected optimizer must exist.
 */
function settleBeside(beside: Beside, spec: Spec): Beside {
  const select =
    beside.select !== null && beside.select < spec.optimizers.length ? beside.select : null;
  return { ...beside, select, at: null, engine: null, fp: [] };
}

function withBeside(state: State, change: Partial<Beside>): State {
  if (!state.experiment) return state;
  return {
    ...state,
    experiment: { ...state.experiment, beside: { ...state.experiment.beside, ...change } },
  };
}

/** Changes the starts, and says so: `tell` is given how many there are then. */
function withStarts(
  state: State,
  change: (starts: readonly Start[]) => Start[],
  tell: (count: number) => string,
): State {
  if (!state.experiment) return state;
  const { spec } = state.experiment;
  const starts = change(startsOf(spec));
  return withSpec(
    { ...state, playing: false, playhead: null, said: tell(starts.length) },
    { ...spec, starts },
  );
}

/** A step back or forth; the view stays, for it is no part of what was edited. */
function travel(state: State, way: typeof back, what: string): State {
  if (!state.experiment) return state;
  const { spec: now } = state.experiment;
  const found = way(state.undo, now);
  if (!found) return state;
  const { undo, spec, field } = found;
  const fresh = { fieldErrors: {}, declined: false, playing: false, playhead: null };
  return withSpec(
    { ...state, ...fresh, undo, said: `${what}: ${stepWords(field)}.` },
    { ...spec, view: now.view },
  );
}

function pause(state: State): State {
  const at = state.playhead === null ? null : Math.round(state.playhead);
  const paused = { ...state, playing: false, playhead: null };
  return at === null ? paused : withBeside(paused, { at });
}

function advance(state: State, action: Extract<Action, { kind: 'run-advanced' }>): State {
  if (state.runs[action.index]?.key !== action.key) return state;
  const { key, trail, record, through } = action;
  const runs = state.runs.map((run, i) =>
    i === action.index ? { key, trail, record, through, stale: false } : run,
  );
  return { ...state, runs };
}

/** A training beside a changed spec: another one's is given up, one that only got more steps can go on. */
function settleTraining(training: Training, spec: Spec): Training {
  const { spec: trained, phase } = training;
  if (trained === null || trainingKey(trained) === trainingKey(spec)) return training;
  const longer = { ...trained, stop: { ...trained.stop, steps: spec.stop.steps } };
  const goesOn = spec.stop.steps > trained.stop.steps && trainingKey(longer) === trainingKey(spec);
  if (!goesOn) return idleTraining;
  const atRest = phase === 'ended' || phase === 'cancelled';
  return { ...training, spec, phase: atRest ? 'short' : phase };
}

/** A run that goes on from a step, or from its last one before it; one that ended there for good stays. */
function backTo(run: TrainedRun, from: number): TrainedRun {
  const { history, step, record } = run;
  if (step <= from) return record?.status === 'budget' ? { ...run, record: null } : run;
  const kept = history.filter((row) => row.step <= from);
  return { history: kept, step: from, record: null, through: null };
}

/** Appends the rows that are new since the last report. */
function trainingAdvanced(
  state: State,
  { runs: news, secondsLeft }: Extract<Action, { kind: 'training-advanced' }>,
): State {
  const runs = state.training.runs.map((run, i): TrainedRun => {
    const fresh = news.find(({ index }) => index === i);
    if (!fresh) return run;
    const { kept, step, record, through } = fresh;
    const goesOn = fresh.history.length === 0 && kept === run.history.length;
    const history = goesOn ? run.history : [...run.history.slice(0, kept), ...fresh.history];
    return { history, step, record, through };
  });
  return { ...state, training: { ...state.training, runs, secondsLeft, reading: null } };
}

function clearErrors(state: State, fields: readonly string[]): State {
  const kept = Object.entries(state.fieldErrors).filter(([field]) => !fields.includes(field));
  return { ...state, fieldErrors: Object.fromEntries(kept) };
}
