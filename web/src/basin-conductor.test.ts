import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { BasinConductor } from './basin-conductor';
import { Hand } from './engine/hand.test-data';
import init, { catalogue, parseLink } from './generated/engine.js';
import { basinKey } from './state/basins';
import { Store } from './state/store';

beforeAll(async () => {
  const wasm = await readFile(new URL('./generated/engine_bg.wasm', import.meta.url));
  await init({ module_or_path: wasm });
});

const LINK = '#v=1&f=two-wells&o=gd:alpha=0.16&o=usam:alpha=0.16:rho=0.2';

/** A page with its basins switched on, and the workers it hires, some of whom die. */
function setUp(link = LINK, deaths = 0, room: [number, number] = [64, 48]) {
  const store = new Store();
  const hands: Hand[] = [];
  const lives = { left: deaths };
  store.dispatch({ kind: 'engine-ready', catalogue: catalogue() });
  store.dispatch({ kind: 'opened', experiment: parseLink(link) });
  store.dispatch({ kind: 'basins', change: { is: 'room', room } });
  store.dispatch({ kind: 'basins', change: { is: 'switched', on: true } });
  /** Optimizer and columns of each map as it came. */
  const came: [optimizer: number, columns: number][] = [];
  store.subscribe(({ basins }, before) => {
    basins.views.forEach((view, i) => {
      if (view && view !== before.basins.views[i]) came.push([i, view.columns]);
    });
  });
  const hire = (): Hand => {
    const hand = new Hand(0, lives);
    hands.push(hand);
    return hand;
  };
  new BasinConductor(store, hire, 2);
  const spec = () => {
    const { experiment } = store.state;
    if (!experiment) throw new Error('nothing is open');
    return experiment.spec;
  };
  const setAlpha = (alpha: number): void => {
    const [first, ...rest] = spec().optimizers;
    if (!first) throw new Error('no optimizer');
    store.dispatch({
      kind: 'edited',
      spec: { ...spec(), optimizers: [{ ...first, alpha }, ...rest] },
      fields: [],
    });
  };
  const finest = (): Promise<void> =>
    vi.waitFor(
      () => {
        const { work, views } = store.state.basins;
        expect(work).toBeNull();
        views.forEach((view, i) => {
          expect([view?.key, view?.columns]).toEqual([basinKey(spec(), i), 64]);
        });
      },
      { timeout: 20_000 },
    );
  return { store, hands, came, setAlpha, finest };
}

describe('maps', () => {
  test('come coarse first, each level of all optimizers before the next', async () => {
    const { came, finest } = setUp();
    await finest();
    expect(came).toEqual(
      [4, 8, 16, 32, 64].flatMap((columns) => [
        [0, columns],
        [1, columns],
      ]),
    );
  });

  test('under way are given up when a slider moves, and those it does not touch stay', async () => {
    const { store, came, setAlpha, finest } = setUp();
    await finest();
    const usam = store.state.basins.views[1];
    came.length = 0;
    setAlpha(0.3);
    expect(store.state.basins.views[0]?.columns).toBe(64);
    setAlpha(0.1);
    await finest();
    expect(store.state.basins.views[1]).toBe(usam);
    // However the coarse maps of the drag came in, fine ones are of the last settings alone.
    expect(came.filter(([, columns]) => columns > 4)).toEqual([8, 16, 32, 64].map((n) => [0, n]));
  });

  test('survive workers that die', async () => {
    const { hands, finest } = setUp(LINK, 3);
    await finest();
    expect(hands.length).toBe(5);
  });

  test('that kill every worker are given up with a word', async () => {
    const { store } = setUp(LINK, 1000);
    await vi.waitFor(() =>
      expect(store.state.notice).toMatch(/^The map of basins could not be made/),
    );
    expect(store.state.basins.work).toBeNull();
  });
});

test('off, the workers go; on again, there are new ones', async () => {
  const { store, hands, finest } = setUp();
  await finest();
  store.dispatch({ kind: 'basins', change: { is: 'switched', on: false } });
  expect(hands.map(({ ended }) => ended)).toEqual([true, true]);
  expect(store.state.basins.views).toEqual([]);
  store.dispatch({ kind: 'basins', change: { is: 'switched', on: true } });
  await finest();
  expect(hands).toHaveLength(4);
});

test('what costs more than 10⁹ gradients waits for a yes', async () => {
  const { store, hands } = setUp(`${LINK}&steps=10000000`, 0, [640, 480]);
  await vi.waitFor(() => expect(store.state.basins.asks).toBeGreaterThan(1e9));
  expect(store.state.basins.work).toBeNull();
  expect(hands.every(({ bands }) => bands === 0)).toBe(true);
});
