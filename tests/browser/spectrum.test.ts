// Spectra of a training's runs: computed on demand, given up, exported.

import type { Page } from 'puppeteer-core';
import { expect, inject, test } from 'vitest';
import { download } from './download.ts';
import { addressHolds, faults, outcome, textOf } from './explore.ts';
import { visit } from './page.ts';

const LINK =
  '#v=1&net=chebyshev&layers=8&act=tanh&o=gd:alpha=0.2&o=usam:alpha=0.2:rho=0.05&o=adam:alpha=0.01&steps=200&every=20';

/** Of 569 parameters: too many for the whole matrix. */
const SAMPLED = LINK.replace('layers=8', 'layers=24,20');

/** Opens the panel by its keyboard. */
async function unfold(page: Page): Promise<void> {
  await page.focus('.panel summary');
  await page.keyboard.press('Enter');
  await page.waitForSelector('es-spectrum button.primary:not([disabled])');
}

async function compute(page: Page): Promise<void> {
  await page.focus('es-spectrum button.primary');
  await page.keyboard.press('Enter');
}

/** Waits until so many matrices have been looked at. */
const computed = (page: Page, matrices: number): Promise<unknown> =>
  page.waitForFunction(
    (matrices) =>
      !document.querySelector('.spectrum-progress') &&
      document.querySelectorAll('es-spectrum .legend tbody tr').length === matrices,
    {},
    matrices,
  );

test('the keyboard leads to all spectra, with bounds, residuals and traces', async () => {
  await visit(SAMPLED, async ({ page, complaints }) => {
    await outcome(page);
    await unfold(page);
    await compute(page);
    await computed(page, 4);
    const rows = await page.$$eval('es-spectrum .legend tbody tr', (rows) =>
      rows.map((row) => row.textContent?.replace(/\s+/g, ' ').trim() ?? ''),
    );
    expect(rows.map((row) => /^(\w+) (\S+) at/.exec(row)?.slice(1))).toEqual([
      ['gd', 'H'],
      ['usam', 'H'],
      ['adam', 'H'],
      ['adam', 'P⁻¹H'],
    ]);
    for (const row of rows) expect(row).toMatch(/ ± \d/);
    expect(await page.$$eval('svg.spectrum', (pictures) => pictures.length)).toBe(2);
    expect(
      await page.$eval('svg.spectrum', (picture) => picture.getAttribute('aria-label')),
    ).toMatch(/gd: λ from .* to .*, bound 10; .*% about zero/);
    // Ten eigenvalues of each matrix, every one with its residual.
    const known = await page.$$eval('.eigenvalues tbody tr', (rows) =>
      rows.map((row) => row.lastElementChild?.textContent ?? ''),
    );
    expect(known.length).toBe(40);
    for (const residual of known) expect(residual).toMatch(/^± /);
    expect(complaints).toEqual([]);
  });
});

test('the largest eigenvalue is the one that the charts have, at any step', async () => {
  await visit(LINK, async ({ page }) => {
    await outcome(page);
    await unfold(page);
    await page.focus('es-scrubber input[type=range]');
    await page.keyboard.press('Home');
    for (let press = 0; press < 20; press++) await page.keyboard.press('ArrowRight');
    await addressHolds(page, 'at=20');
    await page.waitForFunction(() =>
      document.querySelector('es-spectrum button.primary')?.textContent?.includes('at step 20'),
    );
    await compute(page);
    await computed(page, 4);
    const [charts, spectrum] = await Promise.all([
      textOf(page, 'es-charts tbody tr [data-name="λ max"]'),
      textOf(page, 'es-spectrum .legend tbody tr [data-name="largest"]'),
    ]);
    expect(spectrum).toBe(charts);
    // So few parameters are not sampled, and the page says so.
    const told = await textOf(page, 'es-spectrum');
    expect(told).toContain('Density and trace are exact: all 25 eigenvalues');
    expect(told).not.toContain('probes,');
    // More than the two ends stand in the filter's picture.
    expect(await page.$$eval('es-equalizer .stem', (stems) => stems.length)).toBeGreaterThan(8);
    // Another step is another spectrum, and the page says so.
    await page.focus('es-scrubber input[type=range]');
    await page.keyboard.press('End');
    await page.waitForFunction(() =>
      document.querySelector('es-spectrum')?.textContent?.includes('Of step 20, not of the one'),
    );
  });
});

