// Debian's packages, for a machine where this process may install them.

import { existsSync } from 'node:fs';
import { command } from './command.mjs';

/** Whether this process can install Debian packages. */
export const canInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/**
 * Installs packages, asking nothing.
 *
 * @param {readonly string[]} packages
 */
export async function install(packages) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await command('apt-get', ['update'], { env });
  await command('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env });
}
