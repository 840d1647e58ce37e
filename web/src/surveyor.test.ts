import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { EngineClient } from './engine/client';
import type { Request } from './engine/protocol';
import type { Spec } from './generated/types';
import {
  BESIDE,
  catalogue,
  critical,
  landscape,
  network,
  optimizer,
} from './state/example.test-data';
import { Store } from './state/store';
import { Surveyor } from './surveyor';

/** An engine whose answers the test gives, one after the other. */
function desk() {
  const waiting: { request: Request; answer: () => void }[] = [];
  const answers = {
    survey: critical(),
    sift: { sifting: critical().sifting },
    forbidden: { forbidden: null },
  };
  const ask = (request: Request) =>
    new Promise((resolve) => {
      const answer = answers[request.kind as keyof typeof answers];
      waiting.push({ request, answer: () => resolve(answer) });
    });
  return { ask: ask as EngineClient['ask'], waiting };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

describe('the surveyor', () => {
  let store: Store;
  let engine: ReturnType<typeof desk>;

  const kinds = (): string[] => engine.waiting.map(({ request }) => request.kind);
  const answerAll = async (): Promise<void> => {
    for (const { answer } of engine.waiting.splice(0)) answer();
    await settle();
  };
  const edit = (spec: Spec): void => store.dispatch({ kind: 'edited', spec, fields: [] });

  beforeEach(() => {
    store = new Store();
    engine = desk();
    const surveyor = new Surveyor(store, engine, (thrown) => {
      throw thrown;
    });
    store.dispatch({ kind: 'engine-ready', catalogue: catalogue('gd', 'usam') });
    store.subscribe((state, before) => {
      if (state.experiment !== before.experiment) surveyor.react(state, before);
    });
    store.dispatch({
      kind: 'opened',
      experiment: { spec: landscape(), beside: BESIDE },
    });
  });

  test('asks for points and region at once, and then for nothing more', async () => {
    expect(kinds()).toEqual(['survey', 'forbidden']);
    await answerAll();
    expect(kinds()).toEqual([]);
    expect(store.state.critical).not.toBeNull();
    expect(store.state.hatches).toEqual([{ optimizer: 0, forbidden: null }]);
  });

  test('a changed step size asks what filters say of the same points', async () => {
    await answerAll();
    edit(landscape({ optimizers: [optimizer('gd', { alpha: 0.3 })] }));
    expect(kinds()).toEqual(['sift', 'forbidden']);
    expect(engine.waiting[0]?.request).toMatchObject({ eigenvalues: [1, 10] });
  });

  test('another optimizer’s step size leaves the region as it is', async () => {
    await answerAll();
    edit(landscape({ optimizers: [optimizer('gd'), optimizer('usam', { rho: 0.9 })] }));
    expect(kinds()).toEqual(['sift']);
  });

  test('where all are compared each optimizer’s region is asked for, and a changed one alone again', async () => {
    await answerAll();
    const both = (alpha: number): Spec =>
      landscape({ view: 'compare', optimizers: [optimizer('gd', { alpha }), optimizer('usam')] });
    const asked = (): number[] =>
      engine.waiting.flatMap(({ request }) =>
        request.kind === 'forbidden' ? [request.optimizer] : [],
      );
    edit(both(0.16));
    expect(asked()).toEqual([1]);
    await answerAll();
    expect(store.state.hatches.map((hatch) => hatch.optimizer)).toEqual([0, 1]);
    edit(both(0.3));
    expect(asked()).toEqual([0]);
    await answerAll();
    expect(asked()).toEqual([]);
    expect(store.state.hatches.map((hatch) => hatch.optimizer).sort()).toEqual([0, 1]);
    // Back on one map the other’s would be of old settings some day.
    edit({ ...both(0.31), view: 'landscape' });
    await answerAll();
    expect(store.state.hatches.map((hatch) => hatch.optimizer)).toEqual([0]);
  });

  test('while an answer is awaited nothing queues up, and then the newest is asked', async () => {
    for (const alpha of [0.2, 0.3, 0.4])
      edit(landscape({ optimizers: [optimizer('gd', { alpha })] }));
    expect(kinds()).toEqual(['survey', 'forbidden']);
    await answerAll();
    expect(kinds()).toEqual(['sift', 'forbidden']);
    for (const { request } of engine.waiting)
      expect('spec' in request && request.spec.optimizers[0]?.alpha).toBe(0.4);
  });

  test('a drag is traced coarsely, and finely once it is over', async () => {
    vi.useFakeTimers();
    try {
      const columns = (): number[] =>
        engine.waiting.flatMap(({ request }) =>
          request.kind === 'forbidden' ? [request.columns] : [],
        );
      const answer = async (): Promise<void> => {
        for (const one of engine.waiting.splice(0)) one.answer();
        await vi.advanceTimersByTimeAsync(1);
      };
      const [fine] = columns() as [number];
      await answer();
      edit(landscape({ optimizers: [optimizer('gd', { alpha: 0.2 })] }));
      await answer();
      edit(landscape({ optimizers: [optimizer('gd', { alpha: 0.21 })] }));
      expect(columns()[0]).toBeLessThan(fine);
      await answer();
      expect(columns()).toEqual([]);
      await vi.advanceTimersByTimeAsync(1000);
      expect(columns()).toEqual([fine]);
    } finally {
      vi.useRealTimers();
    }
  });

  test('a network has no map', async () => {
    await answerAll();
    edit(network());
    expect(kinds()).toEqual([]);
    expect(store.state.critical).toBeNull();
  });
});
