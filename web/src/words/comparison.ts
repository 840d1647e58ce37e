import type { Ending, Span } from '../state/comparison';
import { count, number } from './numbers';

/** "12.5", or "1 … 10" where runs differ. */
export function spanWords(span: Span, digits = 4): string {
  if (!span) return '–';
  const [least, most] = span.map((value) => number(value, digits));
  return least === most ? (least as string) : `${least} … ${most}`;
}

/** The same for whole numbers. */
export function countWords(span: Span): string {
  if (!span) return '–';
  const [least, most] = span.map((value) => count(value));
  return least === most ? (least as string) : `${least} … ${most}`;
}

/** "converged"; "2 converged, 1 diverged" where there are several runs. */
export function endingWords(
  endings: readonly Ending[],
  word: (status: Ending['status']) => string,
): string {
  const [first, ...others] = endings;
  if (!first) return '–';
  if (others.length === 0 && first.runs === 1) return word(first.status);
  return endings.map(({ status, runs }) => `${count(runs)} ${word(status)}`).join(', ');
}
