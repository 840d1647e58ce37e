// Finds a Firefox to test in, and installs Debian's if it may.

import { existsSync } from 'node:fs';
import { canInstall, install } from './debian.mjs';
import { Missing, step } from './step.mjs';

const PLACES = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

/** The path of a Firefox: the variable FIREFOX, else the first at a usual place, else null. */
export function findFirefox() {
  return process.env['FIREFOX'] ?? PLACES.find((path) => existsSync(path)) ?? null;
}

/** The path of a Firefox, installing one if need be. */
export async function obtainFirefox() {
  const found = findFirefox();
  if (found) return found;
  if (canInstall) {
    await step('Firefox', () => install(['firefox-esr']));
    const installed = findFirefox();
    if (installed) return installed;
  }
  throw new Missing('Firefox is missing: install it, or set FIREFOX to the path of one.');
}
