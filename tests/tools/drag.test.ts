import { expect, test } from 'vitest';
import { busiestOf, scriptingOf } from '../../tools/bench/drag.mjs';

const thread = { pid: 1, tid: 2 };
const event = (name: string, ts: number, dur?: number) => ({
  ...thread,
  name,
  ts,
  ...(dur === undefined ? {} : { dur }),
});

test('scripting is counted once, by frame, and on the page’s main thread alone', () => {
  const frames = scriptingOf([
    { ...event('thread_name', 0), args: { name: 'CrRendererMain' } },
    { name: 'thread_name', pid: 1, tid: 9, ts: 0, args: { name: 'DedicatedWorker thread' } },
    { name: 'FunctionCall', pid: 1, tid: 9, ts: 0, dur: 900_000 },
    event('EventDispatch', 1000, 4000),
    event('FunctionCall', 2000, 1000),
    event('RunMicrotasks', 4000, 3000),
    event('Layout', 7000, 5000),
    event('Commit', 16_000, 500),
    event('Commit', 32_000, 500),
    event('TimerFire', 33_000, 2000),
    event('Commit', 48_000, 500),
  ]);
  expect(frames).toEqual([6, 2]);
});

test('the busiest task is that which had a processor longest, not the one that waited', () => {
  const task = (tid: number, dur: number, tdur: number) => ({
    ...{ name: 'RunTask', pid: 1, tid, ts: 0 },
    ...{ dur, tdur },
  });
  const main = { name: 'thread_name', pid: 1, tid: 2, ts: 0, args: { name: 'CrRendererMain' } };
  const events = [main, task(2, 90_000, 7000), task(2, 20_000, 15_000), task(9, 80_000, 80_000)];
  expect(busiestOf(events)).toBe(15);
  expect(busiestOf([main])).toBe(0);
});
