import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import type { WorkerPort } from '../engine/client';
import { type FromWorker, isSpecError, type Progress, type ToWorker } from '../engine/protocol';
import init, { catalogue, Experiment, type Run } from '../generated/engine.js';
import { BESIDE } from '../state/example.test-data';
import { choiceOf, NO_SLICE, type SliceState } from '../state/slice';
import { Store } from '../state/store';
import { specOf } from '../training/pupils.test-data';
import { mapOf, planeOf, projectionOf, valueAt } from './slice.worker';
import { Slicer, stepsOf } from './slicer';

beforeAll(async () => {
  const wasm = await readFile(new URL('../generated/engine_bg.wasm', import.meta.url));
  await init({ module_or_path: wasm });
});

const SPEC = () =>
  specOf(
    '#v=1&net=chebyshev&layers=6&act=tanh&o=gd:alpha=0.2&o=usam:alpha=0.2:rho=0.05&steps=200&every=50',
  );

class Cancelled extends Error {}

/** A thread that draws slices, in the tests' own: it lets others speak after every piece of a map. */
class Drawer implements WorkerPort {
  onmessage: WorkerPort['onmessage'] = null;
  onerror: WorkerPort['onerror'] = null;
  /** Kinds of requests, in their order. */
  readonly asked: string[] = [];
  private readonly cancelled = new Set<number>();

  postMessage(message: ToWorker): void {
    const { requestId } = message;
    if (message.kind === 'cancel') this.cancelled.add(requestId);
    if (message.kind !== 'request') return;
    const { request } = message;
    this.asked.push(request.kind);
    const pace = {
      sliceIsOver: () => true,
      reportIsDue: () => true,
      worked: () => 1,
      breathe: async () => {
        await new Promise((resolve) => setTimeout(resolve));
        if (this.cancelled.has(requestId)) throw new Cancelled();
      },
    };
    const tell = (progress: Progress): void => this.say({ kind: 'progress', requestId, progress });
    const answers = {
      'slice-plane': async () =>
        request.kind === 'slice-plane' &&
        planeOf(request, async (spec) => new Experiment(spec), pace, tell),
      'slice-project': async () => request.kind === 'slice-project' && projectionOf(request),
      'slice-at': async () => request.kind === 'slice-at' && valueAt(request),
      'slice-map': async () => request.kind === 'slice-map' && mapOf(request, pace, tell),
    };
    const work = answers[request.kind as keyof typeof answers]();
    work.then(
      (answer) => answer !== false && this.say({ kind: 'done', requestId, answer }),
      (thrown: unknown) =>
        this.say(
          thrown instanceof Cancelled
            ? { kind: 'cancelled', requestId }
            : isSpecError(thrown)
              ? { kind: 'refused', requestId, error: thrown }
              : { kind: 'broken', requestId, message: String(thrown) },
        ),
    );
  }

  terminate(): void {}

  private say(message: FromWorker): void {
    this.onmessage?.({ data: message } as MessageEvent<FromWorker>);
  }
}

/** A thread that is busy for ever with its first search for directions. */
class Brooder extends Drawer {
  override postMessage(message: ToWorker): void {
    if (message.kind === 'request') this.asked.push(message.request.kind);
  }
}

/** A page without elements whose two runs have ended, and a slicer with its threads. */
function pageOf(threads: readonly Drawer[] = [new Drawer()]) {
  const store = new Store();
  const spec = SPEC();
  store.dispatch({ kind: 'engine-ready', catalogue: catalogue() });
  store.dispatch({ kind: 'opened', experiment: { spec, beside: BESIDE } });
  store.dispatch({ kind: 'training-started', spec });
  const experiment = new Experiment(spec);
  const at = (run: number, step: number | null): Run => {
    const made = experiment.run(run, 0, false);
    made.advance(step ?? 200);
    return made;
  };
  const runs = [0, 1].map((index) => {
    const made = at(index, null);
    const [step, record] = [made.step, made.record()];
    return { index, kept: 0, history: [], step, record, through: null };
  });
  store.dispatch({ kind: 'training-advanced', runs, secondsLeft: null });
  store.dispatch({ kind: 'training-phase', phase: 'ended' });
  const [drawer] = threads as [Drawer];
  let hired = 0;
  const spawn = (): Drawer => {
    hired += 1;
    return threads[Math.min(hired, threads.length) - 1] as Drawer;
  };
  const weights = async (run: number, step: number | null) => at(run, step).parameters();
  const slicer = new Slicer(store, { spawn, assetFor: () => null, weights }, 20);
  return { store, slicer, drawer, experiment, at };
}

