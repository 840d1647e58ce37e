import { describe, expect, test } from 'vitest';
import {
  bars,
  boardFor,
  CEILING,
  curvePath,
  gaps,
  stemLabels,
  stems,
  type Tick,
} from './equalizer';

const board = boardFor({ width: 312, height: 160, lanes: 3, lane: 30 }, [-12, 15]);

describe('the board', () => {
  test('a drawn pixel is the number: there and back', () => {
    for (const lambda of [-12, -5, 0, 5.79, 12.5, 15])
      expect(board.lambdaAt(board.x(lambda))).toBeCloseTo(lambda, 12);
    expect(board.x(-12)).toBe(board.left);
    expect(board.x(15)).toBe(board.right);
    expect(board.y(0)).toBe(board.axis);
    expect(board.y(1)).toBe(board.one);
    expect(board.y(CEILING)).toBe(board.top);
  });

  test('lanes lie under the axis, one below the other, and the board ends with the last', () => {
    expect(board.laneTop(0)).toBeGreaterThan(board.axis);
    expect(board.laneTop(2) - board.laneTop(1)).toBe(30);
    expect(board.total).toBe(board.laneTop(3));
  });
});

describe('a curve', () => {
  const points = (path: string): number[][] =>
    [...path.matchAll(/[ML]([-\d.]+),([-\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);

  test('is drawn where its numbers are, to a hundredth of a pixel', () => {
    const lambdas = [-1, 0, 5.790_367_1, 12.5];
    const radii = [1.1, 1, 1, 0.4];
    points(curvePath(board, lambdas, radii)).forEach(([x, y], i) => {
      expect(Math.abs((x as number) - board.x(lambdas[i] as number))).toBeLessThanOrEqual(0.0051);
      expect(Math.abs((y as number) - board.y(radii[i] as number))).toBeLessThanOrEqual(0.0051);
    });
  });

  test('crosses the line at 1 in the very pixel where its bar ends', () => {
    const [, crossing] = points(curvePath(board, [5, 5.79, 6], [0.8, 1, 1.1]));
    const [bar] = bars(board, [[0, 5.79]]);
    expect(crossing?.[0]).toBeCloseTo(bar?.to ?? Number.NaN, 2);
    expect(crossing?.[1]).toBeCloseTo(board.one, 2);
  });

  test('has gaps where it is not finite, and stays on the screen where it is huge', () => {
    const path = curvePath(board, [0, 1, 2, 3], [1, null, 1e300, 1]);
    expect(path.match(/M/g)).toHaveLength(2);
    for (const [, y] of points(path)) expect(Math.abs(y as number)).toBeLessThan(2000);
  });
});

describe('bars', () => {
  test('end where the passband does, and go on where it goes on', () => {
    const found = bars(board, [
      [-100, -5],
      [0, null],
    ]);
    expect(found).toEqual([
      { from: board.left, to: board.x(-5), opensLeft: true, opensRight: false },
      { from: board.x(0), to: board.right, opensLeft: false, opensRight: true },
    ]);
    expect(gaps(board, found)).toEqual([[board.x(-5), board.x(0)]]);
  });

  test('outside the range there are none; without a passband neither', () => {
    expect(bars(board, [[100, 200]])).toEqual([]);
    expect(bars(board, null)).toEqual([]);
    expect(gaps(board, [])).toEqual([[board.left, board.right]]);
  });
});

describe('ticks', () => {
  const tick = (optimizer: number, value: number, changes: Partial<Tick> = {}): Tick => ({
    optimizer,
    value,
    extreme: true,
    mark: 'inside',
    ...changes,
  });

  test('rise at their eigenvalue, extreme ones tall, each optimizer to its own height', () => {
    const [first, second, third] = stems(board, [
      tick(0, 10),
      tick(1, 10),
      tick(0, 5, { extreme: false }),
    ]);
    expect(first?.x).toBe(board.x(10));
    expect(first?.y).toBeLessThan(second?.y ?? 0);
    expect(second?.y).toBeLessThan(third?.y ?? 0);
    expect(third?.y).toBeLessThan(board.axis);
  });

  test('those of one optimizer that fall together are one, unless they are judged differently', () => {
    const same = [tick(0, 1), tick(0, 1.000_001), tick(0, 1, { mark: 'outside' }), tick(1, 1)];
    expect(stems(board, same)).toHaveLength(3);
  });

  test('beyond the range they stand at its end', () => {
    expect(stems(board, [tick(0, 99)])[0]).toMatchObject({ x: board.right, beyond: 1 });
    expect(stems(board, [tick(0, -99)])[0]).toMatchObject({ x: board.left, beyond: -1 });
  });

  test('values are written once, above their stack, the larger where two collide', () => {
    const labels = stemLabels(
      stems(board, [tick(0, -0.01), tick(1, 1.5), tick(0, 1.5), tick(0, 10)]),
    );
    expect(labels.map(({ text }) => text)).toEqual(['10', '1.5']);
    expect(labels[0]?.y).toBe(labels[1]?.y);
  });

  test('long values do not touch: the right one gives way', () => {
    const [right, left] = stemLabels(stems(board, [tick(0, -0.001_19), tick(0, 3.333)]));
    expect([left?.text, right?.text]).toEqual(['−0.00119', '3.33']);
    expect(left?.x).toBe(board.x(-0.001_19));
    expect(right?.x).toBeGreaterThan(board.x(3.333));
    expect((right?.x ?? 0) - (left?.x ?? 0)).toBeGreaterThan(40);
  });
});
