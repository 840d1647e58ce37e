import { expect, test } from 'vitest';
import { addressHolds, outcome, textOf } from './explore.ts';
import { visit } from './page.ts';

const LINK =
  '#v=1&net=chebyshev&layers=8&act=tanh&o=gd:alpha=0.2&o=usam:alpha=0.2:rho=0.05&steps=400&every=20';

/** Everything the table says of the runs. */
const table = (page: import('puppeteer-core').Page): Promise<string> =>
  textOf(page, 'table.full tbody');

test('a network trains, and its outcome is a reading', async () => {
  await visit(LINK, async ({ page, complaints }) => {
    const told = await outcome(page);
    expect(told).toMatch(/gd .* bound 10/);
    expect(told).toContain('the theorem does not apply');
    // Eigenvalues, their part of the bound, and the loss; no accuracy without classes.
    expect(await page.$$eval('.plots canvas', (all) => all.length)).toBe(3);
    expect(complaints).toEqual([]);
  });
});

test('reset returns to the very same initial weights: the same numbers again', async () => {
  await visit(LINK, async ({ page }) => {
    await outcome(page);
    const first = await table(page);
    await page.evaluate(() => {
      [...document.querySelectorAll<HTMLButtonElement>('.training button')]
        .find((b) => b.textContent?.includes('Reset'))
        ?.click();
    });
    await page.waitForFunction(() =>
      document.querySelector('.training')?.textContent?.includes('not started'),
    );
    await page.click('.training .primary');
    await outcome(page);
    expect(await table(page)).toBe(first);
  });
});

test('training pauses, resumes and can be cancelled', async () => {
  await visit(LINK.replace('steps=400', 'steps=200000'), async ({ page, complaints }) => {
    await page.waitForFunction(() =>
      document.querySelector('.training')?.textContent?.includes('Pause'),
    );
    await page.waitForFunction(() =>
      /step\s*[1-9]/.test(document.querySelector('.training .step')?.textContent ?? ''),
    );
    await page.click('.training .primary');
    await page.waitForFunction(() =>
      document.querySelector('.training')?.textContent?.includes('paused'),
    );
    // The slice under way may still report.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const paused = await textOf(page, '.training .step');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await textOf(page, '.training .step')).toBe(paused);
    await page.click('.training .primary');
    await page.waitForFunction(
      (text) =>
        document.querySelector('.training .step')?.textContent?.replace(/\s+/g, ' ') !== text,
      {},
      paused,
    );
    await page.evaluate(() => {
      [...document.querySelectorAll<HTMLButtonElement>('.training button')]
        .find((b) => b.textContent?.includes('Cancel'))
        ?.click();
    });
    await page.waitForFunction(() =>
      document.querySelector('.training')?.textContent?.includes('cancelled'),
    );
    expect(complaints).toEqual([]);
  });
});

test('settings change the link and leave the training to be started anew', async () => {
  await visit(LINK, async ({ page }) => {
    await outcome(page);
    const field = await page.$('es-network-controls input[id$="objective.layers"]');
    await field?.click({ count: 3 });
    await field?.type('6, 5');
    await page.keyboard.press('Tab');
    await addressHolds(page, 'layers=6,5');
    await page.waitForFunction(() =>
      document.querySelector('.training')?.textContent?.includes('not started'),
    );
  });
});
