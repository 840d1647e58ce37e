// The traced border of the forbidden region against where an eigenvalue crosses the passband's edge.

import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import init, { Experiment, parseLink } from '../../web/src/generated/engine.js';
import { type Forbidden, traceForbidden } from '../../web/src/plot/forbidden.ts';
import { fitFrame } from '../../web/src/plot/frame.ts';
import { type Pixel, ringsOf } from '../../web/src/plot/region.ts';
import { gridOver } from '../../web/src/plot/trace.ts';

beforeAll(async () => {
  const wasm = await readFile(new URL('../../web/src/generated/engine_bg.wasm', import.meta.url));
  await init({ module_or_path: wasm });
});

/** As fine as the page draws it when calm, on a picture as wide as on a desk. */
const COLUMNS = 360;
const WIDTH = 652;

type Window = [number, number, number, number];

function forbiddenOf(link: string): { forbidden: Forbidden; window: Window } {
  const { spec } = parseLink(link);
  const window = spec.window as Window;
  const experiment = new Experiment(spec);
  const grid = gridOver(window, COLUMNS);
  const margins = experiment.margins(0, Float64Array.from(grid.window), grid.columns, grid.rows);
  experiment.free();
  if (!margins) throw new Error('the rule has no passband');
  return { forbidden: traceForbidden(grid, margins), window };
}

/** Rings inside the picture: vertices that only follow its rim are not of the border. */
function border(link: string) {
  const { forbidden, window } = forbiddenOf(link);
  const frame = fitFrame(window, { width: WIDTH, height: Number.POSITIVE_INFINITY });
  const inside = ([x, y]: Pixel): boolean =>
    x > frame.left + 1 && x < frame.right - 1 && y > frame.top + 1 && y < frame.bottom - 1;
  const vertices = ringsOf(forbidden.region, frame).flat().filter(inside);
  return { frame, forbidden, vertices };
}

/** The root of a continuous function that changes sign between two numbers. */
function root(f: (t: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let i = 0; i < 100; i += 1) {
    const middle = (low + high) / 2;
    if (Math.sign(f(middle)) === Math.sign(f(low))) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** All roots between two numbers that a scan tells apart. */
function roots(f: (t: number) => number, from: number, to: number): number[] {
  const steps = 4000;
  const at = (i: number): number => from + ((to - from) * i) / steps;
  return Array.from({ length: steps }, (_, i) => i).flatMap((i) =>
    Math.sign(f(at(i))) !== Math.sign(f(at(i + 1))) ? [root(f, at(i), at(i + 1))] : [],
  );
}

describe('the border of the forbidden region', () => {
  test('two-wells: upright lines where f″ crosses 0 and 2/α', () => {
    // H is diagonal: fyy = 1, and fxx depends on x alone.
    const fxx = (x: number): number => {
      const [k, u] = [9 / 4, 1 + x];
      const [a, da, dda] = [(x * x - 1) ** 2, 4 * x * (x * x - 1), 12 * x * x - 4];
      return (dda * (1 + k * u * u) + 2 * da * 2 * k * u + a * 2 * k) / 8;
    };
    const { frame, vertices } = border('#v=1&f=two-wells&o=gd:alpha=0.16');
    const lines = [...roots((x) => fxx(x) - 12.5, -2, 2), ...roots(fxx, -2, 2)].map(frame.x);
    expect(lines).toHaveLength(4);
    expect(vertices.length).toBeGreaterThan(400);
    for (const [x] of vertices)
      expect(Math.min(...lines.map((line) => Math.abs(line - x)))).toBeLessThan(1);
    // And none is missing: each line is drawn along its whole height.
    for (const line of lines) {
      const rows = vertices
        .filter(([x]) => Math.abs(x - line) < 1)
        .map(([, y]) => Math.round(y / 4));
      expect(new Set(rows).size).toBeGreaterThan((frame.bottom - frame.top) / 4 - 4);
    }
  });

  test('himmelblau: every vertex lies on a curve where an eigenvalue is 0 or 2/α, and none is missing', () => {
    const alpha = 0.02;
    const eigenvalues = (x: number, y: number): [number, number] => {
      const [xx, xy, yy] = [12 * x * x + 4 * y - 42, 4 * (x + y), 12 * y * y + 4 * x - 26];
      const [mean, spread] = [(xx + yy) / 2, Math.hypot((xx - yy) / 2, xy)];
      return [mean - spread, mean + spread];
    };
    const { frame, vertices } = border(`#v=1&f=himmelblau&o=gd:alpha=${alpha}`);
    const pixel = (frame.right - frame.left) / 10;
    // To first order the distance to {λ = edge} is |λ − edge|/‖∇λ‖.
    const away = (x: number, y: number, which: 0 | 1, edge: number): number => {
      const h = 1e-5;
      const value = eigenvalues(x, y)[which] - edge;
      const dx = (eigenvalues(x + h, y)[which] - eigenvalues(x - h, y)[which]) / (2 * h);
      const dy = (eigenvalues(x, y + h)[which] - eigenvalues(x, y - h)[which]) / (2 * h);
      return (Math.abs(value) / Math.hypot(dx, dy)) * pixel;
    };
    expect(vertices.length).toBeGreaterThan(500);
    for (const [px, py] of vertices) {
      const [x, y] = frame.invert(px, py);
      expect(Math.min(away(x, y, 0, 0), away(x, y, 1, 2 / alpha))).toBeLessThan(1);
    }
    // Along each row of pixels the region begins and ends where the closed form does.
    const margin = (x: number, y: number): number => {
      const [low, high] = eigenvalues(x, y);
      return Math.min(low, 2 / alpha - high);
    };
    for (let py = frame.top + 10; py < frame.bottom - 10; py += 7) {
      const y = frame.invert(0, py)[1];
      for (const x of roots((t) => margin(t, y), -4.95, 4.95)) {
        const nearest = Math.min(
          ...vertices.map(([vx, vy]) => Math.hypot(vx - frame.x(x), vy - py)),
        );
        // A vertex lies on every side of a cell, about two pixels long.
        expect(nearest).toBeLessThan(2);
      }
    }
  });

  test('a hole shifts nothing: x·log(x) + y²/2 crosses at x = α/2', () => {
    // fxx = 1/x for x > 0: above 2/α, and so forbidden, for x < α/2; nothing at all for x < 0.
    const { frame, vertices, forbidden } = border(
      '#v=1&f=expr:x*log(x)%2By^2/2&o=gd:alpha=0.8&window=-1,1,-1,1',
    );
    const [edge, hole] = [frame.x(0.4), frame.x(0)];
    const cell = (frame.right - frame.left) / COLUMNS;
    for (const [x] of vertices) expect(Math.abs(x - edge) < 1 || x <= hole + cell / 2).toBe(true);
    expect(vertices.filter(([x]) => Math.abs(x - edge) < 1).length).toBeGreaterThan(200);
    const [ring] = ringsOf(forbidden.hollow, frame);
    expect(Math.abs(Math.max(...(ring ?? []).map(([x]) => x)) - hole)).toBeLessThan(1);
  });

  test('an eigenvalue that is zero all over is on the edge, not beyond it', () => {
    for (const source of ['x^2', '(x%2By)^2', '7', 'x-y']) {
      const { forbidden } = forbiddenOf(`#v=1&f=expr:${source}&o=gd:alpha=0.1`);
      expect(forbidden.region.rings.length, source).toBe(0);
    }
  });

  test('the rule without a filter for the Hessian has none', () => {
    expect(() => forbiddenOf('#v=1&f=himmelblau&o=sam:alpha=0.1:rho=0.1')).toThrow('passband');
  });
});
