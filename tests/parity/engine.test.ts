// The built engine under Node gives the pinned fingerprints, however its runs are sliced.

import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import init, * as engine from '../../web/src/generated/engine.js';
import initLandscape, * as landscape from '../../web/src/generated/landscape.js';
import pinned from './fingerprints.json';
import { fingerprints } from './run.mjs';

const at = (path: string) => new URL(path, import.meta.url);
const load = (file: string) => readFile(at(`../../web/public/data/${file}`));

beforeAll(async () => {
  const wasm = (name: string) => readFile(at(`../../web/src/generated/${name}_bg.wasm`));
  await init({ module_or_path: await wasm('engine') });
  await initLandscape({ module_or_path: await wasm('landscape') });
});

test('fingerprints belong to a revision', () => {
  expect(engine.catalogue().engine).toBe(pinned.engine);
});

test.each(pinned.runs)('$link', async ({ link, fp }) => {
  expect(await fingerprints(engine, link, load, 1000)).toEqual(fp);
});

describe('the build without networks', () => {
  const isNetwork = ({ link }: (typeof pinned.runs)[number]) => link.includes('net=');

  test('gives the same fingerprints on functions of the plane', async () => {
    const functions = pinned.runs.filter((run) => !isNetwork(run));
    expect(functions.length).toBeGreaterThan(20);
    for (const { link, fp } of functions)
      expect(await fingerprints(landscape, link, load, 1000), link).toEqual(fp);
  });

  test('knows all that can be said of a network but does not run it', () => {
    expect(landscape.catalogue()).toEqual(engine.catalogue());
    for (const { link } of pinned.runs.filter(isNetwork)) {
      const { spec, beside } = landscape.parseLink(link);
      expect(landscape.printLink(spec, beside)).toBe(engine.printLink(spec, beside));
      expect(landscape.hypotheses(spec)).toEqual(engine.hypotheses(spec));
      const refusal = expect.objectContaining({ code: 'data_unavailable' });
      expect(() => new landscape.Experiment(spec)).toThrow(refusal);
    }
  });

  test('finds the same points, maps and values', () => {
    const { spec } = engine.parseLink('#v=1&f=himmelblau&o=husam:alpha=0.005:rho=0.001');
    const [whole, part] = [new engine.Experiment(spec), new landscape.Experiment(spec)];
    expect(part.criticalPoints()).toEqual(whole.criticalPoints());
    expect(part.basinRows(0, 24, 18, 0, 18)).toEqual(whole.basinRows(0, 24, 18, 0, 18));
    const window = Float64Array.of(-5, 5, -5, 5);
    expect(part.margins(0, window, 20, 20)).toEqual(whole.margins(0, window, 20, 20));
    whole.free();
    part.free();
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
