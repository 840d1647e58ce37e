import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Bench } from './bench.test-data';
import type { WorkerPort } from './client';
import { Crew } from './crew';
import type { FromWorker, ToWorker } from './protocol';

const ask = (requestId: number): ToWorker => ({
  kind: 'request',
  requestId,
  request: { kind: 'start' },
});

function setUp(size: number) {
  const threads: Bench[] = [];
  const crew = new Crew(
    () => {
      const bench = new Bench();
      threads.push(bench);
      return bench;
    },
    size,
    1000,
  );
  const heard = (seat: WorkerPort): FromWorker[] => {
    const all: FromWorker[] = [];
    seat.onmessage = ({ data }) => all.push(data);
    return all;
  };
  return { crew, threads, heard };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test('twelve seats share as many threads as there may be', () => {
  const { crew, threads } = setUp(2);
  for (let i = 0; i < 12; i++) crew.seat();
  expect(threads).toHaveLength(2);
  expect(crew.count).toBe(2);
});

test('an answer goes to the seat that asked, under the number it knows', () => {
  const { crew, threads, heard } = setUp(1);
  const [one, two] = [crew.seat(), crew.seat()];
  const [first, second] = [heard(one), heard(two)];
  one.postMessage(ask(1));
  two.postMessage(ask(1));
  const [thread] = threads;
  expect(thread?.heard.map(({ requestId }) => requestId)).toEqual([1, 2]);
  thread?.say({ kind: 'done', requestId: 2, answer: null });
  expect([first, second]).toEqual([[], [{ kind: 'done', requestId: 1, answer: null }]]);
});

test('a cancel reaches the request of its own seat alone', () => {
  const { crew, threads } = setUp(1);
  const [one, two] = [crew.seat(), crew.seat()];
  one.postMessage(ask(1));
  two.postMessage(ask(1));
  two.postMessage({ kind: 'cancel', requestId: 1 });
  expect(threads[0]?.heard[2]).toEqual({ kind: 'cancel', requestId: 2 });
});

test('the last to leave a thread ends it, and the next one gets a fresh one', () => {
  const { crew, threads } = setUp(1);
  const [one, two] = [crew.seat(), crew.seat()];
  one.terminate();
  expect(threads[0]?.ended).toBe(false);
  two.terminate();
  expect(threads[0]?.ended).toBe(true);
  expect(crew.count).toBe(0);
  crew.seat();
  expect(threads).toHaveLength(2);
});

test('who leaves has its work called off, and the others keep their thread', () => {
  const { crew, threads, heard } = setUp(1);
  const [one, two] = [crew.seat(), crew.seat()];
  const answers = heard(two);
  one.postMessage(ask(1));
  two.postMessage(ask(1));
  one.terminate();
  expect(threads[0]?.heard[2]).toEqual({ kind: 'cancel', requestId: 1 });
  threads[0]?.say({ kind: 'cancelled', requestId: 1 });
  vi.advanceTimersByTime(2000);
  threads[0]?.say({ kind: 'done', requestId: 2, answer: null });
  expect(answers).toHaveLength(1);
  expect(threads[0]?.ended).toBe(false);
});

test('a thread that does not stop is ended, and whoever sat there is told', () => {
  const { crew, threads } = setUp(1);
  const [one, two] = [crew.seat(), crew.seat()];
  const told = vi.fn();
  two.onerror = told;
  one.postMessage(ask(1));
  one.terminate();
  // Meanwhile nobody is sent there.
  crew.seat();
  expect(threads).toHaveLength(2);
  vi.advanceTimersByTime(2000);
  expect(threads[0]?.ended).toBe(true);
  expect(told).toHaveBeenCalledOnce();
});

test('an engine that broke is left by all', () => {
  const { crew, threads } = setUp(1);
  const seats = [crew.seat(), crew.seat()];
  const told = vi.fn();
  for (const seat of seats) seat.onerror = told;
  seats[0]?.postMessage(ask(1));
  threads[0]?.say({ kind: 'broken', requestId: 1, message: 'unreachable' });
  expect(told).toHaveBeenCalledTimes(2);
  expect(crew.count).toBe(0);
});
