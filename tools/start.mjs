// npm start: sets everything up and serves the built site, the very files the tests look at.
// Options: --port=N (another first port), --no-open (leave the browser alone).

import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { setUp } from './setup/all.mjs';
import { root } from './setup/command.mjs';
import { runMain } from './setup/step.mjs';

await runMain(async () => {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, 'no-open': { type: 'boolean' } },
  });
  await setUp();
  const { preview } = await import('vite');
  const server = await preview({
    configFile: `${root}/web/vite.config.ts`,
    logLevel: 'warn',
    // A port in use is no error: the next free one is taken.
    ...(values.port ? { preview: { port: Number(values.port) } } : {}),
  });
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error('the server has no address');
  console.log(`\nEigensieve is at ${address} (Ctrl-C ends it)`);
  if (!values['no-open']) open(address);
});

/**
 * Opens a browser where there is a display; never a reason to fail.
 *
 * @param {string} address
 */
function open(address) {
  const { DISPLAY, WAYLAND_DISPLAY, CI } = process.env;
  if (CI) return;
  /** @type {[string, string[]] | null} */
  let opener = null;
  if (process.platform === 'darwin') opener = ['open', [address]];
  else if (process.platform === 'win32') opener = ['explorer', [address]];
  else if (DISPLAY || WAYLAND_DISPLAY) opener = ['xdg-open', [address]];
  if (!opener) return;
  const child = spawn(...opener, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
