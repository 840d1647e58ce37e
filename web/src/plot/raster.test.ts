import { expect, test } from 'vitest';
import { centreOf, pixelAt, type Raster } from './raster';

const raster: Raster = { window: [-2, 2, -1.5, 1.5], columns: 7, rows: 5 };

test('rows count from the top, columns from the left', () => {
  const single: Raster = { ...raster, columns: 2, rows: 3 };
  expect(centreOf(single, 0, 0)).toEqual([-1, 1]);
  expect(centreOf(single, 1, 2)).toEqual([1, -1]);
});

test('every pixel is found again under its centre', () => {
  for (let row = 0; row < raster.rows; row += 1)
    for (let column = 0; column < raster.columns; column += 1) {
      const [x, y] = centreOf(raster, column, row);
      expect(pixelAt(raster, x, y)).toEqual([column, row]);
    }
});

test('outside the window there is no pixel', () => {
  for (const [x, y] of [
    [-2.01, 0],
    [2.01, 0],
    [0, 1.6],
    [0, -1.6],
    [Number.NaN, 0],
  ] as const)
    expect(pixelAt(raster, x, y)).toBeNull();
});
