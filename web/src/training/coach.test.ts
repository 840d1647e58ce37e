import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import init, { catalogue, Experiment, readSpec } from '../generated/engine.js';
import type { RunRecord, Spec } from '../generated/types';
import { BESIDE } from '../state/example.test-data';
import { applyPatch } from '../state/patch';
import type { State } from '../state/state';
import { Store } from '../state/store';
import { Coach } from './coach';
import { Desk, specOf } from './pupils.test-data';

beforeAll(async () => {
  const wasm = await readFile(new URL('../generated/engine_bg.wasm', import.meta.url));
  await init({ module_or_path: wasm });
});

/** Four rules with every kind of memory, on mini-batches. */
const LINK =
  '#v=1&net=chebyshev&layers=6&act=tanh&batch=7&o=gd:momentum=heavy-ball:alpha=0.05:beta=0.9' +
  '&o=husam:alpha=0.1:rho=0.02&o=adam:alpha=0.01&o=usam2:alpha=0.1:rho=0.05&steps=120&every=11';

/** A page without elements: store, coach, and as many threads as `workers`. */
function pageOf(workers: number, link = LINK) {
  const store = new Store();
  const reports: unknown[] = [];
  store.dispatch({ kind: 'engine-ready', catalogue: catalogue() });
  store.dispatch({
    kind: 'opened',
    experiment: { spec: specOf(link), beside: BESIDE },
  });
  const desks: Desk[] = [];
  const office = {
    spawn: () => {
      const desk = new Desk();
      desks.push(desk);
      return desk;
    },
    mayRun: () => true,
    assetFor: () => null,
    edit: async ({
      patches,
    }: {
      patches: readonly { path: readonly (string | number)[]; value: unknown }[];
    }) => {
      const spec: Spec = readSpec(
        patches.reduce(applyPatch, store.state.experiment?.spec as unknown),
      );
      store.dispatch({ kind: 'edited', spec, fields: [] });
    },
    report: (thrown: unknown) => reports.push(thrown),
  };
  // One core is left to the page.
  const coach = new Coach(store, office, workers + 1);
  return { store, coach, desks, reports };
}

/** Resolves once the state is so. */
function until(store: Store, holds: (state: State) => boolean): Promise<State> {
  return new Promise((resolve) => {
    if (holds(store.state)) return resolve(store.state);
    const stop = store.subscribe((state) => {
      if (!holds(state)) return;
      stop();
      resolve(state);
    });
  });
}

const phase = (store: Store, phase: State['training']['phase']): Promise<State> =>
  until(store, ({ training }) => training.phase === phase);

/** Each run's record and history, as a run alone in one go has them. */
function undisturbed(link = LINK) {
  const spec = specOf(link);
  const experiment = new Experiment(spec);
  const records = spec.optimizers.map((_, index) => {
    const run = experiment.run(index, 0, false);
    while (!run.advance(1000));
    return run.record();
  });
  const runs = spec.optimizers.map((_, index) => experiment.run(index, 0, false));
  /** θ of each run at a step. */
  const thetas = (step: number) =>
    runs.map((run) => {
      run.skip(step - run.step);
      return run.parameters();
    });
  return { records, thetas };
}

const records = ({ training }: State): (RunRecord | null)[] =>
  training.runs.map(({ record }) => record);
const histories = ({ training }: State) => training.runs.map(({ history }) => history);

describe.each([1, 2, 4])('with %i workers', (workers) => {
  test('runs and histories are those of runs made alone, to the bit', async () => {
    const { store, coach, desks } = pageOf(workers);
    coach.train(null);
    const state = await phase(store, 'ended');
    expect(desks).toHaveLength(workers);
    const alone = undisturbed().records;
    expect(records(state)).toEqual(alone);
    expect(histories(state)).toEqual(alone.map(({ history }) => history));
  });

  test('going back and training on changes nothing', async () => {
    const { store, coach } = pageOf(workers);
    coach.train(null);
    await phase(store, 'ended');
    store.dispatch({ kind: 'scrubbed', step: 37 });
    coach.fulfil({ kind: 'train-on' });
    expect(store.state.training.runs.map(({ step }) => step)).toEqual([37, 37, 37, 37]);
    const state = await phase(store, 'ended');
    const alone = undisturbed().records;
    expect(records(state)).toEqual(alone);
    expect(histories(state)).toEqual(alone.map(({ history }) => history));
  });
});

