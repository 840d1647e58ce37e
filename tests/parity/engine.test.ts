// The built engine under Node gives the golden links' ends, however its runs are sliced.

import { beforeAll, describe, expect, test } from 'vitest';
import initLandscape, * as landscape from '../../web/src/generated/landscape.js';
import initPlane, * as plane from '../../web/src/generated/plane.js';
import { endsOf, type Golden, goldenFiles, load, openEngine } from '../links/golden.mjs';
import { type AnyEngine, RUNS, transcript } from './transcript.mjs';

const files = await goldenFiles();
/** Milliseconds for what takes a second on an idle machine. */
const PATIENCE = 120_000;
const links = files.flatMap((file) => file.links);
let engine: Awaited<ReturnType<typeof openEngine>>;

beforeAll(async () => {
  engine = await openEngine();
  await initLandscape({ module_or_path: await load('web/src/generated/landscape_bg.wasm') });
  await initPlane({ module_or_path: await load('web/src/generated/plane_bg.wasm') });
});

const ends = async (engine: AnyEngine, entry: Golden, slice: number) =>
  endsOf(await transcript(engine, entry, load, slice));

test.each(files)('$name belongs to this revision of the bits', (file) => {
  expect(file.engine).toBe(engine.catalogue().engine);
});

test.each(links)('$link', { timeout: PATIENCE }, async (entry) => {
  expect(
    await ends(engine, entry, 1000),
    'The engine’s bits have changed. Not meant? Then find the sum whose order has changed. Meant? ' +
      'Then run `npm run engine && node tests/links/pin.mjs`; and if a fingerprint is among what ' +
      'changed, raise ENGINE in crate/src/catalogue.rs first: links that were made before are then ' +
      'told that another revision made them.',
  ).toEqual(entry.ends);
});

describe('builds for the plane alone', { timeout: PATIENCE }, () => {
  const left = expect.objectContaining({ code: 'not_in_this_build' });
  const parts = [
    ['landscape', landscape],
    ['plane', plane],
  ] as const;

  test.each(parts)('%s says the same of what it has', async (name, part) => {
    const its = links.filter(RUNS[name]);
    expect(its.length).toBeGreaterThan(20);
    for (const entry of its) {
      expect(await transcript(part, entry, load, 1000), entry.link).toEqual(
        await transcript(engine, entry, load, 1000),
      );
    }
  });

  test.each(parts)('%s knows all that can be said of a network but does not run it', (_, part) => {
    expect(part.catalogue()).toEqual(engine.catalogue());
    const networks = links.filter((entry) => !RUNS.plane(entry));
    expect(networks.length).toBeGreaterThan(20);
    for (const { link } of networks) {
      const { spec, beside } = part.parseLink(link);
      expect(part.printLink(spec, beside)).toBe(engine.printLink(spec, beside));
      expect(part.hypotheses(spec)).toEqual(engine.hypotheses(spec));
      expect(() => new part.Experiment(spec)).toThrow(left);
    }
  });

  test('landscape leaves typed functions and maps of basins to plane', () => {
    const typed = links.filter(({ link }) => link.includes('&f=expr:'));
    expect(typed.length).toBeGreaterThan(0);
    for (const { link } of typed) expect(() => landscape.parseLink(link), link).toThrow(left);
    expect(() => landscape.parametersOf('a*x')).toThrow(left);
    const { spec } = landscape.parseLink('#v=1&f=himmelblau&o=gd:alpha=0.01');
    const experiment = new landscape.Experiment(spec);
    expect(() => experiment.basinRows(0, 8, 8, 0, 8)).toThrow(left);
    expect(() => experiment.basinClasses(new Float64Array())).toThrow(left);
    experiment.free();
  });

  test('landscape draws the same maps of values and margins', () => {
    const { spec } = engine.parseLink('#v=1&f=himmelblau&o=husam:alpha=0.005:rho=0.001');
    const window = Float64Array.of(-5, 5, -5, 5);
    const [whole, part] = [new engine.Experiment(spec), new landscape.Experiment(spec)];
    expect(part.margins(0, window, 20, 20)).toEqual(whole.margins(0, window, 20, 20));
    expect(part.grid(window, 20, 20)).toEqual(whole.grid(window, 20, 20));
    whole.free();
    part.free();
  });
});

test('slices change nothing', { timeout: PATIENCE }, async () => {
  for (const entry of links.filter((_, index) => index % 5 === 0)) {
    expect(await ends(engine, entry, 3), entry.link).toEqual(entry.ends);
  }
});
