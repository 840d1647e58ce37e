import { expect, test } from 'vitest';
import { startWords, stepWords } from './steps';

test.each([
  ['starts[0]', 'start 1'],
  ['starts', 'the starts'],
  ['optimizers[1].alpha', 'α of optimizer 2'],
  ['optimizers[0]', 'optimizer 1'],
  ['objective.params.kappa', 'parameter κ'],
  ['objective', 'the function'],
  ['objective.source', 'the formula'],
  ['window', 'the window'],
  ['stop.grad_tol', 'grad tol'],
])('%s is %s', (field, words) => {
  expect(stepWords(field)).toBe(words);
});

test('a start is told by its place', () => {
  expect(startWords(1, [0.5, -1])).toBe('start 2 at x 0.5, y −1');
});