function until(store: Store, holds: (slice: SliceState) => boolean): Promise<SliceState> {
  return new Promise((resolve) => {
    if (holds(store.state.slice)) return resolve(store.state.slice);
    const stop = store.subscribe(({ slice }) => {
      if (!holds(slice)) return;
      stop();
      resolve(slice);
    });
  });
}

const drawn = (store: Store): Promise<SliceState> =>
  until(store, ({ grid, progress }) => grid !== null && progress === null);

test('what is looked at is drawn: plane, runs and map, the loss of each point being that drawn', async () => {
  const { store, slicer, experiment, at } = pageOf();
  expect(store.state.slice.plane).toBeNull();
  slicer.fulfil({ kind: 'show-slice', on: true });
  const { plane, trails, window, grid, contours } = await drawn(store);
  expect(plane?.choice).toEqual(choiceOf(NO_SLICE, 2));
  const [high] = plane?.facts.eigenvalues ?? [];
  expect(plane?.facts.curvatures[0]).toBeCloseTo(high?.value ?? 0, 6);
  // The centre is the end of the first run: it lies on the plane, at the origin, with its own loss.
  const own = trails[0];
  expect(own?.distances.at(-1)).toBeLessThan(1e-12);
  expect([...(own?.trail.points.slice(-2) ?? [])].every((x) => Math.abs(x) < 1e-12)).toBe(true);
  const f = experiment.evaluateNetwork(at(0, null).parameters()).f;
  expect(Math.abs((own?.losses.at(-1) ?? 0) - (f ?? 1))).toBeLessThan(1e-12);
  expect(trails[1]?.trail.steps).toBe(200);
  expect(window).toEqual(store.state.slice.home);
  expect(grid?.values.length).toBe((grid?.columns ?? 0) * (grid?.rows ?? 0));
  expect(contours?.levels.length).toBeGreaterThan(2);
});

test('another scale traces what is known; another window is computed', async () => {
  const { store, slicer } = pageOf();
  slicer.fulfil({ kind: 'show-slice', on: true });
  const { grid, contours } = await drawn(store);
  slicer.fulfil({ kind: 'slice-scale', scale: 'linear' });
  const linear = await until(store, (slice) => slice.grid !== null && slice.contours !== contours);
  expect(linear.grid?.values).toEqual(grid?.values);
  expect(linear.contours?.levels).not.toEqual(contours?.levels);
  slicer.fulfil({ kind: 'slice-window', window: [-0.1, 0.1, -0.1, 0.1] });
  const near = await drawn(store);
  expect(near.window).toEqual([-0.1, 0.1, -0.1, 0.1]);
  expect(near.grid?.values).not.toEqual(grid?.values);
  slicer.fulfil({ kind: 'slice-window', window: null });
  expect((await drawn(store)).window).toEqual(near.home);
});

test('the newest plane wins, and a cancelled one leaves no work behind', async () => {
  const { store, slicer, drawer } = pageOf();
  slicer.fulfil({ kind: 'show-slice', on: true });
  const choice = choiceOf(NO_SLICE, 2);
  for (const seed of [1, 2, 3])
    slicer.fulfil({ kind: 'slice-plane', choice: { ...choice, kind: 'normalised', seed } });
  const { plane } = await drawn(store);
  expect(plane?.choice).toMatchObject({ kind: 'normalised', seed: 3 });
  slicer.fulfil({ kind: 'slice-window', window: [-1, 1, -1, 1] });
  await until(store, ({ contours, grid, progress }) => contours !== null && !grid && !!progress);
  slicer.fulfil({ kind: 'cancel-slice' });
  expect(store.state.slice.progress).toBeNull();
  const asked = drawer.asked.length;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(store.state.slice.grid).toBeNull();
  expect(drawer.asked.length).toBe(asked);
});

