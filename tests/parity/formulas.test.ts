// The formulas of the engine's tables are such that the page can set them as mathematics.

import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import init, { catalogue } from '../../web/src/generated/engine.js';
import { type Mathematics, typesetTex } from '../../web/src/words/typeset.ts';

beforeAll(async () => {
  const wasm = new URL('../../web/src/generated/engine_bg.wasm', import.meta.url);
  await init({ module_or_path: await readFile(wasm) });
});

/** Names of all elements of a formula. */
const elements = (formula: Mathematics | null): string[] =>
  formula === null || typeof formula === 'string'
    ? []
    : [formula[0], ...formula[2].flatMap(elements)];

test('every rule’s bound and every momentum’s limit', () => {
  const { rules, momenta } = catalogue();
  const tex = [...rules.map(({ bound }) => bound), ...momenta.map(({ limit }) => limit)];
  const told = tex.filter((source) => source !== '');
  expect(told.length).toBeGreaterThan(8);
  for (const source of told) {
    const names = elements(typesetTex(source));
    expect(names[0], source).toBe('math');
    expect(names, source).not.toContain('merror');
  }
});
