// Serves the built site and starts one Chromium for all browser tests.

import type { TestProject } from 'vitest/node';
import { openSite } from '../../tools/site.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the site's first page. */
    address: string;
    /** Where a test connects to the browser. */
    browser: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { address, browser, close } = await openSite();
  project.provide('address', address);
  project.provide('browser', browser.wsEndpoint());
  return close;
}
