// Finds browsers to test in, and installs Debian's if it may.

import { existsSync } from 'node:fs';
import { canInstall, install } from './debian.mjs';
import { Missing, step } from './step.mjs';

/**
 * A browser, and where to get it.
 *
 * @typedef {object} Browser
 * @property {string} name
 * @property {string} variable names the path of one
 * @property {readonly string[]} places where it usually is, the first one first
 * @property {string} debian Debian's package
 * @property {string} advice what a person does who has none
 */

/** @type {Browser} */
const CHROMIUM = {
  name: 'Chromium',
  variable: 'CHROMIUM',
  places: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ],
  debian: 'chromium',
  advice: 'install Chromium or Google Chrome',
};

/** @type {Browser} */
const FIREFOX = {
  name: 'Firefox',
  variable: 'FIREFOX',
  places: [
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  ],
  debian: 'firefox-esr',
  advice: 'install it',
};

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

/** The path of a Chromium, installing one if need be. */
export const obtainChromium = () => obtain(CHROMIUM);

/** The path of a Firefox, installing one if need be. */
export const obtainFirefox = () => obtain(FIREFOX);

/** @param {Browser} browser */
async function obtain(browser) {
  const { name, variable, debian, advice } = browser;
  const found = find(browser);
  if (found) return found;
  if (canInstall) {
    await step(name, () => install([debian]));
    const installed = find(browser);
    if (installed) return installed;
  }
  throw new Missing(`${name} is missing: ${advice}, or set ${variable} to the path of one.`);
}

/**
 * The path that the variable names, else the first usual place where one is, else null.
 *
 * @param {Browser} browser
 */
const find = ({ variable, places }) =>
  process.env[variable] ?? places.find((path) => existsSync(path)) ?? null;
