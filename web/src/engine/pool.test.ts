import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import init, { Experiment, parseLink } from '../generated/engine.js';
import { GivenUpError } from './client';
import { Hand } from './hand.test-data';
import { EnginePool, LostError, poolSize } from './pool';
import type { MapOrder } from './protocol';

beforeAll(async () => {
  const wasm = await readFile(new URL('../generated/engine_bg.wasm', import.meta.url));
  await init({ module_or_path: wasm });
});

const MAP: MapOrder = { optimizer: 1, columns: 23, rows: 17 };
const LINK = '#v=1&f=two-wells&o=gd:alpha=0.16&o=usam:alpha=0.16:rho=0.2';

/** A pool whose first workers die of their first bands, `deaths` of them. */
function poolOf(size: number, deaths = 0) {
  const hands: Hand[] = [];
  const lives = { left: deaths };
  const pool = new EnginePool(() => {
    // Later workers are quicker, so that bands end out of order.
    const hand = new Hand(Math.max(0, 8 - 3 * hands.length), lives);
    hands.push(hand);
    return hand;
  }, size);
  return { pool, hands };
}

const whole = (): Float64Array => {
  const experiment = new Experiment(parseLink(LINK).spec);
  return experiment.basinRows(MAP.optimizer, MAP.columns, MAP.rows, 0, MAP.rows);
};

const never = new AbortController().signal;

test.each([1, 2, 8])('%i workers make the same map, to the bit', async (size) => {
  const { pool, hands } = poolOf(size);
  const rows: number[] = [];
  const outcomes = await pool.outcomes(parseLink(LINK).spec, MAP, never, (done) => rows.push(done));
  expect(new Uint8Array(outcomes.buffer)).toEqual(new Uint8Array(whole().buffer));
  expect(hands.every(({ bands }) => bands > 0)).toBe(true);
  expect(rows).toEqual([...rows].sort((a, b) => a - b));
  expect(rows.at(-1)).toBe(MAP.rows);
});

describe('a worker that dies', () => {
  test('is replaced, and the map goes on', async () => {
    const { pool, hands } = poolOf(2, 2);
    const outcomes = await pool.outcomes(parseLink(LINK).spec, MAP, never);
    expect(new Uint8Array(outcomes.buffer)).toEqual(new Uint8Array(whole().buffer));
    expect(hands).toHaveLength(4);
  });

  test('again and again of the same band gives the map up', async () => {
    const { pool } = poolOf(1, 99);
    await expect(pool.outcomes(parseLink(LINK).spec, MAP, never)).rejects.toBeInstanceOf(LostError);
  });
});

test('a map given up ends at once, and no band of it is begun any more', async () => {
  const { pool, hands } = poolOf(2);
  const stop = new AbortController();
  const answer = pool.outcomes(parseLink(LINK).spec, MAP, stop.signal);
  stop.abort();
  await expect(answer).rejects.toBeInstanceOf(GivenUpError);
  expect(hands.map(({ bands }) => bands)).toEqual([1, 1]);
  pool.close();
  expect(hands.every(({ ended }) => ended)).toBe(true);
});

test('one core is left to the page, and never more than four are taken', () => {
  expect([1, 2, 4, 5, 64].map(poolSize)).toEqual([1, 1, 3, 4, 4]);
});
