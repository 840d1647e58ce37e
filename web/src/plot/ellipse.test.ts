import { describe, expect, test } from 'vitest';
import { hessianEllipse } from './ellipse';
import { fitFrame } from './frame';

const frame = fitFrame([-2, 2, -2, 2], { width: 600, height: 600 });

/** The ends of an axis, from its path. */
function lengthOf(path: string): number {
  const [x, y] = (path.split('L')[1] ?? '').split(' ').map(Number) as [number, number];
  return Math.hypot(x, y);
}

describe('hessianEllipse', () => {
  test('axes go by 1/√|λ|, the longer one has the size asked for', () => {
    const ellipse = hessianEllipse([1, 9], [1, 0], frame, 30);
    expect(ellipse?.axes.map(({ path }) => lengthOf(path))).toEqual([10, 30]);
    expect(ellipse?.axes[0].path).toBe('M-10.00 0.00L10.00 0.00');
    expect(ellipse?.open).toBe(false);
  });

  test('the sharp axis points as its eigenvector does: y grows upwards', () => {
    const ellipse = hessianEllipse([1, 4], [Math.SQRT1_2, Math.SQRT1_2], frame, 20);
    expect(ellipse?.axes[0].path).toBe('M-7.07 7.07L7.07 -7.07');
  });

  test('axes along which f falls are told apart', () => {
    const of = (low: number, high: number) =>
      hessianEllipse([low, high], [0, 1], frame)?.axes.map(({ negative }) => negative);
    expect(of(1, 2)).toEqual([false, false]);
    expect(of(-1, 2)).toEqual([false, true]);
    expect(of(-2, -1)).toEqual([true, true]);
  });

  test('one flat direction leaves it open: two lines along that direction', () => {
    for (const eigenvalues of [
      [0, 1],
      [-1, 0],
    ] as const) {
      const ellipse = hessianEllipse(eigenvalues, [1, 0], frame, 40);
      expect(ellipse?.open).toBe(true);
      expect(ellipse?.outline.split('M')).toHaveLength(3);
    }
    const upright = hessianEllipse([0, 1], [1, 0], frame, 40);
    expect(upright?.outline).toBe('M10.00 40.00L10.00 -40.00M-10.00 40.00L-10.00 -40.00');
  });

  test('where x and y differ in scale the picture does too', () => {
    const wide = fitFrame([-10, 10, -1, 1], { width: 600, height: 600 });
    const ellipse = hessianEllipse([1, 1], [1, 0], wide, 30);
    const [across, up] = ellipse?.axes.map(({ path }) => lengthOf(path)) ?? [];
    expect(up).toBeCloseTo(30, 2);
    expect(across).toBeCloseTo((30 * 2.4) / 10, 0);
  });

  test('nothing to draw where H is zero or not finite', () => {
    expect(hessianEllipse([0, 0], [1, 0], frame)).toBeNull();
    expect(hessianEllipse([Number.NaN, 1], [1, 0], frame)).toBeNull();
    expect(hessianEllipse([1, Number.POSITIVE_INFINITY], [1, 0], frame)).toBeNull();
    expect(hessianEllipse([1e300, 4e300], [1, 0], frame)?.outline).not.toContain('NaN');
  });
});
