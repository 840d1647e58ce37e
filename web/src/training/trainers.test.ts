import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import type { TrainedPart } from '../engine/protocol';
import init, { Experiment } from '../generated/engine.js';
import { Desk, specOf } from './pupils.test-data';
import { Trainers } from './trainers';

beforeAll(async () => {
  const wasm = await readFile(new URL('../generated/engine_bg.wasm', import.meta.url));
  await init({ module_or_path: wasm });
});

/** As many optimizers as threads can be had at most. */
const LINK = `#v=1&net=xor&samples=30&layers=4&loss=ce&batch=8&precision=f32${[
  1, 2, 3, 4, 5, 6, 7, 8,
]
  .map((n) => `&o=usam:momentum=nesterov:alpha=0.0${n}:beta=0.5:rho=0.05`)
  .join('')}&steps=40&every=9&probes=2&depth=5`;

test.each([1, 2, 8])('%i threads train to the same records, spectra included', async (threads) => {
  const spec = specOf(LINK);
  const desks: Desk[] = [];
  const hire = (): Desk => {
    const desk = new Desk();
    desks.push(desk);
    return desk;
  };
  const trainers = new Trainers(hire, threads, () => {});
  const newest = new Map<number, TrainedPart>();
  const course = trainers.train(
    { spec, asset: null, from: null },
    spec.optimizers.map(() => 2),
    new AbortController().signal,
    {
      news: ({ runs }) => {
        for (const run of runs) newest.set(run.index, run);
      },
      reading: () => {},
    },
  );
  course.pause();
  course.resume();
  await course.ended;
  expect(desks).toHaveLength(threads);
  const experiment = new Experiment(spec);
  for (const index of spec.optimizers.keys()) {
    const alone = experiment.run(index, 0, false);
    while (!alone.advance(1000));
    expect(newest.get(index)?.record, `optimizer ${index}`).toEqual(alone.record());
  }
});
