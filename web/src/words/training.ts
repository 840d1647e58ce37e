import type { RunRecord, Spec } from '../generated/types';
import { labels } from './names';
import { number } from './numbers';
import type { Part, Sentence } from './phrases';
import { largest } from './places';

/** The largest eigenvalue along a network's run, as far as the sentence needs it. */
interface CurvatureRow {
  readonly lambda_max: number | null;
}

/** Within this of its bound a curve rides it. */
const AT_THE_BOUND = 0.05;

/**
 * What became of a network's runs: where each largest eigenvalue stands against its bound. Runs
 * that did not converge get a reading, never a verdict.
 */
export function describeTraining(
  spec: Spec,
  records: readonly (RunRecord | null)[],
  histories: readonly (readonly CurvatureRow[])[],
): Sentence[] {
  const names = labels(spec.optimizers);
  const sentences = records.flatMap((record, optimizer): Sentence[] => {
    if (!record) return [];
    const part: Part = { optimizer, name: names[optimizer] ?? '?' };
    return [[part, trainingWords(record, histories[optimizer] ?? [])]];
  });
  const silent = records.some((record) => record !== null && record.status === 'budget');
  if (silent)
    sentences.push([
      'Runs that used up their steps are readings: they have not converged, and the theorem does not apply.',
    ]);
  return sentences;
}

function trainingWords(record: RunRecord, history: readonly CurvatureRow[]): string {
  if (record.status === 'diverged') {
    const why = record.reason === null ? '' : ` (${record.reason})`;
    return ` diverged at step ${record.steps}${why}: the theorem is silent. A smaller step size may help.`;
  }
  const top = largest(record);
  const lambda = `λ\u00a0=\u00a0${number(top, 3)}`;
  const after = `after ${record.steps} steps`;
  const { bound } = record;
  if (record.passband === null || bound === null || record.preconditioned_eigenvalues)
    return ` has largest eigenvalue ${lambda} ${after}; it has no bound on λ.`;
  const settled = record.status === 'converged' ? 'converged with' : 'holds';
  const peak = Math.max(top, ...history.map(({ lambda_max }) => lambda_max ?? 0));
  const bounded = `its bound ${number(bound, 3)}`;
  if (Math.abs(top - bound) <= AT_THE_BOUND * bound)
    return ` ${settled} the largest eigenvalue at ${bounded}: ${lambda} ${after}.`;
  if (top < bound) {
    const came = peak > bound ? `, down from ${number(peak, 3)}` : '';
    return ` ${settled} the largest eigenvalue under ${bounded}: ${lambda} ${after}${came}.`;
  }
  return ` is above ${bounded}: ${lambda} ${after}.`;
}
