import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Bench } from './bench.test-data';
import { EngineClient, GivenUpError, RefusedError } from './client';
import type { FromWorker, Request } from './protocol';

const read = (value: unknown): Extract<Request, { kind: 'read' }> => ({ kind: 'read', value });

const done = (requestId: number, answer: unknown): FromWorker =>
  ({ kind: 'done', requestId, answer }) as FromWorker;

function setUp() {
  const workers: Bench[] = [];
  const notices: string[] = [];
  const client = new EngineClient(
    () => {
      const worker = new Bench();
      workers.push(worker);
      return worker;
    },
    (message) => notices.push(message),
  );
  return { client, workers, notices, worker: () => workers[workers.length - 1] as Bench };
}

describe('answers', () => {
  test('go to the request that asked', async () => {
    const { client, worker } = setUp();
    const [first, second] = [client.ask(read(1)), client.ask(read(2))];
    worker().say(done(2, { spec: 'two' }));
    worker().say(done(1, { spec: 'one' }));
    expect(await first).toEqual({ spec: 'one' });
    expect(await second).toEqual({ spec: 'two' });
  });

  test('a refusal carries the engine’s error', async () => {
    const { client, worker } = setUp();
    const answer = client.ask(read(1));
    const error = {
      code: 'missing',
      field: 'v',
      got: '',
      allowed: '1',
      message: 'v is missing',
    } as const;
    worker().say({ kind: 'refused', requestId: 1, error });
    await expect(answer).rejects.toMatchObject({ specError: error });
    await expect(answer).rejects.toBeInstanceOf(RefusedError);
  });

  test('progress arrives until the end, and not after', async () => {
    const { client, worker } = setUp();
    const seen: number[] = [];
    const progress = (index: number): FromWorker =>
      ({ kind: 'progress', requestId: 1, progress: { kind: 'ran', index } }) as FromWorker;
    const answer = client.ask(read(1), {
      onProgress: (news) => news.kind === 'ran' && seen.push(news.index),
    });
    worker().say(progress(0));
    worker().say(progress(1));
    worker().say(done(1, null));
    worker().say(progress(2));
    await answer;
    expect(seen).toEqual([0, 1]);
  });
});

describe('the newest request wins', () => {
  test('an older one is given up, cancelled, and its late reply dropped', async () => {
    const { client, worker } = setUp();
    const old = client.latest('map', read('old'));
    const fresh = client.latest('map', read('fresh'));
    await expect(old).rejects.toMatchObject({ why: 'superseded' });
    expect(worker().heard).toContainEqual({ kind: 'cancel', requestId: 1 });
    worker().say(done(1, { spec: 'old' }));
    worker().say(done(2, { spec: 'fresh' }));
    expect(await fresh).toEqual({ spec: 'fresh' });
  });

  test('channels do not disturb each other', async () => {
    const { client, worker } = setUp();
    const map = client.latest('map', read('map'));
    const run = client.latest('run', read('run'));
    worker().say(done(1, { spec: 'map' }));
    worker().say(done(2, { spec: 'run' }));
    expect([await map, await run]).toEqual([{ spec: 'map' }, { spec: 'run' }]);
  });

  test('an abort signal gives a request up', async () => {
    const { client, worker } = setUp();
    const stop = new AbortController();
    const answer = client.ask(read(1), { signal: stop.signal });
    stop.abort();
    await expect(answer).rejects.toBeInstanceOf(GivenUpError);
    expect(worker().heard).toContainEqual({ kind: 'cancel', requestId: 1 });
  });
});

describe('a worker that dies', () => {
  test('is replaced, its requests fail, and new ones go to the new worker', async () => {
    const { client, workers, notices, worker } = setUp();
    const lost = client.ask(read(1));
    worker().say({ kind: 'broken', requestId: 1, message: 'unreachable' });
    await expect(lost).rejects.toMatchObject({ why: 'worker died' });
    expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
    expect(notices).toEqual(['unreachable']);
    const next = client.ask(read(2));
    worker().say(done(2, { spec: 'fine' }));
    expect(await next).toEqual({ spec: 'fine' });
  });

  test('is not heard any more', async () => {
    const { client, workers, worker } = setUp();
    const lost = client.ask(read(1));
    const dead = worker();
    dead.onerror?.({ message: 'out of memory' } as ErrorEvent);
    await expect(lost).rejects.toBeInstanceOf(GivenUpError);
    dead.say({ kind: 'broken', requestId: 1, message: 'again' });
    expect(workers).toHaveLength(2);
  });
});

describe('a worker that hangs', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('is replaced without a word if a cancelled slice does not end', async () => {
    const { client, workers, notices } = setUp();
    const answer = client.latest('run', read(1));
    client.drop('run');
    await expect(answer).rejects.toMatchObject({ why: 'aborted' });
    vi.advanceTimersByTime(60_000);
    expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
    expect(notices).toEqual([]);
  });

  test('is left alone if the slice ends', async () => {
    const { client, workers, worker } = setUp();
    const answer = client.latest('run', read(1));
    client.drop('run');
    await expect(answer).rejects.toBeInstanceOf(GivenUpError);
    worker().say({ kind: 'cancelled', requestId: 1 });
    vi.advanceTimersByTime(60_000);
    expect(workers).toHaveLength(1);
  });

  test('what waits behind it is served by the new worker', async () => {
    const { client, workers, worker } = setUp();
    const old = client.latest('run', read('old'));
    const fresh = client.latest('run', read('fresh'));
    await expect(old).rejects.toMatchObject({ why: 'superseded' });
    vi.advanceTimersByTime(60_000);
    expect(workers).toHaveLength(2);
    expect(worker().heard).toEqual([{ kind: 'request', requestId: 2, request: read('fresh') }]);
    worker().say(done(2, { spec: 'fresh' }));
    expect(await fresh).toEqual({ spec: 'fresh' });
  });

  test('is left alone as long as older work is wanted: that keeps it busy', async () => {
    const { client, workers, worker } = setUp();
    const wanted = client.ask(read('long'));
    const look = client.latest('look', read('look'));
    client.drop('look');
    await expect(look).rejects.toBeInstanceOf(GivenUpError);
    vi.advanceTimersByTime(60_000);
    expect(workers).toHaveLength(1);
    worker().say(done(1, { spec: 'long' }));
    expect(await wanted).toEqual({ spec: 'long' });
    vi.advanceTimersByTime(60_000);
    expect(workers).toHaveLength(2);
  });
});
