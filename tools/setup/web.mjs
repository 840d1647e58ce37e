// Builds what is made of TypeScript: the site and the terminal program.

import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { command, packaged, root } from './command.mjs';
import { LICENSES } from './licenses.mjs';
import { stamped } from './stamp.mjs';

/** The engine's files, upon which both rest; RESULTS of other steps are not walked into. */
const ENGINE = [
  ...['engine', 'plane', 'landscape'].flatMap((build) => [`${build}.js`, `${build}_bg.wasm`]),
  'types.ts',
  LICENSES,
].map((file) => `web/src/generated/${file}`);
/** What all is made from. */
export const INPUTS = ['web', 'tsconfig.base.json', 'package.json', 'package-lock.json', ...ENGINE];

/** Builds the site and what other sites embed into web/dist unless they are up to date. */
export async function buildSite() {
  await stamped('site', {
    title: 'Site',
    inputs: INPUTS,
    outputs: ['web/dist/index.html', 'web/dist/eigen-sieve.js', 'web/dist/embed-network.html'],
    work: async () => {
      // The first empties the folder that the others add to.
      await build('web/vite.config.ts');
      await build('web/vite.embed.config.ts');
      await build('web/vite.frame.config.ts');
      await build('web/vite.frame.config.ts', '--mode', 'network');
      await copyLicenses('web/dist');
    },
  });
}

/** Bundles the terminal program unless it is up to date. */
export async function buildTerminal() {
  if (!existsSync(`${root}/web/src/terminal/main.ts`)) return;
  await stamped('terminal', {
    title: 'Terminal program',
    inputs: INPUTS,
    outputs: ['web/src/generated/terminal.js'],
    work: () => build('web/vite.terminal.config.ts'),
  });
}

/**
 * Copies what the licences of the engine's crates ask to hand on with it; Vite writes that of packages.
 *
 * @param {string} folder
 */
export async function copyLicenses(folder) {
  await copyFile(`${root}/web/src/generated/${LICENSES}`, `${root}/${folder}/${LICENSES}`);
}

/**
 * Bundles by one of Vite's configurations.
 *
 * @param {string} config
 * @param {string[]} options
 */
export async function build(config, ...options) {
  const [node, vite] = packaged('vite/bin/vite.js');
  await command(node, [vite, 'build', '--config', config, '--logLevel', 'warn', ...options]);
}
