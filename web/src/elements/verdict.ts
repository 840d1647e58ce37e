import type { RunRecord } from '../generated/types';

/** A verdict as a mark and in words; colour never carries it. */
export interface VerdictMark {
  readonly mark: '✓' | '✕' | '–' | '…';
  readonly words: string;
}

const ENDED: Readonly<Record<string, string>> = {
  phantom: 'phantom: no critical point',
  cycling: 'cycling: not converged',
  diverged: 'diverged',
  budget: 'not converged',
};

export function verdictOf(record: RunRecord | null): VerdictMark {
  if (record === null || record.status === 'running') return { mark: '…', words: 'running' };
  if (record.verdict?.inside === true) return { mark: '✓', words: 'inside its passband' };
  if (record.verdict?.inside === false) return { mark: '✕', words: 'outside its passband' };
  if (record.status === 'converged')
    return { mark: '–', words: 'converged, no verdict for this rule' };
  return { mark: '–', words: `${ENDED[record.status] ?? record.status}, theorem silent` };
}
