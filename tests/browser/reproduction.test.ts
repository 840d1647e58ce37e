// A link with fingerprints is a claim: the page runs it and says whether it holds.

import type { Page } from 'puppeteer-core';
import { describe, expect, test } from 'vitest';
import published from '../links/published.json';
import { addressHolds, drawn, faults, follow, hashOf, outcome, textOf } from './explore.ts';
import { visit } from './page.ts';

/** The revision of this engine's bits. */
const NOW = published.engine;

/** A published link of a revision with this part in it, and the fingerprints its runs have today. */
function publishedBy(revision: string, part: string): { link: string; today: string[] } {
  const isIt = ({ link }: { link: string }): boolean =>
    link.includes(`&engine=${revision}&`) && link.includes(part);
  const found = published.links.find(isIt);
  if (!found) throw new Error(`no link of revision ${revision} with ${part}`);
  return { link: found.link, today: found.ends.runs.map(({ fingerprint }) => fingerprint) };
}
const { link: SAME, today } = publishedBy(NOW, 'f=rosenbrock');
const { link: NETWORK } = publishedBy(NOW, 'net=digits');
const { link: OLD_SAME } = publishedBy('1', 'f=two-wells');
const DIFFERS = publishedBy('1', 'f=beale');

/** Waits until the page says what came of the link's fingerprints. */
async function told(page: Page, outcome: 'Reproduced' | 'Differs'): Promise<string> {
  await page.waitForFunction(
    (word) => document.querySelector('.reproduction p')?.textContent?.includes(word),
    { timeout: 30_000 },
    outcome,
  );
  return textOf(page, '.reproduction');
}

describe('a link’s fingerprints', () => {
  test('are confirmed, or denied run by run, as the history goes back and forward', async () => {
    await visit(SAME, async ({ page, complaints }) => {
      expect(await told(page, 'Reproduced')).toBe(
        '✓ Reproduced, bit for bit: both runs have their recorded fingerprints.',
      );
      expect(await faults(page)).toEqual([]);
      await follow(page, SAME.replace(today[0] ?? '', '0123456789abcdef'));
      expect(await told(page, 'Differs')).toBe(
        `✕ Differs: 1 of 2 runs has another fingerprint than recorded. Recorded by revision ${NOW} ` +
          'of the engine’s bits, which this is: the settings or the fingerprints were changed since, ' +
          `or this is our fault. usam2 nesterov from 1: expected 0123456789abcdef, got ${today[0]}`,
      );
      await page.goBack();
      await told(page, 'Reproduced');
      expect(await hashOf(page)).toBe(SAME);
      await page.goForward();
      await told(page, 'Differs');
      expect(complaints).toEqual([]);
    });
  });

  test('of an older engine are compared all the same, and their revision is named', async () => {
    await visit(OLD_SAME, async ({ page, complaints }) => {
      expect(await told(page, 'Reproduced')).toContain(
        `Recorded by revision 1 of the engine’s bits; this is revision ${NOW}, which gives these runs the same.`,
      );
      await follow(page, DIFFERS.link);
      const text = await told(page, 'Differs');
      expect(text).toContain('2 of 2 runs have other fingerprints than recorded.');
      expect(text).toContain(`this is revision ${NOW}, whose last digits may be others.`);
      expect(text).toContain(`gd: expected 0b17b1b28b92b7d9, got ${DIFFERS.today[0]}`);
      expect(text).toContain(`husam: expected 3cad9d1f9362bdc8, got ${DIFFERS.today[1]}`);
      await follow(page, DIFFERS.link.replace(/&fp=.*/, ''));
      await page.waitForFunction(
        () =>
          document.querySelectorAll('.reproduction p').length > 0 && !location.hash.includes('fp='),
      );
      await drawn(page);
      expect(await textOf(page, '.reproduction')).toBe(
        `Made by another engine: revision 1 of the engine’s bits; this is revision ${NOW}, whose last digits may be others.`,
      );
      expect(complaints).toEqual([]);
    });
  });

  test('of a network have it trained, in whatever view', async () => {
    await visit(NETWORK, async ({ page, complaints }) => {
      expect(await told(page, 'Reproduced')).toContain('the run has its recorded fingerprint.');
      expect(complaints).toEqual([]);
    });
    await visit(NETWORK.replace('#v=1', '#v=1&view=filter'), async ({ page, complaints }) => {
      await told(page, 'Reproduced');
      expect(complaints).toEqual([]);
    });
  });

  test('are forgotten with the settings they belong to', async () => {
    await visit(SAME, async ({ page }) => {
      await told(page, 'Reproduced');
      await page.$eval('.start', (start) => (start as SVGElement).focus());
      await page.keyboard.press('ArrowRight');
      await page.waitForFunction(() => !document.querySelector('.reproduction'));
      await page.waitForFunction(() => !location.hash.includes('fp='));
    });
  });
});

