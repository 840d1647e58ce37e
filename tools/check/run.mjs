// Runs steps to the last, whatever fails on the way, and counts.

import { performance } from 'node:perf_hooks';
import { explain } from '../setup/step.mjs';
import { needs } from './steps.mjs';

/**
 * Runs the steps and prints `N passed, N failed` as the last line.
 *
 * @param {readonly import('./steps.mjs').Step[]} steps
 * @returns {Promise<0 | 1>} the exit code
 */
export async function runSteps(steps) {
  const total = { passed: 0, failed: 0 };
  /** @type {Map<string, boolean>} */
  const met = new Map();
  for (const step of steps) {
    const began = performance.now();
    const { passed, failed, output } = await outcome(step, met);
    total.passed += passed;
    total.failed += failed;
    if (failed > 0) console.log(`\n${output.trimEnd()}\n`);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(
      `${failed > 0 ? '✗' : '✓'} ${step.name}: ${passed} passed, ${failed} failed, ${seconds} s`,
    );
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 ? 1 : 0;
}

/**
 * A step's counts and output; a step that cannot run has failed once.
 *
 * @param {import('./steps.mjs').Step} step
 * @param {Map<string, boolean>} met which needs were met
 * @returns {Promise<import('./counts.mjs').Counts & { output: string }>}
 */
async function outcome(step, met) {
  try {
    for (const need of step.needs) {
      if (met.get(need) === false) throw new Error(`cannot run without ${need}, which failed`);
      if (met.get(need)) continue;
      met.set(need, false);
      await needs[need]();
      met.set(need, true);
    }
    return await step.run();
  } catch (error) {
    return { passed: 0, failed: 1, output: explain(error) };
  }
}
