import { expect, test } from 'vitest';
import type { EngineClient } from './engine/client';
import type { Answers, Request } from './engine/protocol';
import { Follower } from './follower';
import type { Spec } from './generated/types';
import { BESIDE, landscape, network, optimizer, record } from './state/example.test-data';
import { runKey, runPlaces } from './state/experiment';
import { initialState, type RunState } from './state/state';
import { Store } from './state/store';

/** An engine that answers when told to. */
class Desk {
  readonly asked: Request[] = [];
  private readonly answers: ((answer: unknown) => void)[] = [];

  ask = (request: Request): Promise<unknown> => {
    this.asked.push(request);
    return new Promise((resolve) => this.answers.push(resolve));
  };

  /** Answers the oldest open question, with as many zeros as it asks for. */
  async answer(): Promise<void> {
    const request = this.asked[this.asked.length - this.answers.length];
    const zeros = (count: number) => new Float64Array(count);
    const answer: Partial<Answers['along'] & Answers['probes']> =
      request?.kind === 'along'
        ? { numbers: request.points.map((points) => zeros(3 * points.length)) }
        : request?.kind === 'probes'
          ? { points: request.orders.map(({ steps }) => zeros(steps.length / 2)) }
          : {};
    this.answers.shift()?.(answer);
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
  }

  kinds = (): string[] => this.asked.map(({ kind }) => kind);
}

const runsOf = (spec: Spec, steps = 3, stride = 1): RunState[] =>
  runPlaces(spec).map((place) => ({
    key: runKey(spec, place),
    trail: { points: new Float64Array(2 * (Math.floor(steps / stride) + 1)), stride, steps },
    record: record(spec.optimizers[place.optimizer] as never),
    through: null,
    stale: false,
  }));

function open(spec: Spec, runs = runsOf(spec)): { desk: Desk; store: Store } {
  const desk = new Desk();
  const store = new Store({ ...initialState, experiment: { spec, beside: BESIDE }, runs });
  new Follower(desk as unknown as EngineClient, store, (thrown) => {
    throw thrown;
  });
  return { desk, store };
}

test('nothing is asked of a network, which has no points', async () => {
  const { desk, store } = open(landscape());
  store.dispatch({ kind: 'shown-changed', shown: { along: true, ascent: true, hessian: true } });
  const asked = desk.asked.length;
  for (let open = asked; open > 0; open -= 1) await desk.answer();
  store.dispatch({ kind: 'opened', experiment: { spec: network(), beside: BESIDE } });
  expect(desk.asked.slice(asked)).toEqual([]);
});

test('nothing is asked while nothing is shown', () => {
  const { desk, store } = open(landscape());
  store.dispatch({ kind: 'scrubbed', step: 1 });
  expect(desk.asked).toEqual([]);
});

test('the charts are asked for once for the same runs, the step shown at each step', async () => {
  const { desk, store } = open(landscape());
  store.dispatch({ kind: 'shown-changed', shown: { along: true } });
  expect(desk.kinds()).toEqual(['along', 'along']);
  await desk.answer();
  await desk.answer();
  const { curves, now } = store.state.followed;
  expect(curves?.steps).toEqual([0, 1, 2, 3]);
  expect(now?.places.map((place) => place?.step)).toEqual([3, 3]);
  store.dispatch({ kind: 'scrubbed', step: 1 });
  await desk.answer();
  expect(desk.asked).toHaveLength(3);
  expect(store.state.followed.curves).toBe(curves);
  expect(store.state.followed.now?.places.map((place) => place?.step)).toEqual([1, 1]);
});

test('steps that pass while the engine is asked are skipped, all but the newest', async () => {
  const { desk, store } = open(landscape());
  store.dispatch({ kind: 'shown-changed', shown: { hessian: true } });
  for (const step of [0, 1, 2]) store.dispatch({ kind: 'scrubbed', step });
  expect(desk.asked).toHaveLength(1);
  await desk.answer();
  expect(desk.asked).toHaveLength(2);
  await desk.answer();
  expect(desk.asked).toHaveLength(2);
  expect(store.state.followed.now?.places[0]?.step).toBe(2);
});

test('ascent points are asked for runs that are new', async () => {
  const spec = landscape();
  const { desk, store } = open(spec);
  store.dispatch({ kind: 'shown-changed', shown: { ascent: true } });
  expect(desk.asked).toMatchObject([
    { kind: 'probes', orders: [{ optimizer: 0 }, { optimizer: 1 }] },
  ]);
  await desk.answer();
  expect(store.state.followed.probes.map((probes) => probes?.points.length)).toEqual([8, 8]);
  const other = { ...spec, optimizers: [optimizer('gd'), optimizer('usam', { rho: 0.3 })] };
  store.dispatch({ kind: 'edited', spec: other, fields: [] });
  const [, usam] = runsOf(other);
  const { key, trail } = usam as RunState;
  store.dispatch({
    kind: 'run-advanced',
    index: 1,
    key,
    trail: trail as never,
    record: usam?.record ?? null,
    through: null,
  });
  expect(desk.asked[1]).toMatchObject({ orders: [{ optimizer: 1 }] });
});

test('of a thinned run with momentum no step is known, of one without each point is enough', () => {
  const heavy = optimizer('usam', { momentum: 'heavy-ball', beta: 0.5, rho: 0.1 });
  const spec = landscape({ optimizers: [optimizer('usam', { rho: 0.1 }), heavy] });
  const { desk, store } = open(spec, runsOf(spec, 40, 4));
  store.dispatch({ kind: 'shown-changed', shown: { ascent: true } });
  const [request] = desk.asked;
  const lengths = request?.kind === 'probes' ? request.orders.map(({ steps }) => steps.length) : [];
  expect(lengths).toEqual([44, 0]);
});
