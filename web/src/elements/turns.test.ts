import { describe, expect, it } from 'vitest';
import { Turns } from './turns';

/** Turns on a clock that only updates move, and tasks that begin when the test says so. */
function played() {
  let clock = 0;
  const tasks: (() => void)[] = [];
  const done: string[] = [];
  const turns = new Turns(
    () => clock,
    (run) => tasks.push(run),
  );
  return {
    done,
    /** An update that lasts so many milliseconds. */
    take: (name: string, lasts: number, then = (): void => {}) =>
      turns.take(() => {
        clock += lasts;
        done.push(name);
        then();
      }),
    wait: (name: string) => turns.wait(() => void done.push(name)),
    async nextTask(): Promise<void> {
      tasks.shift()?.();
      for (let i = 0; i < 50; i += 1) await null;
    },
    get tasks() {
      return tasks.length;
    },
  };
}

describe('Turns', () => {
  it('updates at once what a task has time for', () => {
    const { take, done } = played();
    expect(take('a', 3)).toBeUndefined();
    expect(take('b', 3)).toBeUndefined();
    expect(done).toEqual(['a', 'b']);
  });

  it('lets others wait for a task of their own, in their order', async () => {
    const { take, done, nextTask } = played();
    take('long', 30);
    take('b', 5);
    take('c', 5);
    take('d', 5);
    expect(done).toEqual(['long']);
    await nextTask();
    expect(done).toEqual(['long', 'b', 'c']);
    await nextTask();
    expect(done).toEqual(['long', 'b', 'c', 'd']);
  });

  it('lets wait whoever wants to, though there is time', async () => {
    const { take, wait, done, nextTask } = played();
    wait('a');
    take('b', 1);
    expect(done).toEqual([]);
    await nextTask();
    expect(done).toEqual(['a', 'b']);
  });

  it('tells who waits when it was updated', async () => {
    const { take, done, nextTask } = played();
    take('long', 30);
    const waiting = take('b', 1);
    await nextTask();
    await waiting;
    expect(done).toEqual(['long', 'b']);
  });

  it('lets nobody overtake, nor what an update asks for', async () => {
    const { take, done, nextTask } = played();
    take('long', 30);
    take('parent', 1, () => void take('child', 1));
    take('next', 1);
    await nextTask();
    await nextTask();
    expect(done).toEqual(['long', 'parent', 'next', 'child']);
  });

  it('goes on after an update that throws', async () => {
    const { take, done, nextTask } = played();
    take('long', 30);
    const broken = take('broken', 1, () => {
      throw new Error('no picture');
    });
    take('b', 1);
    await Promise.all([expect(broken).rejects.toThrow('no picture'), nextTask()]);
    expect(done).toEqual(['long', 'broken', 'b']);
  });

  it('asks for no task when nothing is updated', async () => {
    const turns = played();
    turns.take('a', 1);
    await turns.nextTask();
    expect(turns.tasks).toBe(0);
  });
});
