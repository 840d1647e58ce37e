// The steps of `npm test`, in their order. A step names what it needs of set-up, and each need
// is met once, before the first step that has it.

import { readFile, rm } from 'node:fs/promises';
import { obtainChromium, obtainFirefox } from '../setup/browsers.mjs';
import { attempt, packaged, root } from '../setup/command.mjs';
import { buildEngine } from '../setup/engine.mjs';
import { buildPackage } from '../setup/package.mjs';
import { installPackages } from '../setup/packages.mjs';
import { obtainLinker } from '../setup/rust.mjs';
import { buildSite, buildTerminal } from '../setup/web.mjs';
import { obtainWebKit } from '../setup/webkit.mjs';
import { countCargo, countCheck, countVitest } from './counts.mjs';

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {boolean} lint whether it belongs to `npm run lint`
 * @property {readonly Need[]} needs in the order to meet them
 * @property {() => Promise<import('./counts.mjs').Counts & { output: string }>} run
 */

/** What steps build upon. */
export const needs = {
  linker: obtainLinker,
  packages: installPackages,
  engine: buildEngine,
  terminal: buildTerminal,
  site: buildSite,
  package: buildPackage,
  chromium: async () => {
    await obtainChromium();
  },
  firefox: async () => {
    await obtainFirefox();
  },
  webkit: async () => {
    await obtainWebKit();
  },
};

/** @typedef {keyof typeof needs} Need */

const CLIPPY = 'cargo clippy --locked --workspace --all-targets -- --deny warnings'.split(' ');
const BIOME = ['ci', '--colors=off', '--error-on-warnings', '.'];

/** @type {readonly Step[]} */
export const steps = [
  check('rustfmt', [], ['cargo', 'fmt', '--all', '--check']),
  check('clippy', ['linker'], CLIPPY),
  {
    name: 'cargo-test',
    lint: false,
    needs: ['linker'],
    run: async () => {
      // The engine alone: xtask has no tests, and takes long to compile.
      const args = ['test', '--locked', '--package', 'eigensieve', '--no-fail-fast'];
      const { code, output } = await attempt('cargo', args);
      return { ...countCargo(code, output), output };
    },
  },
  typescript('page', 'web/tsconfig.json'),
  typescript('worker', 'web/tsconfig.worker.json'),
  typescript('node', 'tsconfig.json'),
  typescript('tests', 'tests/tsconfig.json'),
  check('biome', ['packages'], [...packaged('@biomejs/biome/bin/biome'), ...BIOME]),
  vitest('node', ['packages', 'engine', 'terminal']),
  vitest('engines', ['packages', 'engine', 'site', 'chromium', 'firefox', 'webkit']),
  vitest('browser', ['packages', 'engine', 'terminal', 'site', 'chromium']),
  vitest('package', ['packages', 'engine', 'package', 'chromium']),
];

/**
 * A program that finds fault or does not.
 *
 * @param {string} name
 * @param {readonly Need[]} needs
 * @param {readonly string[]} line program and arguments
 * @returns {Step}
 */
function check(name, needs, [program = '', ...args]) {
  const run = async () => {
    const { code, output } = await attempt(program, args);
    return { ...countCheck(code), output };
  };
  return { name, lint: true, needs, run };
}

/**
 * The types of one part of the code. The engine's are generated: hence the need.
 *
 * @param {string} part
 * @param {string} config
 */
function typescript(part, config) {
  const line = [...packaged('typescript/bin/tsc'), '--project', config];
  return check(`typescript-${part}`, ['packages', 'engine'], line);
}

/**
 * One of vitest.config.ts's projects.
 *
 * @param {string} project
 * @param {readonly Need[]} needs
 * @returns {Step}
 */
function vitest(project, needs) {
  const report = `${root}/.cache/vitest-${project}.json`;
  const [node, script] = packaged('vitest/vitest.mjs');
  const args = [script, 'run', '--project', project];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return {
    name: `vitest-${project}`,
    lint: false,
    needs,
    run: async () => {
      // A runner that crashes must not be judged by the report of the run before.
      await rm(report, { force: true });
      const { code, output } = await attempt(node, [...args, ...reporters]);
      const text = await readFile(report, 'utf8').catch(() => null);
      return { ...countVitest(code, text), output };
    },
  };
}
