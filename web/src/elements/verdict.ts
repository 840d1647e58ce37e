import type { RunRecord } from '../generated/types';

/** A verdict as a mark and in words; colour never carries it. */
export interface VerdictMark {
  readonly mark: '✓' | '✕' | '–' | '…';
  readonly words: string;
}

/** How a run ended, in a word or two. */
const STATUS: Readonly<Record<RunRecord['status'], string>> = {
  running: 'running',
  converged: 'converged',
  phantom: 'phantom',
  cycling: 'cycling',
  diverged: 'diverged',
  budget: 'out of steps',
};

export const statusWord = (record: Pick<RunRecord, 'status'> | null): string =>
  record ? STATUS[record.status] : '…';

export function verdictOf(record: RunRecord | null): VerdictMark {
  if (record === null || record.status === 'running') return { mark: '…', words: 'running' };
  if (record.verdict?.inside === true) return { mark: '✓', words: 'inside its passband' };
  if (record.verdict?.inside === false) return { mark: '✕', words: 'outside its passband' };
  if (record.verdict)
    return { mark: '–', words: 'undecided: only the extreme eigenvalues are known' };
  if (record.status === 'converged')
    return { mark: '–', words: 'converged, no verdict for this rule' };
  return { mark: '–', words: `${statusWord(record)}: not converged, the theorem is silent` };
}
