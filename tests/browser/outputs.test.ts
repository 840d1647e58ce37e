// What trained networks do: surfaces, curves, guesses.

import type { Page } from 'puppeteer-core';
import { describe, expect, inject, test } from 'vitest';
import { download } from './download.ts';
import { faults, outcome, textOf } from './explore.ts';
import { visit } from './page.ts';

const MOONS =
  '#v=1&net=moons&layers=12&act=tanh&loss=ce&o=gd:alpha=0.5&o=usam:alpha=0.5:rho=0.1&steps=150&every=50';
const CURVE =
  '#v=1&net=chebyshev&layers=8&act=tanh&o=gd:alpha=0.2&o=usam:alpha=0.2:rho=0.05&steps=300&every=50';
const DIGITS =
  '#v=1&net=digits&samples=200&layers=12&act=tanh&loss=ce&o=gd:alpha=0.5&o=usam:alpha=0.5:rho=0.05&steps=40&every=20';

/** Unfolds the panel by the keyboard. */
async function unfold(page: Page): Promise<void> {
  await page.focus('details.panel > summary');
  await page.evaluate(() => {
    for (const summary of document.querySelectorAll<HTMLElement>('details.panel > summary'))
      if (summary.textContent === 'What it does') summary.focus();
  });
  await page.keyboard.press('Enter');
}

/** Parts of a canvas that are not the page. */
const inked = (page: Page, selector: string): Promise<number[]> =>
  page.$$eval(selector, (all) =>
    (all as HTMLCanvasElement[]).map((canvas) => {
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
        data: [],
      };
      let count = 0;
      for (let i = 3; i < data.length; i += 4) if ((data[i] ?? 0) > 0) count += 1;
      return count / (data.length / 4);
    }),
  );

test('each optimizer has its map of the plane, with how many rows are right', async () => {
  await visit(MOONS, async ({ page, complaints }) => {
    await outcome(page);
    await unfold(page);
    await page.waitForSelector('es-outputs es-plot canvas');
    expect(await page.$$eval('es-outputs es-plot', (all) => all.length)).toBe(2);
    expect(Math.min(...(await inked(page, 'es-outputs canvas')))).toBeGreaterThan(0.3);
    const told = await textOf(page, 'es-outputs');
    expect(told).toMatch(/Right: 1\d\d of 200 training rows, 1\d\d of 200 test rows/);
    // What is drawn is what the table of accuracies says.
    const name = await page.$eval('es-outputs .overlay', (svg) => svg.getAttribute('aria-label'));
    expect(name).toMatch(/What gd makes of the plane/);
    expect(complaints).toEqual([]);
  });
});

test('the picture follows the scrubber, and a training under way', async () => {
  await visit(MOONS.replace('steps=150', 'steps=30000'), async ({ page }) => {
    await page.waitForSelector('.training .primary');
    await unfold(page);
    await page.waitForSelector('es-outputs es-plot canvas');
    expect(await textOf(page, 'es-outputs')).toContain('newest step');
    const pictures = new Set<string>();
    for (let i = 0; i < 40 && pictures.size < 3; i += 1) {
      pictures.add(
        await page.$eval('es-outputs canvas', (canvas) =>
          (canvas as HTMLCanvasElement).toDataURL(),
        ),
      );
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    expect(pictures.size).toBeGreaterThan(2);
    await page.evaluate(() => {
      [...document.querySelectorAll<HTMLButtonElement>('.training button')]
        .find((button) => button.textContent === 'Cancel')
        ?.click();
    });
    await page.waitForFunction(() =>
      document.querySelector('es-outputs')?.textContent?.includes('At the last step'),
    );
    await page.focus('es-scrubber input[type=range]');
    await page.keyboard.press('Home');
    await page.waitForFunction(() =>
      document.querySelector('es-outputs')?.textContent?.includes('At step 0;'),
    );
  });
});

test('a regression on a line has one picture of all curves', async () => {
  await visit(CURVE, async ({ page, complaints }) => {
    await outcome(page);
    await unfold(page);
    await page.waitForSelector('es-outputs es-plot canvas');
    expect(await page.$$eval('es-outputs es-plot', (all) => all.length)).toBe(1);
    expect(await textOf(page, 'es-outputs .plot-label')).toBe('gdusam');
    expect(complaints).toEqual([]);
  });
});

test('images have a table of guesses, and those that are wrong are shown', async () => {
  await visit(DIGITS, async ({ page, complaints }) => {
    await outcome(page);
    await unfold(page);
    await page.waitForSelector('.confusion tbody tr');
    const cells = await page.$$eval('.confusion td[data-share]', (all) =>
      all.map((cell) => Number(cell.textContent?.replace('·', '0'))),
    );
    expect(cells).toHaveLength(100);
    expect(cells.reduce((sum, rows) => sum + rows)).toBe(360);
    const right = cells.filter((_, i) => i % 11 === 0).reduce((sum, rows) => sum + rows);
    expect(await textOf(page, 'es-outputs')).toContain(`${right} of 360 test rows`);
    const images = await inked(page, 'es-outputs .samples canvas');
    expect(images.length).toBe(Math.min(24, 360 - right));
    expect(Math.min(...images)).toBeGreaterThan(0.1);
    // The other optimizer's, by keyboard.
    await page.focus('es-outputs input[type=radio]');
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() =>
      document.querySelector('.confusion caption')?.textContent?.startsWith('usam, test rows'),
    );
    // The choice is the page's: a copy laid out for a paper's column shows the same one.
    await page.click('es-outputs .export-button');
    await page.waitForSelector('es-outputs .export:popover-open');
    const click = (text: string): Promise<void> =>
      page.evaluate((text) => {
        [...document.querySelectorAll<HTMLButtonElement>('es-outputs es-export-menu button')]
          .find((button) => button.textContent === text)
          ?.click();
      }, text);
    const { bytes } = await download(page, () => click('SVG'));
    const drawing = bytes.toString();
    expect(drawing).toContain('usam, test rows');
    // A row of ten shades for each of ten classes, and their words.
    expect(drawing.match(/<path/g)?.length).toBeGreaterThan(90);
    const table = await download(page, () => click('its numbers, CSV'));
    const lines = table.bytes.toString().trim().split('\r\n');
    expect(lines).toHaveLength(1 + 2 * 100);
    expect(lines[0]).toBe('optimizer,part,class,taken_for,rows,caption');
    expect(complaints).toEqual([]);
  });
});

describe('axe', () => {
  for (const [name, link, selector] of [
    ['surfaces', MOONS, 'es-outputs es-plot canvas'],
    ['guesses', DIGITS, '.confusion'],
  ] as const)
    for (const scheme of ['light', 'dark'])
      test(`finds nothing in ${name}, ${scheme}`, async () => {
        await visit('about:blank', async ({ page }) => {
          await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
          await page.goto(inject('address') + link);
          await outcome(page);
          await unfold(page);
          await page.waitForSelector(selector);
          expect(await faults(page)).toEqual([]);
        });
      });
});
