import { expect, test, vi } from 'vitest';
import type { EngineClient } from './engine/client';
import { RefusedError } from './engine/client';
import type { Request } from './engine/protocol';
import { FilterFollower } from './filter-follower';
import { BESIDE, landscape } from './state/example.test-data';
import type { Facts } from './state/state';
import { initialState } from './state/state';
import { Store } from './state/store';

/** An engine whose answers the test gives, oldest question first. */
class Desk {
  readonly heard: Request[] = [];
  private readonly waiting: { resolve(answer: unknown): void; reject(why: Error): void }[] = [];

  ask(request: Request): Promise<unknown> {
    this.heard.push(request);
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  async answer(answer: unknown): Promise<void> {
    this.waiting.shift()?.resolve(answer);
    await settled();
  }

  async refuse(why: Error): Promise<void> {
    this.waiting.shift()?.reject(why);
    await settled();
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

const facts: Facts = { hypotheses: {} as never, filters: [] };

function setUp() {
  const desk = new Desk();
  const spec = landscape({ starts: [] });
  const store = new Store({ ...initialState, facts, experiment: { spec, beside: BESIDE } });
  const edit = vi.fn(async () => {});
  const follower = new FilterFollower(desk as unknown as EngineClient, store, edit, (thrown) => {
    throw thrown;
  });
  return { desk, store, edit, follower };
}

const look = (store: Store, a: number, b: number): void =>
  store.dispatch({ kind: 'beside-changed', beside: { lambda: [a, b] } });

const curves = { range: [0, 1], lambdas: [], filters: [] };

test('one question at a time, each answer is seen, and the next is about the newest state', async () => {
  const { desk, store } = setUp();
  expect(desk.heard).toHaveLength(1);
  look(store, 0, 1);
  look(store, 0, 2);
  look(store, 0, 3);
  expect(desk.heard).toHaveLength(1);
  await desk.answer({ curves });
  expect(store.state.filter.curves).toBe(curves);
  expect(desk.heard.slice(1)).toMatchObject([{ kind: 'curves', range: [0, 3] }]);
  await desk.answer({ curves });
  expect(desk.heard).toHaveLength(2);
});

test('a new engine is asked again', async () => {
  const { desk, follower } = setUp();
  await desk.answer({ curves });
  follower.forget();
  expect(desk.heard).toHaveLength(2);
});

test('a dragged bound becomes the step size that the engine answers, the newest one', async () => {
  const { desk, edit, follower } = setUp();
  await desk.answer({ curves });
  const move = (bound: number): void =>
    follower.fulfil({ kind: 'move-bound', optimizer: 1, bound, grain: bound / 100 });
  move(4);
  move(5);
  move(6);
  await desk.answer({ alpha: 0.501_234 });
  expect(desk.heard.slice(1)).toMatchObject([{ bound: 4 }, { bound: 6 }]);
  await desk.answer({ alpha: null });
  expect(edit.mock.calls).toEqual([
    [
      {
        kind: 'edit',
        patches: [{ path: ['optimizers', 1, 'alpha'], value: 0.501 }],
        field: 'optimizers[1].alpha',
        text: '0.501',
      },
    ],
  ]);
});

test('typed ends are shown if the engine takes them, else its objection is', async () => {
  const { desk, store, follower } = setUp();
  await desk.answer({ curves });
  const error = { code: 'out_of_range', field: 'lambda', message: 'lambda …' } as never;
  follower.fulfil({ kind: 'type-range', ends: [3, 'x'], text: 'x' });
  await desk.refuse(new RefusedError(error));
  expect(store.state.fieldErrors['lambda']).toEqual({ text: 'x', error });
  expect(store.state.experiment?.beside.lambda).toBeNull();
  follower.fulfil({ kind: 'type-range', ends: [3, 4], text: '4' });
  await desk.answer({ link: '', views: {} });
  expect(store.state.experiment?.beside.lambda).toEqual([3, 4]);
  expect(store.state.fieldErrors).toEqual({});
});
