import { expect, test } from 'vitest';
import { gainAgainst, kinds, pointLine, verdictOn } from './points';

test('a verdict has its mark, and no verdict its reason', () => {
  expect(verdictOn(true, 'minimum', true)).toEqual({ mark: '✓', words: 'admitted' });
  expect(verdictOn(false, 'saddle', true)).toEqual({ mark: '✕', words: 'blocked' });
  expect(verdictOn(null, 'minimum', true).words).toBe('undecided: an eigenvalue is on the edge');
  expect(verdictOn(null, 'degenerate', true).words).toBe('undecided: an eigenvalue is 0');
  expect(verdictOn(null, 'minimum', false).words).toBe('no filter');
});

test('a gain is told against the end of the passband it is nearer to, or beyond', () => {
  expect(gainAgainst(1.6, 2)).toEqual({ mark: '✓', words: '1.6 ≤ 2' });
  expect(gainAgainst(2.4, 2)).toEqual({ mark: '✕', words: '2.4 > 2' });
  expect(gainAgainst(-0.45, 2)).toEqual({ mark: '✕', words: '−0.45 < 0' });
  expect(gainAgainst(0, 2)).toEqual({ mark: '–', words: '0' });
  expect(gainAgainst(2, 2)).toEqual({ mark: '–', words: '2 ≈ 2' });
});

test('a line holds all that the mark and its card show', () => {
  const line = pointLine(
    {
      x: [0.28244, 0],
      f: 0.49756,
      eigenvalues: [-2.81141, 1],
      axis: [0, 1],
      kind: 'saddle',
      admitted: [],
    },
    4,
    [
      { name: 'gd', words: 'blocked' },
      { name: 'sam', words: 'no filter' },
    ],
  );
  expect(line).toBe('saddle (0.282, 0), f = 0.4976, λ = −2.811 and 1; gd: blocked, sam: no filter');
});

test('several of a kind', () => {
  expect(kinds('minimum', 1)).toBe('1 minimum');
  expect(kinds('minimum', 4)).toBe('4 minima');
});
