// Installs the npm packages that package-lock.json names.

import { command } from './command.mjs';
import { stamped } from './stamp.mjs';
import { Missing } from './step.mjs';

/** Runs `npm ci` unless node_modules is that of this lockfile. */
export async function installPackages() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Missing(`Node.js 20.19 or newer is needed (this is ${process.versions.node}).`);
  }
  await stamped('packages', {
    title: 'npm packages',
    inputs: ['package.json', 'package-lock.json'],
    // Some packages hold programs for one system alone.
    facts: `${process.platform} ${process.arch}`,
    outputs: ['node_modules/.package-lock.json'],
    work: async () => {
      // On Windows npm is a script, which only a shell can start.
      const npm = process.env['npm_execpath'];
      if (npm) await command(process.execPath, [npm, 'ci']);
      else await command('npm', ['ci']);
    },
  });
}
