import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test, vi } from 'vitest';
import type { HowFar, Pace } from '../engine/pace';
import init, { parseLink } from '../generated/engine.js';
import { overFile, tableOf } from './errands.worker';

beforeAll(async () => {
  const wasm = await readFile(new URL('../generated/engine_bg.wasm', import.meta.url));
  await init({ module_or_path: wasm });
});

const eager: Pace = {
  sliceIsOver: () => true,
  reportIsDue: () => true,
  breathe: async () => {},
  worked: () => performance.now(),
};

/** A file of more than one piece, and an experiment that learns from it. */
async function big(seed: number) {
  const rows = Array.from({ length: 60_000 }, (_, i) => `${i % 97},${(i * seed) % 89},${i % 3}`);
  const file = new Blob([`a,b,y\n${rows.join('\n')}\n`]);
  const order = { kind: 'table', ticket: seed, file, header: null, draft: null, seed: 0 } as const;
  const { outline } = await tableOf(order, eager, () => {});
  const link = `#v=1&net=csv:sha256=${outline.sha256}:label=y&layers=2&o=gd:alpha=0.1&steps=1`;
  return { file, spec: parseLink(link).spec, order };
}

test('a file is read in pieces, tells how far, and hears a cancel', async () => {
  const { file, spec } = await big(7);
  await big(5);
  const told: HowFar[] = [];
  const experiment = await overFile(spec, file, eager, (howFar) => told.push(howFar));
  expect(experiment.dataFacts()).toMatchObject({ train_rows: 48_000, test_rows: 12_000 });
  expect(told.length).toBeGreaterThan(1);
  expect(told.map(({ share }) => share)).toEqual(told.map(({ share }) => share).sort());
  expect(told.at(-1)).toEqual({ share: 1, secondsLeft: 0 });
  await big(5);
  const cancelled = { ...eager, breathe: () => Promise.reject(new Error('cancelled')) };
  await expect(overFile(spec, file, cancelled, () => {})).rejects.toThrow('cancelled');
});

test('it is read once for all who learn from it', async () => {
  const { file, spec, order } = await big(11);
  const told = vi.fn();
  for (let i = 0; i < 2; i += 1) (await overFile(spec, file, eager, told)).free();
  const { outline } = await tableOf(order, eager, told);
  expect(outline.rows).toBe(60_000);
  expect(told).not.toHaveBeenCalled();
});

test('another file than the experiment’s own is refused by its digest', async () => {
  const { spec } = await big(13);
  await big(5);
  const other = new Blob(['a,b,y\n1,2,3\n']);
  await expect(overFile(spec, other, eager, () => {})).rejects.toMatchObject({
    code: 'data_unavailable',
  });
});
