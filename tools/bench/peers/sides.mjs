// The programs that are compared, as processes that answer a line to a line.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root } from '../../setup/command.mjs';

/** Programs that compute; a single thread each, whatever they would like. */
const ONE_THREAD = { OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
/** Python warns of what PyHessian does, and would write beside its sources. */
const PYTHON = { PYTHONWARNINGS: 'ignore', PYTHONDONTWRITEBYTECODE: '1' };

/** A side of the comparison. */
export class Side {
  /**
   * @param {string} name
   * @param {string} program
   * @param {readonly string[]} args
   */
  constructor(name, program, args) {
    this.name = name;
    /** The command by which the problem at hand was opened. */
    this.opened = '';
    const env = { ...process.env, ...ONE_THREAD, ...PYTHON };
    this.child = spawn(program, args, { cwd: root, env, stdio: ['pipe', 'pipe', 'inherit'] });
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  /** @param {string} line */
  async ask(line) {
    this.child.stdin.write(`${line}\n`);
    const { value, done } = await this.lines.next();
    if (done || value.startsWith('not understood')) {
      throw new Error(`${this.name} failed at: ${line}`);
    }
    return String(value);
  }

  /** @param {string} line */
  async numbers(line) {
    return (await this.ask(line)).split(' ').map(Number);
  }

  /**
   * Opens a problem, unless it is the one that is open.
   *
   * @param {string} kind
   * @param {string} precision
   * @param {string | undefined} file
   */
  async open(kind, precision, file) {
    const line = `open ${kind} ${precision} ${file}`;
    if (line === this.opened) return;
    await this.ask(line);
    this.opened = line;
  }

  close() {
    this.child.stdin.end();
  }
}

const TESTS = `${root}/tests/bench/peers`;

/**
 * All sides that are installed, by their names.
 *
 * @param {import('./install.mjs').Peers} peers
 * @returns {Record<string, Side>}
 */
export function openSides({ wasm, native, python, tensorflow }) {
  const sides = [
    new Side('engine', process.execPath, [`${TESTS}/engine.mjs`, wasm]),
    new Side('native', native, []),
  ];
  if (python) {
    sides.push(new Side('torch', python, [`${TESTS}/torch_peer.py`]));
    sides.push(new Side('numpy', python, [`${TESTS}/numpy_peer.py`]));
  }
  if (tensorflow) {
    sides.push(new Side('tensorflow', process.execPath, [`${TESTS}/tensorflow.mjs`, tensorflow]));
  }
  return Object.fromEntries(sides.map((side) => [side.name, side]));
}
