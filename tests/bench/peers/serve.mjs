// A side of the bench as a program: reads a command a line and answers each with a line, as the
// native side does (bench/src/main.rs).

import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/**
 * A problem that is open: its works by name, and what the last one gave.
 *
 * @typedef {object} Open
 * @property {Record<string, () => void>} works
 * @property {() => Iterable<number>} result
 * @property {() => number} [memory] bytes it takes, which never become fewer
 */

/**
 * Answers until there are no more commands.
 *
 * @param {(kind: string, precision: string, numbers: Float64Array) => Promise<Open>} open
 * @param {() => string} version
 */
export async function serve(open, version) {
  /** @type {Open | null} */
  let problem = null;
  for await (const line of createInterface({ input: process.stdin })) {
    const [command, ...words] = line.split(' ');
    const [first = '', second = '', file = ''] = words;
    let answer = `not understood: ${line}`;
    if (command === 'open') {
      const bytes = await readFile(file);
      problem = await open(first, second, new Float64Array(new Uint8Array(bytes).buffer));
      answer = 'ok';
    } else if (command === 'time' && problem) {
      const work = problem.works[first];
      if (work) answer = Array.from({ length: Number(second) }, () => time(work)).join(' ');
    } else if (command === 'result' && problem) {
      answer = [...problem.result()].join(' ');
    } else if (command === 'memory' && problem?.memory) {
      answer = `${problem.memory()}`;
    } else if (command === 'version') {
      answer = version();
    }
    process.stdout.write(`${answer}\n`);
  }
}

/** @param {() => void} work */
function time(work) {
  const began = performance.now();
  work();
  return performance.now() - began;
}
