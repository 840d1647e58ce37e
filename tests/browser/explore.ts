// What tests do on the page as a reader would, and how they read it.

import { readFile } from 'node:fs/promises';
import axe from 'axe-core';
import type { Page } from 'puppeteer-core';

/** The text of an element as it is read, with plain spaces. */
export const textOf = async (page: Page, selector: string): Promise<string> =>
  plain(await page.$eval(selector, (element) => element.textContent ?? ''));

/** As it is read: spaces of all kinds are one. */
const plain = (text: string): string => text.replace(/[\s\u00a0\u202f]+/g, ' ').trim();

export const hashOf = (page: Page): Promise<string> => page.evaluate(() => location.hash);

/** Waits until all runs have ended and their outcome is told, and gives the telling. */
export async function outcome(page: Page): Promise<string> {
  const told = await page.waitForFunction(
    () => {
      const status = document.querySelector('main > * > es-status')?.textContent ?? '';
      // Between two views there is none.
      const sentence = document.querySelector('es-sentence .sentence');
      return status.trim() !== '' && sentence ? { text: sentence.textContent ?? '' } : null;
    },
    { timeout: 30_000 },
  );
  return plain((await told.jsonValue())?.text ?? '');
}

/**
 * Waits until the page shows the state that it is in: it is drawn once a frame, charts in the next, and
 * what a frame has no time for in tasks after it.
 */
export const drawn = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++)
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  });

/** Waits for the address to hold a text, and for the page to show what it says. */
export async function addressHolds(page: Page, piece: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => location.hash.includes(wanted),
    { timeout: 10_000 },
    piece,
  );
  await drawn(page);
}

/** Goes to another link on the same page, as a click on it does. */
export const follow = (page: Page, link: string): Promise<void> =>
  page.evaluate((hash) => {
    location.hash = hash;
  }, link);

/** The middle of an element. */
export async function middleOf(page: Page, selector: string): Promise<{ x: number; y: number }> {
  const box = await (await page.$(selector))?.boundingBox();
  if (!box) throw new Error(`${selector} is not on the page`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Types a value into the number field of this name and leaves it. */
export async function type(page: Page, label: string, value: string): Promise<void> {
  const field = await page.waitForSelector(`input.typed[aria-label="${label}"]`);
  await field?.click({ count: 3 });
  await field?.type(value);
  await page.keyboard.press('Tab');
}

/** What axe-core finds wrong with the page as it stands: rules, and the elements that break them. */
export async function faults(page: Page): Promise<[rule: string, elements: string[]][]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }),
  );
  return violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))]);
}

/** Shows which start leads where. */
export const BASINS_SWITCH = 'input[name=basins]';

/** Switches basins on, and waits until no finer map is made. */
export async function showBasins(page: Page): Promise<void> {
  await (await page.waitForSelector(BASINS_SWITCH))?.click();
  await basinsSettled(page);
}

/** Waits until no finer map of basins is made. */
export const basinsSettled = (page: Page): Promise<unknown> =>
  page.waitForFunction(
    () =>
      document.querySelector('.fineness') !== null &&
      document.querySelector('es-basins .progress') === null &&
      document.querySelector('table.basins.stale') === null &&
      !document.querySelector('table.basins')?.textContent?.includes('…'),
    { timeout: 30_000 },
  );

/** Revision of the engine's bits, as the engine's source has it. */
export async function engineRevision(): Promise<string | undefined> {
  const source = await readFile('crate/src/catalogue.rs', 'utf8');
  return /pub const ENGINE: &str = "(.*)";/.exec(source)?.[1];
}
