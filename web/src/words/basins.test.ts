import { describe, expect, test } from 'vitest';
import type { Basin, BasinPicture } from '../plot/basins';
import { placesOn } from '../state/places';
import {
  basinRows,
  basinsInWords,
  brushesOf,
  inTenths,
  pixelInWords,
  range,
  share,
} from './basins';

const WINDOW = [-2, 2, -1.5, 1.5] as const;
const MINIMA = ([-1, 1] as const).map((x) => ({
  x: [x, 0] as [number, number],
  kind: 'minimum' as const,
}));

const basin = (kind: Basin['kind'], of: number, changes: Partial<Basin> = {}): Basin => ({
  kind,
  x: null,
  share: of,
  lambda_max: null,
  ...changes,
});
const at = (x: number, of: number, lambda: number): Basin =>
  basin('converged', of, { x: [x, 0], lambda_max: [lambda, lambda] });

const picture = (...classes: Basin[]): BasinPicture => ({
  window: WINDOW,
  columns: 1,
  rows: 1,
  classes,
  raster: new Uint32Array(1),
  lambdas: new Float32Array(),
});

const rowsOf = (...views: (BasinPicture | null)[]) =>
  basinRows(views, placesOn(views, MINIMA, WINDOW), 4);

const gd = picture(at(-1, 0.64, 1), at(1, 0.257, 10), basin('diverged', 0.103));
const usam = picture(at(-1, 0.669, 1), basin('phantom', 0.331));

describe('the legend', () => {
  test('has a row for every point and kind of end, with every map’s share', () => {
    const rows = rowsOf(gd, usam);
    expect(
      rows.map(({ letter, name, lambda, tenths }) => [letter, name, range(lambda), ...tenths]),
    ).toEqual([
      ['A', 'minimum (−1, 0)', '1', 640, 669],
      ['B', 'minimum (1, 0)', '10', 257, 0],
      ['', 'phantoms', '–', 0, 331],
      ['', 'divergence', '–', 103, 0],
    ]);
  });

  test('waits for maps that are not there yet', () => {
    expect(rowsOf(gd, null).map(({ tenths }) => share(tenths[1]))).toEqual(['…', '…', '…']);
  });

  test('sums up points when there are many', () => {
    const crowd = Array.from({ length: 30 }, (_, i) => at(-1.9 + 0.1 * i, 1 / 30, i));
    const rows = rowsOf(picture(...crowd));
    expect(rows).toHaveLength(10);
    expect(rows.at(-1)).toMatchObject({ key: 'others', name: '21 other points', brush: null });
    expect(rows.reduce((sum, { tenths }) => sum + (tenths[0] ?? 0), 0)).toBe(1000);
  });

  test('shades all continua on one ramp', () => {
    const one = picture(basin('continuum', 1, { lambda_max: [2, 13] }));
    const two = picture(basin('continuum', 1, { lambda_max: [1, 8] }));
    const ramp = { kind: 'ramp', low: 1, high: 13 };
    expect(brushesOf([one, two], placesOn([one, two], [], WINDOW))).toEqual([[ramp], [ramp]]);
    expect(range(rowsOf(one, two)[0]?.lambda ?? null)).toBe('1 to 13');
  });
});

describe('shares', () => {
  test.each([
    [[1 / 3, 1 / 3, 1 / 3]],
    [[0.99996, 0.00004]],
    [[1 / 7, 2 / 7, 4 / 7]],
    [[1]],
    [Array.from({ length: 11 }, () => 1 / 11)],
  ])('%j sum to 100 %% as printed', (shares) => {
    const tenths = inTenths(shares);
    expect(tenths.reduce((sum, tenth) => sum + tenth, 0)).toBe(1000);
    tenths.forEach((tenth, i) => {
      expect(Math.abs(tenth - 1000 * (shares[i] as number))).toBeLessThan(1);
    });
  });

  test('what rounds to nothing is not called nothing', () => {
    expect([share(0, true), share(0, false), share(1000), share(257)]).toEqual([
      '< 0.1\u202f%',
      '–',
      '100.0\u202f%',
      '25.7\u202f%',
    ]);
  });
});

test('the maps read aloud', () => {
  expect(basinsInWords(rowsOf(gd, usam), ['gd', 'usam']).replaceAll('\u202f', ' ')).toBe(
    'gd: 64.0 % lead to the minimum (−1, 0), 25.7 % lead to the minimum (1, 0) and 10.3 % diverge. ' +
      'usam: 66.9 % lead to the minimum (−1, 0) and 33.1 % lead to phantoms.',
  );
});

test('a pixel in words', () => {
  const [place] = placesOn([gd], MINIMA, WINDOW).all;
  expect(pixelInWords(at(-1, 1, 1), place ?? null, undefined, 4)).toBe('A: minimum (−1, 0)');
  expect(pixelInWords(basin('continuum', 1), null, 5.25, 4)).toBe('a continuum, λ max 5.25');
  expect(pixelInWords(basin('hole', 1), null, undefined, 4)).toBe('no value of f or ∇f');
});
