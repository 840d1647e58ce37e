// What holds for the built site whatever it shows.

import { readFile } from 'node:fs/promises';
import { brotliCompressSync } from 'node:zlib';
import { expect, inject, test } from 'vitest';
import { POLICY } from '../../web/content-security.ts';
import { outcome } from './explore.ts';
import { visit } from './page.ts';

test('the page loads without a complaint', async () => {
  await visit('.', async ({ page, complaints }) => {
    expect(await page.title()).toContain('Eigensieve');
    expect(complaints).toEqual([]);
  });
});

test('the page asks no other host for anything', async () => {
  await visit('.', async ({ page }) => {
    const addresses = await page.evaluate(() =>
      performance.getEntriesByType('resource').map((entry) => entry.name),
    );
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses)
      expect(new URL(address).origin).toBe(new URL(inject('address')).origin);
  });
});

/** Bytes of what the first picture needs. What belongs to a rarer case than the first look is loaded when it comes up. */
const FIRST_VISIT = 55_000;
/** From the equalizer beside the map on: it is asked for when the picture is there, in a place kept for it. */
const AFTERWARDS = '/es-filter-';
const MOST_AFTERWARDS = 12_000;

/** Bytes of files of the site, as a host sends them. */
async function weightOf(files: readonly string[]): Promise<number> {
  const read = files.map(async (file) => brotliCompressSync(await readFile(`web/dist${file}`)));
  return (await Promise.all(read)).reduce((sum, { length }) => sum + length, 0);
}

test('a first visit fetches little beside the engine', async () => {
  await visit('.', async ({ page }) => {
    await outcome(page);
    await page.waitForSelector('es-formula math');
    const fetched = await page.evaluate(() =>
      performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname),
    );
    expect(fetched.join()).toMatch(/index-.*worker-/);
    const files = [
      ...new Set(['/index.html', ...fetched.filter((path) => !path.endsWith('.wasm'))]),
    ];
    const picture = files.findIndex((file) => file.includes(AFTERWARDS));
    const [first, later] = [files.slice(0, picture), files.slice(picture)];
    expect(first.join()).toContain('worker-');
    expect(await weightOf(first), first.join()).toBeLessThan(FIRST_VISIT);
    expect(await weightOf(later), later.join()).toBeLessThan(MOST_AFTERWARDS);
  });
});

test('the content-security policy is the strict one, and in force', async () => {
  await visit('.', async ({ page, complaints }) => {
    const policy = await page.$eval('meta[http-equiv="Content-Security-Policy"]', (meta) =>
      meta.getAttribute('content'),
    );
    expect(policy).toBe(POLICY);
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.body.dataset.inlineScript = "ran"';
      document.body.append(script);
      return document.body.dataset['inlineScript'];
    });
    expect(ran).toBeUndefined();
    expect(complaints.join()).toContain('script-src');
  });
});

test('an unknown address is an error, not the first page', async () => {
  await visit('.', async ({ page }) => {
    const response = await page.goto(new URL('no-such-page', inject('address')).href);
    expect(response?.status()).toBe(404);
  });
});
