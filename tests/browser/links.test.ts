import { describe, expect, test } from 'vitest';
import { addressHolds, follow, hashOf, outcome, textOf } from './explore.ts';
import { visit } from './page.ts';

const BAD = '#v=1&f=two-wells&p.kappa=8&o=gd:alpha=0.25&start=1.2,0.3&foo=1';

describe('a link that cannot be read', () => {
  test('is kept for mending, its key is named, and the default is shown', async () => {
    await visit(BAD, async ({ page, complaints }) => {
      expect(await outcome(page)).toContain('refuse');
      expect(await textOf(page, '.message')).toMatch(/\bfoo\b/);
      expect(await page.$eval('#mend-link', (input) => (input as HTMLInputElement).value)).toBe(
        BAD,
      );
      expect(complaints).toEqual([]);
    });
  });

  test('can be mended there', async () => {
    await visit(BAD, async ({ page }) => {
      await outcome(page);
      await page.$eval('#mend-link', (input) => {
        (input as HTMLInputElement).value = (input as HTMLInputElement).value.replace('&foo=1', '');
      });
      await page.click('.mend [type=submit]');
      await page.waitForFunction(() => !document.querySelector('.message'));
      await addressHolds(page, 'p.kappa=8');
      expect(await textOf(page, '.start')).toBeDefined();
    });
  });

  test('is never taken as markup', async () => {
    const link = '#v=1&f=%3Cimg%20src=x%20onerror=alert(1)%3E';
    await visit(link, async ({ page, complaints }) => {
      await page.waitForSelector('.message');
      expect(await page.$('.message img')).toBeNull();
      expect(complaints).toEqual([]);
    });
  });
});

describe('the history', () => {
  test('back and forward lead through presets and views', async () => {
    await visit('.', async ({ page }) => {
      await outcome(page);
      const first = await hashOf(page);
      await page.click('.gallery-button');
      await page.waitForSelector('.gallery[open] a');
      await page.evaluate(() => {
        [...document.querySelectorAll<HTMLAnchorElement>('.gallery a')]
          .find((a) => a.textContent?.includes('Momentum'))
          ?.click();
      });
      await addressHolds(page, 'heavy-ball');
      expect(await outcome(page)).toContain('gd heavy-ball');
      await page.goBack();
      await page.waitForFunction((hash) => location.hash === hash, {}, first);
      await page.waitForFunction(() =>
        document.querySelector('es-sentence')?.textContent?.includes('refuse'),
      );
      await page.goForward();
      await page.waitForFunction(() =>
        document.querySelector('es-sentence')?.textContent?.includes('heavy-ball'),
      );
    });
  });

  test('a canonical form replaces what was typed', async () => {
    await visit('#start=0.7,0.8&o=gd:alpha=0.16&f=two-wells&v=1', async ({ page }) => {
      await outcome(page);
      await addressHolds(page, '#v=1&f=two-wells&o=gd:alpha=0.16&start=0.7,0.8');
    });
  });
});

const WELLS = '&f=two-wells&o=gd:alpha=0.16&start=0.7,0.8';

test('a view that cannot be fetched says so, and may be tried again', async () => {
  await visit(`#v=1${WELLS}`, async ({ page }) => {
    await outcome(page);
    let lost = true;
    await page.setRequestInterception(true);
    page.on('request', (request) =>
      lost && /es-compare.*js$/.test(request.url()) ? request.abort() : request.continue(),
    );
    await follow(page, `#v=1&view=compare${WELLS}`);
    await page.waitForSelector('main [role=alert]');
    expect(await textOf(page, 'main')).toContain('The Compare view could not be fetched.');
    lost = false;
    await page.click('main [role=alert] button');
    await page.waitForSelector('es-compare .compared es-map canvas');
  });
});

test('a fingerprint in a link is confirmed or denied', async () => {
  await visit(
    '#v=1&f=two-wells&o=gd:alpha=0.16&start=0.7,0.8&fp=0123456789abcdef',
    async ({ page }) => {
      await outcome(page);
      await page.click('.disclose');
      await page.waitForSelector('.record');
      expect(await textOf(page, '.record')).toContain('differs');
      const real = await textOf(page, '.record code');
      await follow(page, `#v=1&f=two-wells&o=gd:alpha=0.16&start=0.7,0.8&fp=${real}`);
      await page.waitForFunction(() =>
        document.querySelector('.record')?.textContent?.includes('reproduced'),
      );
    },
  );
});