test('what is not allowed is said at its field, and a number that is allowed helps', async () => {
  await visit(SAMPLED, async ({ page }) => {
    await outcome(page);
    await unfold(page);
    const probes = await page.$('es-spectrum es-number:nth-of-type(3) input');
    await probes?.click({ clickCount: 3 });
    await page.keyboard.type('2000\t');
    await compute(page);
    await page.waitForSelector('es-spectrum .error');
    expect(await textOf(page, 'es-spectrum .error')).toMatch(/probes.*1000/);
    await probes?.click({ clickCount: 3 });
    await page.keyboard.type('5\t');
    await compute(page);
    await computed(page, 4);
    expect(await page.$('es-spectrum .error')).toBeNull();
    expect(await textOf(page, 'es-spectrum')).toContain('5 probes');
  });
});

test('a long look shows how long, and can be given up', async () => {
  await visit(
    '#v=1&net=digits&layers=128,128&o=gd:alpha=0.05&steps=3',
    async ({ page, complaints }) => {
      await outcome(page);
      await unfold(page);
      const fields = await page.$$('es-spectrum es-number input');
      await fields[2]?.click({ clickCount: 3 });
      await page.keyboard.type('1000\t');
      await compute(page);
      await page.waitForFunction(() =>
        / left/.test(document.querySelector('.spectrum-progress')?.textContent ?? ''),
      );
      // The button that began it keeps the focus, and ends it.
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Cancel');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() =>
        document.querySelector('es-spectrum')?.textContent?.includes('Cancelled'),
      );
      expect(await page.$('.spectrum-progress')).toBeNull();
      await page.click('es-spectrum input[type=checkbox]');
      await page.waitForSelector('es-ends-along canvas');
      expect(await page.$('es-spectrum button.primary')).not.toBeNull();
      expect(complaints).toEqual([]);
    },
  );
});

test.each(['light', 'dark'])('axe finds nothing in a computed spectrum, %s', async (scheme) => {
  await visit('about:blank', async ({ page }) => {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.goto(inject('address') + LINK);
    await outcome(page);
    await unfold(page);
    await compute(page);
    await computed(page, 4);
    await page.click('es-spectrum details summary');
    expect(await faults(page)).toEqual([]);
  });
});

test('a phone shows it without being pushed aside', async () => {
  await visit(LINK, async ({ page }) => {
    await page.setViewport({ width: 390, height: 844, hasTouch: true, isMobile: true });
    await outcome(page);
    await unfold(page);
    await compute(page);
    await computed(page, 4);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});

test('numbers and picture leave the page', async () => {
  await visit(LINK, async ({ page, complaints }) => {
    await outcome(page);
    await unfold(page);
    await compute(page);
    await computed(page, 4);
    await page.click('es-spectrum .export-button');
    await page.waitForSelector('es-spectrum es-export-menu:popover-open');
    const press = (text: string) => () =>
      page.evaluate(
        (text) =>
          [...document.querySelectorAll<HTMLButtonElement>('es-spectrum es-export-menu button')]
            .find((button) => button.textContent?.trim() === text)
            ?.click(),
        text,
      );
    const table = await download(page, press('CSV'));
    expect(table.name).toMatch(/spectrum\.csv$/);
    const rows = table.bytes.toString().trim().split('\r\n');
    expect(rows.filter((row) => row.includes(',eigenvalue,')).length).toBe(40);
    expect(rows.filter((row) => row.includes(',trace,')).length).toBe(4);
    const numbers = await download(page, press('JSON'));
    const { spectra } = JSON.parse(numbers.bytes.toString());
    expect(spectra.map(({ matrix }: { matrix: string }) => matrix)).toEqual([
      'H',
      'H',
      'H',
      'P⁻¹H',
    ]);
    const picture = await download(page, press('SVG'));
    expect(picture.bytes.toString()).toMatch(/one eigenvalue[\s\S]*bound 10/);
    expect(complaints).toEqual([]);
  });
});
