import { readFile } from 'node:fs/promises';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { WorkerPort } from '../engine/client';
import type { FromWorker, Progress, Request, ToWorker } from '../engine/protocol';
import { isSpecError } from '../engine/protocol';
import init, { catalogue, Experiment, parseLink, readSpec } from '../generated/engine.js';
import type { Spec } from '../generated/types';
import { BESIDE } from '../state/example.test-data';
import type { Spectra, SpectrumChoices } from '../state/spectrum';
import { initialState } from '../state/state';
import { Store } from '../state/store';
import { inspected } from './inspect.worker';
import { Inspector } from './inspector';

let spec: Spec;

beforeAll(async () => {
  const wasm = await readFile(new URL('../generated/engine_bg.wasm', import.meta.url));
  await init({ module_or_path: wasm });
  const link = '#v=1&net=chebyshev&layers=4&act=tanh&o=gd:alpha=0.1&o=adam:alpha=0.01&steps=10';
  spec = parseLink(link).spec;
});

const CHOICES: SpectrumChoices = { top: 2, bottom: 1, probes: 3, depth: 13 };

class Cancelled extends Error {}

/** The engine's thread, in the tests' own: it reports at every turn. */
class Desk implements WorkerPort {
  onmessage: WorkerPort['onmessage'] = null;
  onerror: WorkerPort['onerror'] = null;
  private readonly cancelled = new Set<number>();

  postMessage(message: ToWorker): void {
    const { requestId } = message;
    if (message.kind === 'cancel') this.cancelled.add(requestId);
    if (message.kind !== 'request') return;
    const pace = {
      sliceIsOver: () => true,
      breathe: async () => {
        await new Promise((resolve) => setTimeout(resolve));
        if (this.cancelled.has(requestId)) throw new Cancelled();
      },
      reportIsDue: () => true,
      worked: () => 1,
    };
    const means = { read: readSpec, open: async (spec: Spec) => new Experiment(spec) };
    const tell = (progress: Progress): void => this.say({ kind: 'progress', requestId, progress });
    const order = message.request as Extract<Request, { kind: 'inspect' }>;
    inspected(order, means, pace, tell).then(
      (answer) => this.say({ kind: 'done', requestId, answer }),
      (thrown: unknown) =>
        this.say(
          isSpecError(thrown)
            ? { kind: 'refused', requestId, error: thrown }
            : thrown instanceof Cancelled
              ? { kind: 'cancelled', requestId }
              : { kind: 'broken', requestId, message: String(thrown) },
        ),
    );
  }

  terminate(): void {}

  private say(message: FromWorker): void {
    this.onmessage?.({ data: message } as MessageEvent<FromWorker>);
  }
}

let store: Store;
let seen: Spectra[];
let inspector: Inspector;
const reported = vi.fn();

/** θ after some steps of an optimizer. */
async function weights(_: Spec, run: number, step: number | null): Promise<never> {
  const experiment = new Experiment(spec);
  const made = experiment.run(run, 0, false);
  made.advance(step ?? 10);
  const diagonal = made.preconditioner() ?? null;
  return { theta: made.parameters(), diagonal, step: made.step } as never;
}

const settled = (): Promise<Spectra> =>
  vi.waitFor(() => {
    const { spectra } = store.state;
    if (!spectra || spectra.work) throw new Error('under way');
    return spectra;
  });

beforeEach(() => {
  reported.mockReset();
  const run = { history: [], step: 10, record: null, through: null };
  store = new Store({
    ...initialState,
    catalogue: catalogue(),
    experiment: { spec, beside: BESIDE },
    training: { phase: 'ended', spec, runs: [run, run], secondsLeft: null, reading: null },
  });
  seen = [];
  store.subscribe(({ spectra }) => {
    if (spectra) seen.push(spectra);
  });
  const office = { spawn: () => new Desk(), assetFor: () => null, report: reported };
  inspector = new Inspector(store, office, { weights });
});

const inspect = (choices = CHOICES): void =>
  inspector.fulfil({ kind: 'inspect-spectrum', choices });

describe('a look at all runs', () => {
  test('shows H of each, and P⁻¹H of adam, at the newest step', async () => {
    inspect();
    const { found, cancelled } = await settled();
    expect(cancelled).toBe(false);
    expect(
      found.map(({ optimizer, preconditioned, step }) => [optimizer, preconditioned, step]),
    ).toEqual([
      [0, false, 10],
      [1, false, 10],
      [1, true, 10],
    ]);
    for (const { report, complete } of found) {
      expect(complete).toBe(true);
      expect(report).toMatchObject({ dimension: 13, probes: 3, bottom: 1 });
      expect(report?.eigenvalues?.map(({ converged }) => converged)).toEqual([true, true, true]);
    }
  });

  test('tells how far it has come, always forwards', async () => {
    inspect();
    await settled();
    const shares = seen.flatMap(({ work }) => (work ? [work.share] : []));
    expect(shares.length).toBeGreaterThan(5);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(Math.max(...shares)).toBeLessThanOrEqual(1);
  });
});

test('the selected run is looked at alone, at the step shown; adam has no P at step 0', async () => {
  store.dispatch({ kind: 'beside-changed', beside: { select: 1, at: 0 } });
  inspect();
  const { found } = await settled();
  expect(found).toMatchObject([{ optimizer: 1, preconditioned: false, step: 0 }]);
});

test('a cancel keeps what was seen', async () => {
  const unsubscribe = store.subscribe(({ spectra }) => {
    if (!spectra?.found[0]?.complete) return;
    unsubscribe();
    queueMicrotask(() => inspector.fulfil({ kind: 'cancel-spectrum' }));
  });
  inspect();
  const { found, cancelled } = await settled();
  expect(cancelled).toBe(true);
  expect(found.map(({ complete }) => complete)).not.toEqual([true, true, true]);
  const told = seen.length;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(seen.length).toBe(told);
  expect(reported).not.toHaveBeenCalled();
});

test('what the engine refuses stands at its field, and what was seen stays', async () => {
  inspect();
  const before = await settled();
  inspect({ ...CHOICES, probes: 2000 });
  await vi.waitFor(() => expect(store.state.spectra?.refused).not.toBeNull());
  const { refused, found, work } = await settled();
  expect(refused).toMatchObject({ text: '2000', error: { field: 'curvature.probes' } });
  expect(found).toEqual(before.found);
  expect(work).toBeNull();
});

test('spectra go with the training they are of', async () => {
  inspect();
  await settled();
  store.dispatch({ kind: 'training-phase', phase: 'idle' });
  expect(store.state.spectra).toBeNull();
});
