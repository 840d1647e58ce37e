// Finds a Chromium to test in, and installs Debian's if it may.

import { existsSync } from 'node:fs';
import { canInstall, install } from './debian.mjs';
import { Missing, step } from './step.mjs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Quiet and alone: no sandbox (containers have none to give), no traffic of its own. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The path of a Chromium: the variable CHROMIUM, else the first at a usual place, else null. */
export function findChromium() {
  return process.env['CHROMIUM'] ?? PLACES.find((path) => existsSync(path)) ?? null;
}

/** The path of a Chromium, installing one if need be. */
export async function obtainChromium() {
  const found = findChromium();
  if (found) return found;
  if (canInstall) {
    await step('Chromium', () => install(['chromium']));
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Missing(
    'Chromium is missing: install Chromium or Google Chrome, or set CHROMIUM to the path of one.',
  );
}
