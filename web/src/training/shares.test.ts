import { expect, test } from 'vitest';
import { shares } from './shares';

test.each([
  [[1, 2, 3, 3], 1, [[0, 1, 2, 3]]],
  [
    [1, 2, 3, 4],
    2,
    [
      [0, 3],
      [1, 2],
    ],
  ],
  [[1, 1], 4, [[0], [1]]],
  [[], 3, []],
])('work of %j for %i hands', (costs, hands, dealt) => {
  expect(shares(costs, hands)).toEqual(dealt);
});
