// Finds Safari's engine to test in, and installs Debian's if it may: WebKitGTK with its driver,
// and a display without a screen, for it has no headless mode.

import { existsSync, readdirSync } from 'node:fs';
import { canInstall, install } from './debian.mjs';
import { Missing, step } from './step.mjs';

const DEBIAN_PACKAGES = ['webkit2gtk-driver', 'xvfb', 'libgl1-mesa-dri'];
const DRIVER = '/usr/bin/WebKitWebDriver';
const DISPLAY = '/usr/bin/Xvfb';
/** Versions of its interface, each with a browser of its own; the newest first. */
const INTERFACES = ['webkitgtk-6.0', 'webkit2gtk-4.1', 'webkit2gtk-4.0'];

/**
 * @typedef {object} WebKit
 * @property {string} driver path of WebKitWebDriver
 * @property {string} browser path of the browser that it drives
 * @property {string} display path of Xvfb
 */

/**
 * Its programs: the variables WEBKIT_DRIVER, WEBKIT_BROWSER and XVFB, else where Debian has them;
 * null if one of them is not there.
 *
 * @returns {WebKit | null}
 */
export function findWebKit() {
  const driver = process.env['WEBKIT_DRIVER'] ?? present(DRIVER);
  const browser = process.env['WEBKIT_BROWSER'] ?? findBrowser();
  const display = process.env['XVFB'] ?? present(DISPLAY);
  return driver && browser && display ? { driver, browser, display } : null;
}

/** Its programs, installing them if need be. */
export async function obtainWebKit() {
  const found = findWebKit();
  if (found) return found;
  if (canInstall) {
    await step('WebKit', () => install(DEBIAN_PACKAGES));
    const installed = findWebKit();
    if (installed) return installed;
  }
  throw new Missing(
    `WebKit is missing: install ${DEBIAN_PACKAGES.join(', ')} (so Debian calls them), or set WEBKIT_DRIVER, WEBKIT_BROWSER and XVFB to the paths of WebKitWebDriver, MiniBrowser and Xvfb.`,
  );
}

/** @param {string} path */
const present = (path) => (existsSync(path) ? path : null);

/** MiniBrowser lies in a folder of the machine's architecture: /usr/lib/x86_64-linux-gnu/…. */
function findBrowser() {
  const folders = existsSync('/usr/lib') ? readdirSync('/usr/lib') : [];
  const paths = INTERFACES.flatMap((version) =>
    folders.map((folder) => `/usr/lib/${folder}/${version}/MiniBrowser`),
  );
  return paths.find((path) => existsSync(path)) ?? null;
}
