import type { RunRecord } from '../generated/types';
import { isNetwork, type RunPlace, runPlaces } from './experiment';
import type { State } from './state';

/** A run's fingerprint as the link or file has it, and as it came out here. */
export interface Claim {
  readonly place: RunPlace;
  readonly expected: string;
  /** Null until the run has ended. */
  readonly got: string | null;
}

/** What an experiment says that its runs were when it was shared, and what they are here. */
export interface Reproduction {
  /** One a run, or none where a link has no fingerprints. */
  readonly claims: readonly Claim[];
  /** Revision of the bits of the engine that made it; null where it is not said. */
  readonly madeBy: string | null;
  /** Revision of this engine's bits. */
  readonly revision: string;
}

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