test('more steps give the run that had them from the start, and its link', async () => {
  const { store, coach } = pageOf(2, LINK.replace('steps=120', 'steps=50'));
  coach.train(null);
  await phase(store, 'ended');
  coach.fulfil({ kind: 'train-longer', steps: 70 });
  await phase(store, 'running');
  const state = await phase(store, 'ended');
  expect(state.experiment?.spec).toEqual(specOf(LINK));
  const alone = undisturbed().records;
  expect(records(state)).toEqual(alone);
  expect(histories(state)).toEqual(alone.map(({ history }) => history));
});

test('a training that was cancelled goes on where it stood', async () => {
  const { store, coach } = pageOf(2);
  coach.train(null);
  await until(store, ({ training }) => training.runs.some(({ step }) => step > 20));
  coach.fulfil({ kind: 'cancel-training' });
  expect(store.state.training.phase).toBe('cancelled');
  coach.fulfil({ kind: 'train-on' });
  expect(records(await phase(store, 'ended'))).toEqual(undisturbed().records);
});

test('reset goes back to the very same weights, a new seed to others', async () => {
  const { store, coach } = pageOf(1);
  coach.train(null);
  await phase(store, 'ended');
  coach.fulfil({ kind: 'reset-training' });
  expect(store.state.training.phase).toBe('idle');
  coach.train(null);
  expect(records(await phase(store, 'ended'))).toEqual(undisturbed().records);
  coach.fulfil({ kind: 'new-seed' });
  await phase(store, 'idle');
  expect(store.state.experiment?.spec.seed).not.toBe(0);
});

describe('the weights shown', () => {
  const known = (store: Store, step: number | null, kind: 'at' | 'any' = 'at') =>
    until(
      store,
      ({ weights }) => weights.of.length === 4 && (kind === 'any' || weights.step === step),
    );

  test('are those of the step shown, whichever way it was come to', async () => {
    const { store, coach } = pageOf(2);
    coach.train(null);
    await phase(store, 'ended');
    await known(store, null);
    const { thetas } = undisturbed();
    const expected = new Map([0, 5, 40, 41, 119].map((step) => [step, thetas(step)]));
    for (const step of [40, 41, 5, 119, 0]) {
      store.dispatch({ kind: 'scrubbed', step });
      const { weights } = await known(store, step);
      expect(weights.of, `step ${step}`).toEqual(expected.get(step));
    }
  });

  test('go with a training that is reset, and come with the next', async () => {
    const { store, coach } = pageOf(1);
    coach.train(null);
    await phase(store, 'ended');
    const { of } = (await known(store, null)).weights;
    coach.fulfil({ kind: 'reset-training' });
    expect(store.state.weights.of).toEqual([]);
    coach.train(null);
    await phase(store, 'ended');
    expect((await known(store, null)).weights.of).toEqual(of);
  });

  test('the newest step wins', async () => {
    const { store, coach } = pageOf(1);
    coach.train(null);
    await phase(store, 'ended');
    for (let step = 0; step < 100; step += 1) store.dispatch({ kind: 'scrubbed', step });
    const { weights } = await known(store, 99);
    expect(weights.of).toEqual(undisturbed().thetas(99));
  });

  test('follow a training under way only while someone looks', async () => {
    const link = LINK.replace('steps=120', 'steps=1000000');
    const { store, coach } = pageOf(1, link);
    coach.train(null);
    await until(store, ({ training }) => training.runs.every(({ step }) => step > 3));
    expect(store.state.weights.of).toEqual([]);
    coach.fulfil({ kind: 'follow-weights', on: true });
    const first = (await known(store, null)).weights;
    const later = await until(store, ({ weights }) => weights !== first);
    expect(later.weights.of).not.toEqual(first.of);
    coach.fulfil({ kind: 'follow-weights', on: false });
    coach.fulfil({ kind: 'cancel-training' });
  });
});
