import { describe, expect, test } from 'vitest';
import type { CriticalPoint, Switch } from '../generated/types';
import { ticksOf } from './ticks';

const minimum = (x: number, y: number): CriticalPoint => ({
  x: [x, y],
  f: 0,
  eigenvalues: [1, 10],
  axis: [1, 0],
  kind: 'minimum',
  admitted: [],
});

const at = (field: string, value: number, point: number, blocks_above = true): Switch => ({
  field,
  value,
  point,
  blocks_above,
});

describe('ticksOf', () => {
  test('says what happens, by field, from small to large', () => {
    const points = [minimum(1, 0), minimum(-1, 0)];
    const ticks = ticksOf(
      'usam',
      [at('alpha', 2, 1), at('alpha', 0.2, 0), at('rho', 0.3, 1, false)],
      points,
      4,
    );
    expect(ticks.get('alpha')).toEqual([
      { value: 0.2, means: 'α = 0.2: usam stops admitting the minimum (1, 0)' },
      { value: 2, means: 'α = 2: usam stops admitting the minimum (−1, 0)' },
    ]);
    expect(ticks.get('rho')?.[0]?.means).toBe('ρ = 0.3: usam begins to admit the minimum (−1, 0)');
  });

  test('points that switch together share a tick; many are counted', () => {
    const points = [minimum(0, 0), minimum(1, 0), minimum(2, 0)];
    const all = points.map((_, i) => at('alpha', 0.2 * (1 + 1e-14 * i), i));
    expect(
      ticksOf('gd', all.slice(1), points, 4)
        .get('alpha')
        ?.map(({ means }) => means),
    ).toEqual(['α = 0.2: gd stops admitting the minimum (1, 0) and the minimum (2, 0)']);
    expect(ticksOf('gd', all, points, 4).get('alpha')?.[0]?.means).toBe(
      'α = 0.2: gd stops admitting 3 minima',
    );
  });

  test('very many are gathered with their neighbours, and none is lost', () => {
    const points = Array.from({ length: 90 }, (_, i) => minimum(i, 0));
    const all = points.map((_, i) => at('alpha', 0.1 + 0.001 * i, i));
    const means =
      ticksOf('gd', all, points, 4)
        .get('alpha')
        ?.map((tick) => tick.means) ?? [];
    expect(means.length).toBeLessThanOrEqual(16);
    expect(means[0]).toMatch(/^α = 0.1 to 0.1\d+: gd stops admitting \d+ minima$/);
    const told = means.map((text) => Number(/(\d+) minim/.exec(text)?.[1] ?? 2));
    expect(told.reduce((sum, count) => sum + count, 0)).toBe(90);
  });

  test('what begins and what ends at one value stay apart', () => {
    const points = [minimum(0, 0), minimum(1, 0)];
    const both = [at('rho', 1, 0, true), at('rho', 1, 1, false)];
    expect(ticksOf('usam', both, points, 4).get('rho')).toHaveLength(2);
  });
});
