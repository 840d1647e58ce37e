// How the built page's main thread fares while networks train: the preset "Digits, four optimizers"
// and a network that learns two moons, each with all panels folded and with all unfolded (spectrum
// under way, both its ends along the run, slice drawn, decisions live), looked back on by keyboard
// while it goes on. Measured as drags are.

import { openSite } from '../site.mjs';
import { watched } from './drag.mjs';

const DIGITS =
  '#v=1&net=digits&samples=500&layers=32&o=gd:alpha=0.1&o=usam:alpha=0.1:rho=0.02' +
  '&o=usam2:alpha=0.1:rho=0.02&o=husam:alpha=0.1:rho=0.0015';
/** Training that no look outlasts. */
const MOONS =
  '#v=1&net=moons&layers=16,16&act=tanh&loss=ce&o=gd:alpha=0.3&o=usam:alpha=0.3:rho=0.05' +
  '&steps=200000&every=200&probes=10';

const CASES = [
  { name: 'digits', link: DIGITS, open: false },
  { name: 'digits, panels', link: DIGITS, open: true },
  { name: 'moons', link: MOONS, open: false },
  { name: 'moons, panels', link: MOONS, open: true },
];

const SLIDER = 'es-scrubber input';
const MOVES = { quick: 60, full: 240 };
/** Milliseconds between two presses of a key. */
const PACE = 50;

/** In the page: the first step is made. */
const UNDER_WAY =
  "/step\\s*[1-9]/.test(document.querySelector('.training .step')?.textContent ?? '')";
/** In the page: the slice's map is there to the end. */
const SLICED =
  "document.querySelector('es-slice .slice-work')?.textContent?.includes('Point at the map')";

/**
 * @param {boolean} quick
 * @returns {Promise<readonly import('./drag.mjs').Drag[]>}
 */
export async function measureTraining(quick) {
  const { address, browser, close } = await openSite();
  const measured = [];
  try {
    for (const { name, link, open } of CASES) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.setViewport({ width: 1280, height: 800 });
      await page.goto(`${address}${link}`, { waitUntil: 'domcontentloaded' });
      await page.waitForFunction(UNDER_WAY);
      if (open) await unfold(page);
      await page.waitForSelector(SLIDER);
      const cost = await watched(page, async () => {
        if (open) await page.click('es-spectrum .compute');
        await page.focus(SLIDER);
        for (let move = 0; move < (quick ? MOVES.quick : MOVES.full); move++) {
          await page.keyboard.press(move % 20 < 10 ? 'ArrowLeft' : 'ArrowRight');
          await new Promise((resolve) => setTimeout(resolve, PACE));
        }
      });
      measured.push({ what: name, ...cost });
      await context.close();
    }
    return measured;
  } finally {
    await close();
  }
}

/**
 * Unfolds all panels; a slice is drawn while training pauses.
 *
 * @param {import('puppeteer-core').Page} page
 */
async function unfold(page) {
  await page.$$eval('details.panel > summary', (all) => {
    for (const summary of all) summary.click();
  });
  await page.waitForSelector('es-spectrum .compute');
  await page.click('es-spectrum input[type=checkbox]');
  await page.click('.training .primary');
  await page.waitForFunction(SLICED, { timeout: 120_000 });
  await page.click('.training .primary');
}
