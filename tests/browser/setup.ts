// Serves the built site and starts one Chromium for all browser tests.

import puppeteer from 'puppeteer-core';
import { preview } from 'vite';
import type { TestProject } from 'vitest/node';
import { CHROMIUM_FLAGS, obtainChromium } from '../../tools/setup/chromium.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the site's first page. */
    address: string;
    /** Where a test connects to the browser. */
    browser: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
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
  project.provide('address', address);
  project.provide('browser', browser.wsEndpoint());
  return async () => {
    await browser.close();
    await server.close();
  };
}
