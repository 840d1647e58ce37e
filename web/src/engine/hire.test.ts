import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { hire, importing, type Means } from './hire';
import type { FromWorker, ToWorker } from './protocol';
import { type Engine, serve } from './service';

/** A worker whose fate the test decides. */
class StandIn {
  static readonly all: StandIn[] = [];
  static refuse: (address: string) => boolean = () => false;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  readonly posted: unknown[] = [];
  ended = false;

  constructor(readonly address: string) {
    if (StandIn.refuse(address)) throw new Error('refused');
    StandIn.all.push(this);
  }

  postMessage(message: unknown): void {
    this.posted.push(message);
  }

  terminate(): void {
    this.ended = true;
  }

  /** As browsers do when a policy forbids a worker: later, and without a reason. */
  fail(): void {
    this.onerror?.({ preventDefault: () => {} } as ErrorEvent);
  }
}

const start: ToWorker = { kind: 'request', requestId: 1, request: { kind: 'start' } };

const means = (over: Partial<Means> = {}): Means => ({
  address: 'https://elsewhere.example/engine.js',
  type: 'module',
  code: async () => importing('https://elsewhere.example/engine.js'),
  here: async () => () => {},
  ...over,
});

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));

beforeEach(() => {
  StandIn.all.length = 0;
  StandIn.refuse = () => false;
  vi.stubGlobal('Worker', StandIn);
  vi.stubGlobal('location', { href: 'https://blog.example/post', origin: 'https://blog.example' });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a thread of the engine', () => {
  test('is a worker by its address on the page’s own origin', async () => {
    const worker = hire(means({ address: '/engine.js' }));
    worker.postMessage(start);
    await settled();
    expect(StandIn.all.map(({ address }) => address)).toEqual(['/engine.js']);
    expect(StandIn.all[0]?.posted).toEqual([start]);
  });

  test('is made of a blob where the script lies on another origin', async () => {
    const worker = hire(means({ first: 'the engine' }));
    worker.postMessage(start);
    await settled();
    expect(StandIn.all[0]?.address).toMatch(/^blob:/);
    expect(StandIn.all[0]?.posted).toEqual(['the engine', start]);
  });

  test('is asked again what a refused one was asked', async () => {
    const worker = hire(means({ address: '/engine.js' }));
    worker.postMessage(start);
    await settled();
    StandIn.all[0]?.fail();
    await settled();
    expect(StandIn.all[0]?.ended).toBe(true);
    expect(StandIn.all[1]?.address).toMatch(/^blob:/);
    expect(StandIn.all[1]?.posted).toEqual([start]);
  });

  test('that has answered is not replaced when it fails: whoever hired it is told', async () => {
    const worker = hire(means());
    const failed = vi.fn();
    worker.onerror = failed;
    await settled();
    StandIn.all[0]?.onmessage?.({ data: {} } as MessageEvent<FromWorker>);
    StandIn.all[0]?.fail();
    await settled();
    expect(failed).toHaveBeenCalledOnce();
    expect(StandIn.all).toHaveLength(1);
  });

  test('is ended with whoever hired it, even while it is being made', async () => {
    const worker = hire(means());
    worker.terminate();
    await settled();
    expect(StandIn.all.every(({ ended }) => ended)).toBe(true);
  });
});

describe('where workers are refused', () => {
  const engine = { catalogue: () => 'the catalogue' } as unknown as Engine;

  test('this thread answers', async () => {
    StandIn.refuse = () => true;
    const here: Means['here'] = async () => (scope) =>
      serve(scope, [async () => engine], async (_, task) => ({
        catalogue: task.engine.catalogue(),
      }));
    const worker = hire(means({ here }));
    const answer = new Promise((resolve) => {
      worker.onmessage = ({ data }) => resolve(data);
    });
    worker.postMessage(start);
    const answered = { kind: 'done', requestId: 1, answer: { catalogue: 'the catalogue' } };
    expect(await answer).toEqual(answered);
    worker.terminate();
  });

  test('its work ends with whoever asked for it', async () => {
    StandIn.refuse = () => true;
    let slices = 0;
    const here: Means['here'] = async () => (scope) =>
      serve(scope, [async () => engine], async (_, task) => {
        const clock = task.clock();
        for (;;) {
          slices += 1;
          await clock.breathe();
        }
      });
    const worker = hire(means({ here }));
    worker.postMessage(start);
    await settled();
    worker.terminate();
    await settled();
    const before = slices;
    await settled();
    expect(before).toBeGreaterThan(0);
    expect(slices).toBe(before);
  });

  test('whoever hired is told if there is no engine here either', async () => {
    StandIn.refuse = () => true;
    const here: Means['here'] = async () => {
      throw new Error('no engine');
    };
    const worker = hire(means({ here }));
    const failed = vi.fn();
    worker.onerror = failed;
    await settled();
    expect(failed.mock.calls[0]?.[0].message).toContain('no engine');
  });
});
