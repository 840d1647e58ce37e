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
  readonly claims: readonly Claim[];
  /** Revision of the bits of the engine that made it; null where it is not said. */
  readonly madeBy: string | null;
  /** Revision of this engine's bits. */
  readonly revision: string;
}

/** Null where nothing is claimed. */
export function reproductionOf(state: State): Reproduction | null {
  const { experiment, catalogue } = state;
  if (!experiment || !catalogue || experiment.beside.fp.length === 0) return null;
  const { spec, beside } = experiment;
  const known = recordsOf(state);
  const claims = runPlaces(spec).map((place, i): Claim => {
    const got = known[i]?.fingerprint ?? null;
    return { place, expected: beside.fp[i] ?? '', got };
  });
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
