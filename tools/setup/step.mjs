// Set-up as a sequence of named steps: one short line each, all output when one fails.

import { performance } from 'node:perf_hooks';
import { CommandFailed } from './command.mjs';

/** A sentence for people: what is missing and how to get it. Needs no stack trace. */
export class Missing extends Error {}

/**
 * Does a piece of work under a name and says how long it took: on stderr, for stdout may be
 * somebody's data.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const began = performance.now();
  process.stderr.write(`${name} … `);
  try {
    const result = await work();
    process.stderr.write(`${((performance.now() - began) / 1000).toFixed(1)} s\n`);
    return result;
  } catch (error) {
    process.stderr.write('failed\n');
    throw Object.assign(/** @type {Error} */ (error), { step: name });
  }
}

/**
 * A failure as text: the step, its output, the sentence.
 *
 * @param {unknown} error
 */
export function explain(error) {
  if (!(error instanceof Error)) return String(error);
  const name = 'step' in error ? `${error.step}: ` : '';
  if (error instanceof Missing) return name + error.message;
  if (error instanceof CommandFailed) return `${error.output.trimEnd()}\n\n${name}${error.message}`;
  return name + (error.stack ?? error.message);
}

/**
 * Runs a command line's main function; a failure is explained and ends the process with code 1.
 *
 * @param {() => Promise<void>} main
 */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    console.error(`\n${explain(error)}`);
    process.exit(1);
  }
}
