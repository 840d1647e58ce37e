import { expect, test } from 'vitest';
import { countWords, endingWords, spanWords } from './comparison';

test('a span is one number where all runs agree, to the digits shown', () => {
  expect(spanWords(null)).toBe('–');
  expect(spanWords([2, 2])).toBe('2');
  expect(spanWords([2, 2.00001])).toBe('2');
  expect(spanWords([-1.5, 12.5])).toBe('−1.5 … 12.5');
  expect(countWords([131, 1310])).toBe('131 … 1\u202f310');
});

test('endings are counted where there are several runs', () => {
  const word = (status: string | null): string => status ?? 'running';
  expect(endingWords([], word)).toBe('–');
  expect(endingWords([{ status: 'converged', runs: 1 }], word)).toBe('converged');
  expect(endingWords([{ status: 'converged', runs: 3 }], word)).toBe('3 converged');
  const mixed = [
    { status: 'converged', runs: 2 },
    { status: 'diverged', runs: 1 },
  ] as const;
  expect(endingWords(mixed, word)).toBe('2 converged, 1 diverged');
});
