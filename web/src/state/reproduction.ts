import type { RunRecord } from '../generated/types';
import type { Claim, Reproduction } from '../words/reproduction';
import { isNetwork, runPlaces } from './experiment';
import type { State } from './state';

/** Null where nothing is claimed and no other engine named. */
export function reproductionOf(state: State): Reproduction | null {
  const { experiment, catalogue } = state;
  if (!experiment || !catalogue) return null;
  const { spec, beside } = experiment;
  const known = recordsOf(state);
  const places = runPlaces(spec);
  const claims = beside.fp.flatMap((expected, i): Claim[] => {
    const place = places[i];
    return place ? [{ place, expected, got: known[i]?.fingerprint ?? null }] : [];
  });
  const other = beside.engine !== null && beside.engine !== catalogue.engine;
  if (claims.length === 0 && !other) return null;
  return { claims, madeBy: beside.engine, revision: catalogue.engine };
}

/** Whether the run with this index is the one it was said to be; null where that cannot be told. */
export function isReproduced(state: State, index: number): boolean | null {
  const claimed = state.experiment?.beside.fp[index];
  const record = recordsOf(state)[index];
  return claimed === undefined || !record ? null : claimed === record.fingerprint;
}

/** Records of the runs that have ended with the settings shown. */
function recordsOf({ experiment, runs, training }: State): readonly (RunRecord | null)[] {
  return experiment && isNetwork(experiment.spec)
    ? training.runs.map(({ record }) => record)
    : runs.map(({ record, stale }) => (stale ? null : record));
}
