import type { Spec } from '../generated/types';
import type { BasinPicture } from '../plot/basins';
import { EngineClient, GivenUpError, type WorkerPort } from './client';
import { joined } from './joined';
import type { MapOrder, Progress } from './protocol';

/** More workers than this would take the machine from whatever else it does. */
const MOST_WORKERS = 4;
/** Bands for each worker: few enough to be cheap, enough that all workers end together. */
const BANDS_EACH = 6;
/** So many workers may die of a request before it is given up. */
const TRIES = 3;
/** Maps are asked for anew at each change: a cancelled slice is waited for this long, in milliseconds. */
const PATIENCE = 500;

/** Worker after worker died of the same request. */
export class LostError extends Error {}

/** How many workers a machine of so many cores is asked for; one core is left to the page. */
export const poolSize = (cores: number): number =>
  Math.max(1, Math.min(MOST_WORKERS, Math.floor(cores) - 1));

interface Band {
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Workers that make a map together, band by band. Every pixel is a run of its own, so that neither
 * their number nor the order in which they end changes a bit of the map.
 */
export class EnginePool {
  private readonly clients: readonly [EngineClient, ...EngineClient[]];

  constructor(spawn: () => WorkerPort, size: number) {
    const hire = (): EngineClient => new EngineClient(spawn, undefined, PATIENCE);
    this.clients = [hire(), ...Array.from({ length: size - 1 }, hire)];
  }

  /** The outcomes of a whole map, from the top down; `onRows` hears how many of its rows are done. */
  async outcomes(
    spec: Spec,
    map: MapOrder,
    signal: AbortSignal,
    onRows: (rows: number) => void = () => {},
  ): Promise<Float64Array> {
    const queue = bandsOf(map.rows, this.clients.length * BANDS_EACH);
    const parts = queue.map((): Float64Array => new Float64Array());
    const done = queue.map(() => 0);
    const note = (index: number, rows: number): void => {
      done[index] = rows;
      onRows(done.reduce((sum, own) => sum + own, 0));
    };
    const work = async (client: EngineClient): Promise<void> => {
      for (let band = queue.shift(); band; band = queue.shift()) {
        const { index, from, to } = band;
        const onProgress = (news: Progress): void => {
          if (news.kind === 'mapped') note(index, news.rows);
        };
        const request = { kind: 'basin-rows', spec, map, from, to } as const;
        const { outcomes } = await stubborn(() => client.ask(request, { signal, onProgress }));
        parts[index] = outcomes;
        note(index, to - from);
      }
    };
    try {
      await Promise.all(this.clients.map(work));
    } finally {
      // What is left after a failure is nobody's work any more.
      queue.length = 0;
    }
    return joined(parts);
  }

  /** What the outcomes of all pixels amount to. */
  async picture(
    spec: Spec,
    map: MapOrder,
    outcomes: Float64Array,
    signal: AbortSignal,
  ): Promise<BasinPicture> {
    const request = { kind: 'basin-classes', spec, map, outcomes } as const;
    const { picture } = await stubborn(() => this.clients[0].ask(request, { signal }));
    return picture;
  }

  /** Ends all workers; what they have under way is given up. */
  close(): void {
    for (const client of this.clients) client.close();
  }
}

/** Asks again where a worker died: its client has a fresh one by then. */
async function stubborn<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (thrown) {
      if (!(thrown instanceof GivenUpError) || thrown.why !== 'worker died') throw thrown;
      if (tries === TRIES) throw new LostError('the engine stopped each time');
    }
  }
}

/** At most `count` bands of nearly equal height, which cover all rows from the top down. */
function bandsOf(rows: number, count: number): Band[] {
  const bands = Math.min(rows, count);
  const edge = (index: number): number => Math.round((index * rows) / bands);
  return Array.from({ length: bands }, (_, index) => ({
    index,
    from: edge(index),
    to: edge(index + 1),
  }));
}
