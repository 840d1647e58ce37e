// What holds for the built site whatever it shows.

import { expect, inject, test } from 'vitest';
import { weigh } from '../../tools/bench/size.mjs';
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

/** Bytes of what the first picture needs, the engine among it, as a host sends them. */
const FIRST_LOAD = 190_000;
/** Of these, the engine's. */
const ENGINE = 120_000;
/** From the equalizer beside the map on: it is asked for when the picture is there, in a place kept for it. */
const AFTERWARDS = '/es-filter-';
const MOST_AFTERWARDS = 12_000;

const sum = (weights: readonly { readonly brotli: number }[]): number =>
  weights.reduce((total, { brotli }) => total + brotli, 0);

test('what the first picture needs is light: the smallest engine, and one script', async () => {
  const { first } = await weigh('web/dist');
  const files = first.map(({ file }) => file).join();
  expect(files).toMatch(/landscape_bg-/);
  expect(files).not.toMatch(/(engine|plane)_bg-/);
  expect(sum(first), files).toBeLessThan(FIRST_LOAD);
  expect(sum(first.filter(({ file }) => file.endsWith('.wasm')))).toBeLessThan(ENGINE);
});

test('a first visit fetches nothing else before its picture stands, and little afterwards', async () => {
  const { first, later } = await weigh('web/dist');
  await visit('.', async ({ page }) => {
    await outcome(page);
    await page.waitForNetworkIdle();
    const fetched = await page.evaluate(() =>
      performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname),
    );
    const picture = fetched.findIndex((file) => file.includes(AFTERWARDS));
    const [before, after] = [fetched.slice(0, picture), fetched.slice(picture)];
    expect(before.join()).toMatch(/index-.*worker-/);
    const expected = first.map(({ file }) => `/${file}`);
    expect(before.filter((file) => !expected.includes(file))).toEqual([]);
    const arrived = later.filter(({ file }) => after.includes(`/${file}`));
    expect(arrived.length).toBeGreaterThan(0);
    expect(sum(arrived), after.join()).toBeLessThan(MOST_AFTERWARDS);
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
      script.append('document.body.dataset.inlineScript = "ran"');
      document.body.append(script);
      return document.body.dataset['inlineScript'];
    });
    expect(ran).toBeUndefined();
    expect(complaints.join()).toContain('TrustedScript');
    // As a text: what transforms this file has its own idea of import(…).
    const imported = `import('data:text/javascript,document.body.dataset.imported = "ran"')`;
    await page.evaluate(`${imported}.catch(() => {})`);
    expect(await page.evaluate(() => document.body.dataset['imported'])).toBeUndefined();
    expect(complaints.join()).toContain('script-src');
  });
});

test('an unknown address is an error, not the first page', async () => {
  await visit('.', async ({ page }) => {
    const response = await page.goto(new URL('no-such-page', inject('address')).href);
    expect(response?.status()).toBe(404);
  });
});
