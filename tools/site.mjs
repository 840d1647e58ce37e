// The built site served, and a Chromium to look at it with: for browser tests and the bench.

import puppeteer from 'puppeteer-core';
import { preview } from 'vite';
import { CHROMIUM_FLAGS, obtainChromium } from './setup/browsers.mjs';

/**
 * Serves web/dist and starts a headless Chromium.
 *
 * @returns {Promise<{ address: string, browser: import('puppeteer-core').Browser, close(): Promise<void> }>}
 */
export async function openSite() {
  // Port 0: any free one, so that tests never meet a page someone has open.
  const server = await preview({
    configFile: 'web/vite.config.ts',
    logLevel: 'warn',
    preview: { port: 0 },
  });
  const browser = await puppeteer.launch({
    executablePath: await obtainChromium(),
    headless: true,
    args: CHROMIUM_FLAGS,
  });
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error('the server has no address');
  const close = async () => {
    await browser.close();
    await server.close();
  };
  return { address, browser, close };
}
