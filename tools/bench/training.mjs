// How the built page's main thread fares while a network trains: the preset "Digits, four
// optimizers", looked back on by keyboard while it goes on. Measured as drags are.

import { openSite } from '../site.mjs';
import { watched } from './drag.mjs';

const LINK =
  '#v=1&net=digits&samples=500&layers=32&o=gd:alpha=0.1&o=usam:alpha=0.1:rho=0.02' +
  '&o=usam2:alpha=0.1:rho=0.02&o=husam:alpha=0.1:rho=0.0015';

const SLIDER = 'es-scrubber input';
const MOVES = { quick: 60, full: 240 };
/** Milliseconds between two presses of a key. */
const PACE = 50;

/** In the page: the first step is made. */
const UNDER_WAY =
  "/step\\s*[1-9]/.test(document.querySelector('.training .step')?.textContent ?? '')";

/**
 * @param {boolean} quick
 * @returns {Promise<import('./drag.mjs').Drag>}
 */
export async function measureTraining(quick) {
  const { address, browser, close } = await openSite();
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 800 });
    await page.goto(`${address}${LINK}`, { waitUntil: 'domcontentloaded' });
    await page.waitForFunction(UNDER_WAY);
    await page.waitForSelector(SLIDER);
    await page.focus(SLIDER);
    const cost = await watched(page, async () => {
      for (let move = 0; move < (quick ? MOVES.quick : MOVES.full); move++) {
        await page.keyboard.press(move % 20 < 10 ? 'ArrowLeft' : 'ArrowRight');
        await new Promise((resolve) => setTimeout(resolve, PACE));
      }
    });
    return { what: 'while training', ...cost };
  } finally {
    await close();
  }
}
