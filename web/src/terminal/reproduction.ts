// Whether a run's fingerprints are those of its link, in words.

import type { Beside, RunRecord, Spec } from '../generated/types.ts';
import { runPlaces } from '../state/experiment.ts';
import { describeReproduction } from '../words/reproduction.ts';

/** Lines on stdout; none where the link has no fingerprints. */
export function reproductionLines(
  spec: Spec,
  beside: Beside | null,
  runs: readonly Pick<RunRecord, 'fingerprint'>[],
  revision: string,
): string[] {
  if (!beside || beside.fp.length === 0) return [];
  const claims = runPlaces(spec).map((place, i) => ({
    place,
    expected: beside.fp[i] ?? '',
    got: runs[i]?.fingerprint ?? null,
  }));
  const { reproduced, outcome, sentences, differing, more } = describeReproduction(spec, {
    claims,
    madeBy: beside.engine,
    revision,
  });
  return [
    `${reproduced ? '✓' : '✕'} ${outcome}: ${sentences.join(' ')}`,
    ...differing.map(({ run, expected, got }) => `  ${run}: expected ${expected}, got ${got}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}
