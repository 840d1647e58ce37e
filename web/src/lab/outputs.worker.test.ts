import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import init, { Experiment } from '../generated/engine.js';
import { ringsOf } from '../plot/region';
import { specOf } from '../training/pupils.test-data';
import { outputsOf } from './outputs.worker';

beforeAll(async () => {
  const wasm = await readFile(new URL('../generated/engine_bg.wasm', import.meta.url));
  await init({ module_or_path: wasm });
});

/** A network after some steps, and what it does. */
async function shownOf(link: string, asset?: Uint8Array) {
  const spec = specOf(link);
  const experiment = new Experiment(spec, asset);
  const run = experiment.run(0, 0, false);
  run.advance(60);
  const theta = run.parameters();
  const thetas = [theta, null, theta.map(() => Number.NaN)];
  const request = { kind: 'outputs', spec, asset: null, thetas } as const;
  const outputs = await outputsOf(request, async () => new Experiment(spec, asset));
  return { outputs, evaluation: experiment.evaluateNetwork(theta), theta, experiment };
}

/** The area of rings in pixels; those around holes count negative. */
const area = (rings: readonly (readonly [number, number])[][]): number =>
  Math.abs(
    rings.reduce(
      (sum, ring) =>
        sum +
        ring.reduce((part, [x, y], i) => {
          const [nextX, nextY] = ring[(i + 1) % ring.length] ?? [0, 0];
          return part + (x * nextY - nextX * y) / 2;
        }, 0),
      0,
    ),
  );

test('grounds of classes share the plane, and right rows are those of the accuracy', async () => {
  const { outputs, evaluation } = await shownOf(
    '#v=1&net=blobs&layers=8&act=tanh&loss=ce&o=gd:alpha=0.5&steps=60',
  );
  if (outputs.kind !== 'surface') throw new Error(outputs.kind);
  const [shown, none, broken] = outputs.of;
  expect([none, broken]).toEqual([null, null]);
  const unit = { x: (x: number) => x, y: (y: number) => y };
  const [x0 = 0, x1 = 0, y0 = 0, y1 = 0] = shown?.regions[0]?.window ?? [];
  const shares = (shown?.regions ?? []).map(
    (region) => area(ringsOf(region, unit)) / ((x1 - x0) * (y1 - y0)),
  );
  expect(shares).toHaveLength(3);
  // Half a cell along the rim is not traced.
  expect(shares.reduce((sum, share) => sum + share)).toBeGreaterThan(0.95);
  expect(shares.reduce((sum, share) => sum + share)).toBeLessThanOrEqual(1);
  expect((shown?.train?.right ?? 0) / 200).toBe(evaluation.train_accuracy);
  expect((shown?.test?.right ?? 0) / 200).toBe(evaluation.test_accuracy);
  expect(shown?.wrong).toHaveLength(200 - (shown?.train?.right ?? 0));
});

test('a curve is the network over the line, with room for it to err', async () => {
  const { outputs } = await shownOf('#v=1&net=chebyshev&layers=8&act=tanh&o=gd:alpha=0.2&steps=60');
  if (outputs.kind !== 'curve') throw new Error(outputs.kind);
  const [ys, none] = outputs.of;
  expect(ys?.length).toBe(outputs.xs.length);
  expect(none).toBeNull();
  expect(outputs.points.inputs).toHaveLength(20);
  const [x0, x1, y0, y1] = outputs.window;
  expect(x0).toBeLessThan(-1);
  expect(x1).toBeGreaterThan(1);
  expect(y0).toBeLessThan(Math.min(...outputs.points.targets));
  expect(y1).toBeGreaterThan(Math.max(...outputs.points.targets));
});

test('a regression of three inputs: what is predicted over what is true, of some rows', async () => {
  const rows = Array.from({ length: 1000 }, (_, i) => [i % 7, i % 11, i % 13, (i % 7) + 0.5]);
  const table = Buffer.from(`a,b,c,y\n${rows.map(String).join('\n')}`);
  const sha256 = createHash('sha256').update(table).digest('hex');
  const link = `#v=1&net=csv:sha256=${sha256}:label=y:standardise=1&layers=4&act=tanh&o=gd:alpha=0.2&steps=60`;
  const { outputs, evaluation } = await shownOf(link, new Uint8Array(table));
  if (outputs.kind !== 'scatter') throw new Error(outputs.kind);
  const { truths, of, window } = outputs;
  const [shown, none] = of;
  // 800 rows train and 200 test; at most 600 of a part are drawn, every so many.
  expect([truths.train.length, truths.test.length]).toEqual([400, 200]);
  expect([shown?.train.length, shown?.test.length]).toEqual([400, 200]);
  expect(none).toBeNull();
  const squares = truths.test.map((truth, i) => (truth - (shown?.test[i] ?? 0)) ** 2);
  const loss = squares.reduce((sum, square) => sum + square) / (2 * squares.length);
  expect(loss).toBeCloseTo(evaluation.test_loss ?? 0, 12);
  expect(window[0]).toBeLessThan(Math.min(...truths.train));
  expect(window.slice(0, 2)).toEqual(window.slice(2));
});

test('images: the table counts the test rows, and wrong rows come with their pixels', async () => {
  const file = await readFile(new URL('../../public/data/digits.bin', import.meta.url));
  const { outputs, evaluation, experiment } = await shownOf(
    '#v=1&net=digits&samples=100&layers=8&act=tanh&loss=ce&o=gd:alpha=0.5&steps=60',
    new Uint8Array(file),
  );
  if (outputs.kind !== 'guesses') throw new Error(outputs.kind);
  const [shown] = outputs.of;
  expect(outputs.part).toBe('test');
  expect(outputs.image).toEqual({ width: 8, height: 8 });
  expect(shown?.confusion.flat().reduce((sum, rows) => sum + rows)).toBe(360);
  expect((shown?.test?.right ?? 0) / 360).toBe(evaluation.test_accuracy);
  expect(shown?.wrong).toHaveLength(24);
  expect(shown?.wrong.every(({ label, guess }) => label !== guess)).toBe(true);
  // The first wrong one is a test row of that class, pixel by pixel.
  const rows = experiment.examples(0, 360, 'test');
  const first = shown?.inputs.subarray(0, 64) ?? new Float64Array();
  const at = Array.from(rows.labels.keys()).find((row) =>
    first.every((pixel, i) => pixel === rows.inputs[64 * row + i]),
  );
  expect(rows.labels[at ?? -1]).toBe(shown?.wrong[0]?.label);
});
