import { expect, test } from 'vitest';
import type { SliceFacts } from '../generated/types';
import { choiceOf, NO_SLICE, type SliceState } from '../state/slice';
import { axesWords, curvatureWords, PLANES, pointerWords } from './slice';

const facts: SliceFacts = {
  f: 0.25,
  curvatures: [12.5, 3],
  mixed: 0,
  eigenvalues: [
    { value: 12.5, residual: 1e-9 },
    { value: 3, residual: 2e-9 },
  ],
  converged: true,
  reach: [1, 1],
};

const of = (change: Partial<SliceFacts>): SliceState => ({
  ...NO_SLICE,
  plane: { choice: choiceOf(NO_SLICE, 1), facts: { ...facts, ...change }, points: [[0, 0]] },
});

test('curvatures stand beside the eigenvalues that they are', () => {
  const words = curvatureWords(of({}));
  expect(words).toContain('12.5 along x, 3 along y');
  expect(words).toContain('largest eigenvalues are 12.5 and 3');
});

test('eigenvalues that did not converge are said to be about', () => {
  expect(curvatureWords(of({ converged: false }))).toMatch(/about .* not converged/);
});

test('planes of other directions have no eigenvalues', () => {
  expect(curvatureWords(of({ eigenvalues: null }))).not.toContain('eigenvalue');
  expect(curvatureWords(NO_SLICE)).toBe('');
});

test('every plane says what its axes are', () => {
  const all = PLANES.map(([kind]) => axesWords({ ...choiceOf(NO_SLICE, 2), kind }));
  expect(new Set(all).size).toBe(PLANES.length);
});

test('the pointer is told with the loss under it', () => {
  expect(pointerWords(NO_SLICE)).toBe('');
  expect(pointerWords({ ...NO_SLICE, at: { x: 0.5, y: -1, f: 0.125 } })).toBe(
    'x 0.5, y −1: loss 0.125',
  );
});
