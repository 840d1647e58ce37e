import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runSteps } from '../../tools/check/run.mjs';
import type { Step } from '../../tools/check/steps.mjs';

let lines: string[] = [];

beforeEach(() => {
  lines = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => lines.push(line));
});

afterEach(() => {
  vi.restoreAllMocks();
});

function step(name: string, run: Step['run']): Step {
  return { name, lint: false, needs: [], run };
}

test('the counts of all steps add up in the last line', async () => {
  const code = await runSteps([
    step('one', async () => ({ passed: 2, failed: 0, output: '' })),
    step('two', async () => ({ passed: 3, failed: 0, output: '' })),
  ]);
  expect(code).toBe(0);
  expect(lines.at(-1)?.trim()).toBe('5 passed, 0 failed');
});

test('a step that fails or crashes does not stop the others', async () => {
  const code = await runSteps([
    step('fails', async () => ({ passed: 1, failed: 2, output: 'why it failed' })),
    step('crashes', async () => {
      throw new Error('no such program');
    }),
    step('passes', async () => ({ passed: 1, failed: 0, output: 'not shown' })),
  ]);
  expect(code).toBe(1);
  expect(lines.join('\n')).toContain('why it failed');
  expect(lines.join('\n')).toContain('no such program');
  expect(lines.join('\n')).not.toContain('not shown');
  expect(lines.at(-1)?.trim()).toBe('2 passed, 3 failed');
});