describe('sharing', () => {
  /** Copies by a button of the export menu, and gives what was copied. */
  async function copied(page: Page, button: string): Promise<string> {
    await page.evaluate((name) => {
      delete document.body.dataset['copied'];
      const buttons = document.querySelectorAll<HTMLButtonElement>('.export:popover-open button');
      [...buttons].find(({ textContent }) => textContent === name)?.click();
    }, button);
    await page.waitForFunction(() => document.body.dataset['copied'] !== undefined);
    return page.evaluate(() => document.body.dataset['copied'] ?? '');
  }

  async function openMenu(page: Page): Promise<void> {
    // A browser without a screen keeps no clipboard: the page's own call is heard instead.
    await page.evaluate(() => {
      navigator.clipboard.writeText = async (text) => {
        document.body.dataset['copied'] = text;
      };
    });
    await page.$eval('.stage .export-button', (button) => (button as HTMLElement).click());
    await page.waitForSelector('.export:popover-open');
  }

  test('as link, Markdown, iframe and element, each with and without fingerprints', async () => {
    const bare = SAME.replace(/&engine=.*/, '');
    await visit(bare, async ({ page, complaints }) => {
      await outcome(page);
      await openMenu(page);
      const blank = await page.browser().newPage();
      const site = page.url().replace(/#.*/, '');
      for (const link of [bare, SAME]) {
        if (link === SAME) await page.click('.export [name=fingerprints]');
        expect(await copied(page, 'Copy link')).toBe(site + link);
        expect(await copied(page, 'Markdown')).toMatch(/^\[usam2 nesterov with .*\]\(<.*>\)$/);
        expect(await copied(page, 'Markdown')).toContain(`](<${site}${link}>)`);
        // What stands in attributes is what a browser makes of them; on a page that may read markup.
        const read = (name: string, html: string): Promise<string | null | undefined> =>
          blank.evaluate(
            (tag, html) =>
              new DOMParser()
                .parseFromString(html, 'text/html')
                .querySelector(tag)
                ?.getAttribute('src'),
            name,
            html,
          );
        expect(await read('iframe', await copied(page, 'iframe'))).toBe(`${site}embed.html${link}`);
        expect(await read('eigen-sieve', await copied(page, 'Element'))).toBe(link);
      }
      await blank.close();
      await page.goto('about:blank');
      await page.goto(site + SAME);
      await told(page, 'Reproduced');
      expect(complaints).toEqual([]);
    });
  });

  test('without fingerprints until all runs have ended, which is said', async () => {
    await visit('#v=1&net=digits&layers=64,64&o=gd:alpha=0.01&steps=500000', async ({ page }) => {
      await page.waitForSelector('.stage .export-button');
      await openMenu(page);
      expect(
        await page.$eval(
          '.export [name=fingerprints]',
          (box) => (box as HTMLInputElement).disabled,
        ),
      ).toBe(true);
      expect(await textOf(page, '.export')).toContain(
        'Fingerprints are known when all runs have ended.',
      );
      expect(await copied(page, 'Copy link')).not.toContain('fp=');
    });
  });
});

test('a link beats what is stored: colours alone are kept from visit to visit', async () => {
  await visit(SAME, async ({ page }) => {
    await told(page, 'Reproduced');
    await page.click('.theme');
    await page.reload();
    await told(page, 'Reproduced');
    await addressHolds(page, SAME);
    expect(await page.evaluate(() => Object.keys(localStorage))).toHaveLength(1);
  });
});
