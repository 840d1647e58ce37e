import type { Spec } from '../generated/types';
import { objectiveName, runPlaces } from '../state/experiment';
import { filterShown, type Look, looks, shownStep } from '../state/select';
import type { State } from '../state/state';
import { symbol } from '../words/names';
import { number } from '../words/numbers';
import type { MapHatch, MapRun } from './es-map';
import { verdictOf } from './verdict';

// What the map shows of a landscape's state, in the page and in figures elsewhere.

/** The runs as far as they are shown; all but the selected optimizer's are faded. */
export function mapRuns(state: State, look: readonly Look[]): MapRun[] {
  const { experiment } = state;
  if (!experiment) return [];
  const { select } = experiment.beside;
  const step = shownStep(state);
  return runPlaces(experiment.spec).flatMap(({ optimizer }, i): MapRun[] => {
    const run = state.runs[i];
    const own = look[optimizer];
    if (!run?.trail || !own) return [];
    return [
      {
        trail: run.trail,
        colour: own.colour,
        momentum: own.momentum,
        name: own.name,
        mark: verdictOf(run.record).mark,
        optimizer,
        step: Math.min(step, run.trail.steps),
        faded: select !== null && select !== optimizer,
      },
    ];
  });
}

/** The forbidden region of an optimizer's filter, of the one shown if none is named; null until it is known. */
export function mapHatch(state: State, optimizer = filterShown(state)): MapHatch | null {
  const { forbidden } = state.hatches.find((hatch) => hatch.optimizer === optimizer) ?? {};
  return forbidden ? { forbidden, colour: looks(state)[optimizer]?.colour ?? '' } : null;
}

/** The function and its parameters, as a figure's caption. */
export function caption(spec: Spec): string {
  if (spec.objective.kind === 'mlp') return '';
  const values = Object.entries(spec.objective.params).map(
    ([name, value]) => `${symbol(name)} = ${number(value)}`,
  );
  return [mapName(spec), ...values].join(', ');
}

export function mapName(spec: Spec): string {
  const name = objectiveName(spec);
  return spec.objective.kind === 'expr' ? `f = ${name}` : name;
}
