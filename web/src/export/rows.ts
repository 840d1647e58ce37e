import { isNetwork } from '../state/experiment';
import { allEnded } from '../state/select';
import type { State } from '../state/state';

/** Fingerprints of all runs, where all have ended. */
export function fingerprintsOf(state: State): string[] {
  const { experiment, training } = state;
  if (!experiment) return [];
  if (isNetwork(experiment.spec))
    return training.phase === 'ended'
      ? training.runs.flatMap(({ record }) => (record ? [record.fingerprint] : []))
      : [];
  return allEnded(state) ? state.runs.map(({ record }) => record?.fingerprint ?? '') : [];
}

/** Rows of a table of all runs: one for each iterate, or for each measurement along a training. */
export function rowsOf({ experiment, runs, training }: State): number {
  if (experiment && isNetwork(experiment.spec))
    return training.runs.reduce((sum, { history }) => sum + history.length, 0);
  return runs.reduce((sum, { record }) => sum + (record ? record.steps + 1 : 0), 0);
}
