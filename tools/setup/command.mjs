// Runs other programs and keeps what they print, so that a failure can be shown in full.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The top folder of the checkout, without a slash at its end. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** A program that could not be started or that ended badly. */
export class CommandFailed extends Error {
  /**
   * @param {string} line the command as typed
   * @param {string} output all it printed
   */
  constructor(line, output) {
    super(`this command failed: ${line}`);
    this.output = output;
  }
}

/**
 * Runs a program to its end, in the top folder, and never throws: a program that cannot be
 * started has code 127, one that ran out of time 124.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string | undefined>, seconds?: number }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function attempt(program, args, { env, seconds } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      // No colours: what programs print is read by programs, too.
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let code = 0;
    /** @param {Buffer} chunk */
    const keep = (chunk) => {
      output += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const clock = seconds
      ? setTimeout(() => {
          output += `\nstopped after ${seconds} s\n`;
          code = 124;
          child.kill('SIGKILL');
        }, seconds * 1000)
      : undefined;
    child.on('error', (error) => {
      output += `${error.message}\n`;
      code = 127;
    });
    child.on('close', (status, signal) => {
      clearTimeout(clock);
      resolve({ code: code || (signal ? 1 : (status ?? 1)), output });
    });
  });
}

/**
 * Runs a program that must succeed; resolves to what it printed.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string | undefined>, seconds?: number }} [options]
 */
export async function command(program, args, options) {
  const { code, output } = await attempt(program, args, options);
  if (code !== 0) throw new CommandFailed([program, ...args].join(' '), output);
  return output;
}

/**
 * The program and first argument that run a script of an installed npm package: by this very
 * Node, without a shell, so that it works alike on every system.
 *
 * @param {string} script path below node_modules
 * @returns {[string, string]}
 */
export function packaged(script) {
  return [process.execPath, `${root}/node_modules/${script}`];
}
