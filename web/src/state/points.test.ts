import { describe, expect, test } from 'vitest';
import { BESIDE, catalogue, critical, landscape, optimizer, point } from './example.test-data';
import { shownPoints } from './points';
import { filterShown } from './select';
import { initialState, type State } from './state';

const spec = landscape({ optimizers: [optimizer('sam', { rho: 0.1 }), optimizer('gd')] });

const state = (changes: Partial<State> = {}, select: number | null = null): State => ({
  ...initialState,
  catalogue: catalogue('gd'),
  experiment: { spec, beside: { ...BESIDE, select } },
  critical: critical(
    [point(), point({ x: [1e-17, 2], f: 7.9e-31, kind: 'saddle' }), point({ x: [0, 1], f: 180 })],
    [
      { admitted: [null, null, null], gains: null, c: 2 },
      {
        admitted: [true, false, null],
        gains: [
          [0.16, 1.6],
          [-0.4, 1.6],
          [0.1, 2],
        ],
        c: 2,
      },
    ],
  ),
  ...changes,
});

describe('the filter shown', () => {
  test('is the selected one’s, else the first there is', () => {
    expect(filterShown(state())).toBe(1);
    expect(filterShown(state({}, 0))).toBe(0);
    expect(filterShown(state({ catalogue: catalogue() }))).toBe(0);
  });
});

describe('points as they are shown', () => {
  test('are filled by the filter shown, and know what every filter says', () => {
    expect(shownPoints(state()).map(({ admitted }) => admitted)).toEqual([true, false, null]);
    expect(shownPoints(state({}, 0)).map(({ admitted }) => admitted)).toEqual([null, null, null]);
    const [first] = shownPoints(state());
    expect(first?.verdicts.map(({ mark, words }) => [mark, words])).toEqual([
      ['–', 'no filter'],
      ['✓', 'admitted'],
    ]);
    expect(first?.line).toBe('minimum (1, 0), f = 0, λ = 1 and 10; sam: no filter, gd: admitted');
  });

  test('are told without the dust that Newton’s method leaves', () => {
    const { point: second } = shownPoints(state())[1] ?? {};
    expect(second?.x).toEqual([0, 2]);
    expect(second?.f).toBe(0);
  });

  test('are undecided while a new optimizer’s filter has not been asked yet', () => {
    const more = landscape({ optimizers: [...spec.optimizers, optimizer('gd', { alpha: 0.3 })] });
    const shown = shownPoints(state({ experiment: { spec: more, beside: BESIDE } }));
    expect(shown[0]?.verdicts[2]?.admitted).toBeNull();
  });

  test('there are none before they are known', () => {
    expect(shownPoints(state({ critical: null }))).toEqual([]);
  });
});
