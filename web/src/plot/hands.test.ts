import { describe, expect, test } from 'vitest';
import { fitFrame, NARROWEST, WIDEST, zoomed } from './frame';
import { middle, pinched, windowForKey } from './hands';

const frame = fitFrame([-2, 2, -1.5, 1.5], { width: 652, height: 2000 });
const key = (key: string, shiftKey = false) => windowForKey(frame, { key, shiftKey });

describe('keys', () => {
  test('plus and minus zoom about the middle, and undo each other', () => {
    expect(key('+')).toEqual([-1.4, 1.4, -1.05, 1.05]);
    const out = key('-') ?? frame.window;
    const wide = fitFrame(out, { width: 652, height: 2000 });
    const back = windowForKey(wide, { key: '+', shiftKey: false }) ?? [];
    back.forEach((edge, i) => {
      expect(edge).toBeCloseTo(frame.window[i] as number, 1);
    });
  });

  test('Shift and an arrow show what lies that way', () => {
    const right = key('ArrowRight', true);
    expect(right?.[0]).toBeGreaterThan(-2);
    expect(right?.slice(2)).toEqual([-1.5, 1.5]);
    expect(key('ArrowUp', true)?.[2]).toBeGreaterThan(-1.5);
  });

  test('0 asks for the own window; all others are not the map’s', () => {
    expect(key('0')).toBeUndefined();
    expect(key('ArrowRight')).toBeNull();
    expect(key(' ')).toBeNull();
  });
});

describe('two fingers', () => {
  const [x, y] = middle(frame);
  const from = [
    [x - 50, y],
    [x + 50, y],
  ] as const;

  test('spread to zoom in: what lies between them stays', () => {
    const now = [
      [x - 100, y],
      [x + 100, y],
    ] as const;
    expect(pinched({ frame, fingers: from }, now)).toEqual([-1, 1, -0.75, 0.75]);
  });

  test('moved alike to move the window', () => {
    const now = [
      [x - 50 + 150, y],
      [x + 50 + 150, y],
    ] as const;
    expect(pinched({ frame, fingers: from }, now)).toEqual([-3, 1, -1.5, 1.5]);
  });
});

describe('limits', () => {
  const zoomedFor = (factor: number, px: number, py: number, window = frame.window) => {
    let now = { ...frame, window };
    for (let i = 0; i < 500; i += 1) {
      const next = zoomed(now, factor, px, py);
      now = fitFrame(next, { width: 652, height: 2000 });
    }
    return now.window;
  };

  test('a window can be zoomed down to 1e-12 and up to 1e12, and stays there', () => {
    const [x0, x1, y0, y1] = zoomedFor(0.7, ...middle(frame));
    expect(Math.min(x1 - x0, y1 - y0)).toBeGreaterThanOrEqual(0.98 * NARROWEST);
    expect(Math.min(x1 - x0, y1 - y0)).toBeLessThan(2 * NARROWEST);
    const wide = zoomedFor(1 / 0.7, ...middle(frame));
    expect(wide[1] - wide[0]).toBeGreaterThan(WIDEST / 2);
    expect(wide[1] - wide[0]).toBeLessThanOrEqual(1.02 * WIDEST);
  });

  test('far from 0, where numbers are coarser, not so far', () => {
    const [x0, x1] = zoomedFor(0.7, 300, 200, [1e6, 1e6 + 1, 0, 1]);
    expect(x1 - x0).toBeGreaterThan(1e-7);
    expect(x1).toBeGreaterThan(x0);
  });
});
