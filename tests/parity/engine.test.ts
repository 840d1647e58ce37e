// The built engine under Node gives the pinned fingerprints, however its runs are sliced.

import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import init, * as engine from '../../web/src/generated/engine.js';
import initLandscape, * as landscape from '../../web/src/generated/landscape.js';
import initPlane, * as plane from '../../web/src/generated/plane.js';
import pinned from './fingerprints.json';
import { fingerprints } from './run.mjs';

const at = (path: string) => new URL(path, import.meta.url);
const load = (file: string) => readFile(at(`../../web/public/data/${file}`));

beforeAll(async () => {
  const wasm = (name: string) => readFile(at(`../../web/src/generated/${name}_bg.wasm`));
  await init({ module_or_path: await wasm('engine') });
  await initLandscape({ module_or_path: await wasm('landscape') });
  await initPlane({ module_or_path: await wasm('plane') });
});

test('fingerprints belong to a revision', () => {
  expect(engine.catalogue().engine).toBe(pinned.engine);
});

test.each(pinned.runs)('$link', async ({ link, fp }) => {
  expect(await fingerprints(engine, link, load, 1000)).toEqual(fp);
});

describe('builds for the plane alone', () => {
  const left = expect.objectContaining({ code: 'not_in_this_build' });
  const of = (kind: RegExp) => pinned.runs.filter(({ link }) => kind.test(link));
  const named = /[#&]f=(?!expr:)/;

  test.each([
    ['landscape', landscape, named],
    ['plane', plane, /[#&]f=/],
  ])('%s gives the same fingerprints', async (_, part, kind) => {
    expect(of(kind).length).toBeGreaterThan(20);
    for (const { link, fp } of of(kind))
      expect(await fingerprints(part, link, load, 1000), link).toEqual(fp);
  });

  test.each([
    ['landscape', landscape],
    ['plane', plane],
  ])('%s knows all that can be said of a network but does not run it', (_, part) => {
    expect(part.catalogue()).toEqual(engine.catalogue());
    for (const { link } of of(/net=/)) {
      const { spec, beside } = part.parseLink(link);
      expect(part.printLink(spec, beside)).toBe(engine.printLink(spec, beside));
      expect(part.hypotheses(spec)).toEqual(engine.hypotheses(spec));
      expect(() => new part.Experiment(spec)).toThrow(left);
    }
  });

  test('landscape leaves typed functions and maps of basins to plane', () => {
    expect(of(/expr:/).length).toBeGreaterThan(0);
    for (const { link } of of(/expr:/)) expect(() => landscape.parseLink(link), link).toThrow(left);
    expect(() => landscape.parametersOf('a*x')).toThrow(left);
    const { spec } = landscape.parseLink('#v=1&f=himmelblau&o=gd:alpha=0.01');
    const experiment = new landscape.Experiment(spec);
    expect(() => experiment.basinRows(0, 8, 8, 0, 8)).toThrow(left);
    expect(() => experiment.basinClasses(new Float64Array())).toThrow(left);
    experiment.free();
  });

  test('they find the same points, values and maps', () => {
    const { spec } = engine.parseLink('#v=1&f=himmelblau&o=husam:alpha=0.005:rho=0.001');
    const window = Float64Array.of(-5, 5, -5, 5);
    const whole = new engine.Experiment(spec);
    for (const part of [new landscape.Experiment(spec), new plane.Experiment(spec)]) {
      expect(part.criticalPoints()).toEqual(whole.criticalPoints());
      expect(part.margins(0, window, 20, 20)).toEqual(whole.margins(0, window, 20, 20));
      part.free();
    }
    const maps = new plane.Experiment(spec);
    expect(maps.basinRows(0, 24, 18, 0, 18)).toEqual(whole.basinRows(0, 24, 18, 0, 18));
    maps.free();
    whole.free();
  });
});

test('slices change nothing', async () => {
  for (const { link, fp } of pinned.runs.filter((_, index) => index % 7 === 0)) {
    expect(await fingerprints(engine, link, load, 3), link).toEqual(fp);
  }
});

test('every printed link with its fingerprints reads back', () => {
  for (const { link, fp } of pinned.runs) {
    const { spec, beside } = engine.parseLink(link);
    const printed = engine.printLink(spec, { ...beside, fp });
    expect(engine.parseLink(printed)).toEqual({ spec, beside: { ...beside, fp } });
  }
});
