// The built engine under Node gives the pinned fingerprints, however its runs are sliced.

import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import init, * as engine from '../../web/src/generated/engine.js';
import pinned from './fingerprints.json';
import { fingerprints } from './run.mjs';

const at = (path: string) => new URL(path, import.meta.url);
const load = (file: string) => readFile(at(`../../web/public/data/${file}`));

beforeAll(async () => {
  await init({ module_or_path: await readFile(at('../../web/src/generated/engine_bg.wasm')) });
});

test('fingerprints belong to a revision', () => {
  expect(engine.catalogue().engine).toBe(pinned.engine);
});

test.each(pinned.runs)('$link', async ({ link, fp }) => {
  expect(await fingerprints(engine, link, load, 1000)).toEqual(fp);
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
