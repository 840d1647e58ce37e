// Opens an address in each of the browsers, alike. What a page there has to tell, it sends to the
// server of the test.

import puppeteer, { type LaunchOptions } from 'puppeteer-core';
import { CHROMIUM_FLAGS, obtainChromium, obtainFirefox } from '../../tools/setup/browsers.mjs';
import { openWebKit } from './webkit.ts';

/** Opens an address; resolves, once it is shown, to what ends the browser. */
type Open = (address: string) => Promise<() => Promise<void>>;

export const browsers = {
  Chromium: async (address) => {
    const executablePath = await obtainChromium();
    return launched(address, { executablePath, args: CHROMIUM_FLAGS });
  },
  Firefox: async (address) => {
    const executablePath = await obtainFirefox();
    return launched(address, { executablePath, browser: 'firefox' });
  },
  WebKit: openWebKit,
} satisfies Record<string, Open>;

/** In a browser that puppeteer drives. */
async function launched(address: string, options: LaunchOptions): Promise<() => Promise<void>> {
  const browser = await puppeteer.launch({ headless: true, ...options });
  try {
    await (await browser.newPage()).goto(address);
  } catch (error) {
    await browser.close();
    throw error;
  }
  return () => browser.close();
}
