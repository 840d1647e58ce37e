import { expect, test, vi } from 'vitest';
import { Errand } from './errand';

const settle = () => new Promise((resolve) => setTimeout(resolve));

test('steps follow each other until none is left', async () => {
  let left = 3;
  const step = vi.fn(async () => left-- > 0);
  new Errand(step, () => {}).go();
  await settle();
  expect(step).toHaveBeenCalledTimes(4);
});

test('going again meanwhile starts no second one', async () => {
  let underWay = 0;
  let most = 0;
  let left = 5;
  const errand = new Errand(
    async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await Promise.resolve();
      underWay -= 1;
      left -= 1;
      return left > 0;
    },
    () => {},
  );
  for (let i = 0; i < 10; i += 1) errand.go();
  await settle();
  expect(most).toBe(1);
  expect(left).toBeLessThanOrEqual(0);
});

test('a failure is told, and ends it unless someone asked again', async () => {
  const failed = vi.fn();
  let calls = 0;
  const errand = new Errand(async () => {
    calls += 1;
    if (calls === 1) throw new Error('the engine died');
    return false;
  }, failed);
  errand.go();
  await settle();
  expect(calls).toBe(1);
  expect(failed).toHaveBeenCalledOnce();
  calls = 0;
  errand.go();
  errand.go();
  await settle();
  expect(failed).toHaveBeenCalledTimes(2);
  expect(calls).toBe(2);
});