test('the search for directions tells how far it has come, and hears a cancel', async () => {
  const threads = [new Drawer(), new Brooder()];
  const { store, slicer, drawer } = pageOf(threads);
  slicer.fulfil({ kind: 'show-slice', on: true });
  const { progress } = await until(store, ({ progress }) => (progress?.share ?? 0) > 0);
  expect(progress).toMatchObject({
    doing: 'Looking for the two sharpest directions',
    atMost: true,
  });
  expect(progress?.share).toBeLessThan(1);
  expect(progress?.secondsLeft).toBeGreaterThanOrEqual(0);
  slicer.fulfil({ kind: 'cancel-slice' });
  expect(store.state.slice.progress).toBeNull();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect([drawer.asked, store.state.slice.plane]).toEqual([['slice-plane'], null]);
  // Its thread goes on with what is wanted next: it was not replaced by one that would never answer.
  const choice = { ...choiceOf(NO_SLICE, 2), kind: 'random' } as const;
  slicer.fulfil({ kind: 'slice-plane', choice });
  expect((await drawn(store)).plane?.choice).toEqual(choice);
});

test('a search that hears nothing is left behind, and the next plane is drawn', async () => {
  const { store, slicer, drawer } = pageOf([new Brooder(), new Drawer()]);
  slicer.fulfil({ kind: 'show-slice', on: true });
  await until(store, ({ progress }) => progress?.doing.startsWith('Looking') ?? false);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(drawer.asked).toEqual(['slice-plane']);
  const choice = { ...choiceOf(NO_SLICE, 2), kind: 'random' } as const;
  slicer.fulfil({ kind: 'slice-plane', choice });
  const { plane, problem } = await drawn(store);
  expect([plane?.choice, problem]).toEqual([choice, null]);
});

test('a plane through three points has them on it; points on one line are refused in words', async () => {
  const { store, slicer } = pageOf();
  slicer.fulfil({ kind: 'show-slice', on: true });
  const choice = { ...choiceOf(NO_SLICE, 2), kind: 'through' } as const;
  slicer.fulfil({ kind: 'slice-plane', choice });
  const { plane, trails } = await until(
    store,
    ({ grid, plane: made }) => !!grid && made?.choice.kind === 'through',
  );
  expect(plane?.points).toHaveLength(3);
  expect(trails[0]?.distances[0]).toBeLessThan(1e-12);
  expect(trails[1]?.distances.at(-1)).toBeLessThan(1e-12);
  const same = { run: 0, step: 0 };
  slicer.fulfil({ kind: 'slice-plane', choice: { ...choice, others: [same, same] } });
  const { problem } = await until(store, (slice) => slice.problem !== null);
  expect(problem).toContain('one line');
});

test('the loss under the pointer is the loss there', async () => {
  const { store, slicer } = pageOf();
  slicer.fulfil({ kind: 'show-slice', on: true });
  const { plane } = await drawn(store);
  slicer.fulfil({ kind: 'slice-at', at: [0, 0] });
  const { at } = await until(store, ({ at }) => at !== null);
  expect(at?.f).toBeCloseTo(plane?.facts.f ?? 0, 12);
  slicer.fulfil({ kind: 'slice-at', at: null });
  expect(store.state.slice.at).toBeNull();
});

test('a training that is reset takes its slice with it', async () => {
  const { store, slicer } = pageOf();
  slicer.fulfil({ kind: 'show-slice', on: true });
  await drawn(store);
  store.dispatch({ kind: 'training-phase', phase: 'idle' });
  expect(store.state.slice).toEqual({ ...NO_SLICE, on: true });
});

test('steps of a run are even, few, and end at its last one', () => {
  expect(stepsOf(3)).toEqual({ steps: [0, 1, 2, 3], stride: 1, last: 3 });
  expect(stepsOf(0)).toEqual({ steps: [0], stride: 1, last: 0 });
  for (const last of [47, 48, 100, 12_345]) {
    const { steps, stride } = stepsOf(last);
    expect(steps.length).toBeLessThanOrEqual(49);
    expect(steps.at(-1)).toBe(last);
    expect(steps.slice(0, -1).every((step, i) => step === i * stride)).toBe(true);
  }
});
