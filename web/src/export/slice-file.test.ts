import { expect, test } from 'vitest';
import { NO_SLICE } from '../state/slice';
import { sliceFile } from './slice-file';

test('cells come first, from the top left, then the runs; the caption stands once', () => {
  const text = sliceFile(
    {
      ...NO_SLICE,
      grid: {
        window: [0, 2, 0, 1],
        columns: 2,
        rows: 1,
        values: Float64Array.of(0.25, Number.NaN),
      },
      trails: [
        null,
        {
          trail: { points: Float64Array.of(1, 2, 0, 0), stride: 4, steps: 5 },
          distances: Float64Array.of(0.5, 0),
          losses: Float64Array.of(3, 0.1),
        },
      ],
    },
    ['gd', 'usam'],
    'a caption',
  );
  expect(text.trimEnd().split('\r\n')).toEqual([
    'of,step,x,y,off_plane,loss,caption',
    'map,,0.5,0.5,0,0.25,a caption',
    'map,,1.5,0.5,0,,',
    'usam,0,1,2,0.5,3,',
    'usam,4,0,0,0,0.1,',
  ]);
});
