import { describe, expect, test } from 'vitest';
import {
  blurOf,
  coarseness,
  extentOf,
  marksOf,
  outlineOf,
  placeOf,
  sharesOf,
  spectrumBoard,
  stepsOf,
} from './spectrum';

const ROOM = { width: 600, height: 200, lanes: 2, lane: 40 };

describe('the axis', () => {
  test('holds all eigenvalues, six decades of size, and the bounds near them', () => {
    expect(extentOf([3, 1e-9, -0.02], [20], 0)).toEqual({ floor: -5, below: -1, above: 2 });
    expect(extentOf([3, 1e-9], [1e9], 0)).toEqual({ floor: -5, below: -5, above: 1 });
  });

  test('takes what is not told apart together about zero, but keeps the largest', () => {
    expect(extentOf([3, -0.02], [], 2e-3).floor).toBe(-2);
    expect(extentOf([3], [], 3).floor).toBe(0);
  });

  test('reaches to negative edges of passbands', () => {
    expect(extentOf([3], [-20, 5], 0)).toMatchObject({ below: 2, above: 1 });
  });

  test('is there for zero alone', () => {
    const board = spectrumBoard(ROOM, extentOf([0], [], 0), 1);
    for (const value of [0, 1, -1]) expect(Number.isFinite(board.x(value))).toBe(true);
  });

  test('rises steadily, is odd, and is linear about zero', () => {
    const extent = { floor: -2, below: 1, above: 1 };
    const values = [-10, -1, -0.011, -0.01, -0.005, 0, 0.005, 0.01, 0.011, 1, 10];
    const places = values.map((value) => placeOf(extent, value));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    for (const [i, place] of places.entries())
      expect(place).toBeCloseTo(-(places.at(-1 - i) as number), 12);
    expect(placeOf(extent, 0.005)).toBeCloseTo(placeOf(extent, 0.01) / 2, 12);
    expect(placeOf(extent, 1) - placeOf(extent, 0.1)).toBeCloseTo(1, 12);
  });

  test('is marked by powers of ten that do not meet', () => {
    for (const width of [360, 600, 1200]) {
      const board = spectrumBoard({ ...ROOM, width }, { floor: -5, below: -1, above: 2 }, 100);
      const places = marksOf(board).map(({ value }) => board.x(value));
      const sorted = [...places].sort((a, b) => a - b);
      for (const [i, x] of sorted.slice(1).entries())
        expect(x - (sorted[i] as number)).toBeGreaterThan(30);
      expect(marksOf(board).map(({ value }) => value)).toContain(100);
    }
  });
});

describe('the density', () => {
  const extent = { floor: -2, below: 0, above: 1 };
  const density = {
    nodes: [-0.5, -1e-9, 0, 0.3, 10],
    weights: [0.125, 0.25, 0.25, 0.25, 0.125],
    exact: false,
  };

  test('in steps keeps every share', () => {
    const steps = stepsOf(density, extent);
    expect(steps.reduce((sum, { share }) => sum + share, 0)).toBe(1);
    const at = (value: number): number | undefined =>
      steps.find(({ from, to }) => from <= value && value < to)?.share;
    expect([at(-0.5), at(0), at(0.3), at(0.02)]).toEqual([0.125, 0.5, 0.25, 0]);
    // What is at the very end belongs to the last step.
    expect(steps.at(-1)?.share).toBe(0.125);
    for (const [i, { from }] of steps.slice(1).entries()) expect(from).toBe(steps[i]?.to);
  });

  test('is split by sign', () => {
    expect(sharesOf(density, extent)).toEqual([0.125, 0.5, 0.375]);
  });

  test('is drawn from the axis and back to it', () => {
    const board = spectrumBoard(ROOM, extent, 8);
    const path = outlineOf(board, stepsOf(density, extent));
    expect(path.startsWith(`M${board.left},${board.axis}`)).toBe(true);
    expect(path.endsWith(`V${board.axis}Z`)).toBe(true);
    expect(path).not.toMatch(/NaN|Infinity/);
    expect(board.y(1)).toBe(board.top);
    expect(board.y(0)).toBe(board.axis);
  });

  test('says how coarse it is, and how far about zero', () => {
    // Two probes with two nodes each.
    const rough = {
      nodes: [0.001, 0.002, 5, 5.1],
      weights: [0.45, 0.45, 0.05, 0.05],
      exact: false,
    };
    expect(coarseness(rough, 2)).toBeCloseTo(0.9, 12);
    expect(blurOf(rough, 2)).toBe(0.002);
    expect(blurOf({ nodes: [4, 5], weights: [0.5, 0.5], exact: false }, 1)).toBe(0);
  });
});
