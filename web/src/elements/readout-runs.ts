import { runPlaces } from '../state/experiment';
import { isReproduced } from '../state/reproduction';
import type { State } from '../state/state';
import type { ReadoutRun } from './es-readout';

/** The runs of a landscape as the readout lists them. */
export function landscapeReadout(state: State): ReadoutRun[] {
  const { experiment, runs } = state;
  if (!experiment) return [];
  return runPlaces(experiment.spec).map((place, i) => {
    const { record = null, stale = true } = runs[i] ?? {};
    return { place, record, stale, reproduced: isReproduced(state, i) };
  });
}

/** The runs of a training, under way or ended. */
export function trainingReadout(state: State): ReadoutRun[] {
  return state.training.runs.map(({ record, step, history }, optimizer) => {
    const live = { steps: step, top: history[history.length - 1]?.lambda_max ?? null };
    const reproduced = isReproduced(state, optimizer);
    return { place: { optimizer, start: 0 }, record, live, stale: false, reproduced };
  });
}
