// A page for one test, which remembers all that a correct page never says.

import puppeteer, { type Page } from 'puppeteer-core';
import { inject } from 'vitest';

/** A page and the complaints it has made so far: they fail the test that sees them. */
export interface Visit {
  page: Page;
  complaints: string[];
}

/** Opens an address relative to the site's folder, hands it to a test and closes it. */
export async function visit(address: string, test: (visit: Visit) => Promise<void>): Promise<void> {
  const browser = await puppeteer.connect({ browserWSEndpoint: inject('browser') });
  // A context of its own: no storage is left over from another test.
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    await page.setViewport({ width: 1280, height: 800 });
    const complaints: string[] = [];
    // Violations of the content-security policy arrive here too, as errors.
    page.on('console', (message) => {
      if (['error', 'warn'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
    page.on('response', (response) => {
      if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
    });
    await page.goto(new URL(address, inject('address')).href, { waitUntil: 'networkidle0' });
    await test({ page, complaints });
  } finally {
    await context.close();
    await browser.disconnect();
  }
}
