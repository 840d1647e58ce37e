import type { CDPSession, Page } from 'puppeteer-core';
import { describe, expect, inject, test } from 'vitest';
import { addressHolds, faults, hashOf, middleOf, outcome, textOf, type } from './explore.ts';
import { visit } from './page.ts';

const LINK = '#v=1&f=two-wells&o=gd:alpha=0.16&o=usam:alpha=0.16:rho=0.2&start=0.7,0.8';

const entries = (page: Page): Promise<number> => page.evaluate(() => history.length);

/** Waits until a screen reader is told this. */
const announced = (page: Page, words: string): Promise<unknown> =>
  page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('es-app > es-status')].some((status) =>
        status.textContent?.includes(wanted),
      ),
    {},
    words,
  );

/** The window in the address; null while it is the function's own. */
const windowOf = async (page: Page): Promise<number[] | null> => {
  const found = /window=([^&]*)/.exec(await hashOf(page))?.[1];
  return found ? found.split(',').map(Number) : null;
};

const windowIsThere = (page: Page): Promise<unknown> => addressHolds(page, 'window=');

const focus = (page: Page, selector: string): Promise<void> =>
  page.$eval(selector, (element) => (element as SVGElement).focus());

const starts = (page: Page, count: number): Promise<unknown> =>
  page.waitForFunction((n) => document.querySelectorAll('.start').length === n, {}, count);

async function drag(page: Page, selector: string, dx: number, dy: number): Promise<void> {
  const { x, y } = await middleOf(page, selector);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + dx, y + dy, { steps: 8 });
  await page.mouse.up();
}

describe('the window', () => {
  test('is dragged with the mouse: one entry of the history, one step of undo', async () => {
    await visit(LINK, async ({ page, complaints }) => {
      await outcome(page);
      const before = await entries(page);
      await drag(page, '.plane', 100, 60);
      await windowIsThere(page);
      expect((await windowOf(page))?.[0]).toBeLessThan(-2.3);
      expect(await entries(page)).toBe(before + 1);
      await page.keyboard.down('Control');
      await page.keyboard.press('z');
      await page.keyboard.up('Control');
      await page.waitForFunction((link) => location.hash === link, {}, LINK);
      await announced(page, 'Undone: the window');
      expect(complaints).toEqual([]);
    });
  });

  test('follows keys on the focused map, and 0 leads home', async () => {
    await visit(LINK, async ({ page }) => {
      await outcome(page);
      await focus(page, '.overlay');
      await page.keyboard.press('+');
      await addressHolds(page, 'window=-1.4,1.4,-1.05,1.05');
      await page.keyboard.press('0');
      await page.waitForFunction(() => !location.hash.includes('window='));
      await page.keyboard.down('Shift');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.up('Shift');
      await windowIsThere(page);
      const [x0, , y0] = (await windowOf(page)) ?? [];
      expect(x0).toBeGreaterThan(-2);
      expect(y0).toBe(-1.5);
    });
  });

  test('is zoomed by Ctrl and the wheel about the pointer', async () => {
    await visit(LINK, async ({ page }) => {
      await outcome(page);
      const { x, y } = await middleOf(page, '.plane');
      await page.mouse.move(x, y);
      await page.keyboard.down('Control');
      await page.mouse.wheel({ deltaY: -100 });
      await page.keyboard.up('Control');
      await windowIsThere(page);
      const [x0 = 0, x1 = 0] = (await windowOf(page)) ?? [];
      expect(x1 - x0).toBeLessThan(4);
      expect(x1 + x0).toBeCloseTo(0, 1);
    });
  });

  test('takes every key of a quick hand', async () => {
    await visit(LINK, async ({ page }) => {
      await outcome(page);
      await page.$eval('.overlay', (map) => {
        for (const key of ['+', '+', '+', '+'])
          map.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      });
      // 4·0.7⁴
      await page.waitForFunction(() => {
        const [x0, x1] = (/window=([^&]*)/.exec(location.hash)?.[1] ?? '').split(',').map(Number);
        return Math.abs((x1 ?? 0) - (x0 ?? 0) - 0.9604) < 0.01;
      });
    });
  });

  test('narrows and widens to its limits, and no further', async () => {
    await visit(LINK, async ({ page, complaints }) => {
      await outcome(page);
      for (const [sign, words] of [
        ['+', 'cannot be narrower'],
        ['-', 'cannot be wider'],
      ] as const) {
        await focus(page, '.overlay');
        // As fast as a key repeats, until the page says that this is all.
        await page.evaluate(
          async (key, wanted) => {
            while (!document.querySelector('.caption')?.textContent?.includes(wanted)) {
              document
                .querySelector('.overlay')
                ?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
              await new Promise((resolve) => setTimeout(resolve, 25));
            }
          },
          sign,
          words,
        );
        await addressHolds(page, 'window=');
      }
      const [x0 = 0, x1 = 0] = (await windowOf(page)) ?? [];
      expect(x1 - x0).toBeLessThanOrEqual(1.01e12);
      expect(await page.$('.message')).toBeNull();
      expect(complaints).toEqual([]);
    });
  });
});

describe('two fingers', () => {
  const touch = (client: CDPSession, kind: string, points: [number, number][]): Promise<unknown> =>
    client.send('Input.dispatchTouchEvent', {
      type: kind as 'touchStart' | 'touchMove' | 'touchEnd',
      touchPoints: points.map(([x, y], id) => ({ x, y, id })),
    });

  test('pinch the map; one scrolls the page and leaves the map alone', async () => {
    await visit('about:blank', async ({ page, complaints }) => {
      await page.setViewport({ width: 390, height: 844, hasTouch: true, isMobile: true });
      await page.goto(inject('address') + LINK);
      await outcome(page);
      const client = await page.createCDPSession();
      const { x, y } = await middleOf(page, '.plane');
      await touch(client, 'touchStart', [[x - 40, y]]);
      await touch(client, 'touchStart', [
        [x - 40, y],
        [x + 40, y],
      ]);
      for (let i = 1; i <= 8; i += 1)
        await touch(client, 'touchMove', [
          [x - 40 - 5 * i, y],
          [x + 40 + 5 * i, y],
        ]);
      await touch(client, 'touchEnd', []);
      // Twice as far apart: half as wide.
      await page.waitForFunction(() => {
        const [x0, x1] = (/window=([^&]*)/.exec(location.hash)?.[1] ?? '').split(',').map(Number);
        return Math.abs((x1 ?? 0) - (x0 ?? 0) - 2) < 0.02;
      });
      expect(await page.evaluate(() => scrollY)).toBe(0);

      const pinched = await hashOf(page);
      await touch(client, 'touchStart', [[x, y]]);
      for (let i = 1; i <= 10; i += 1) await touch(client, 'touchMove', [[x, y - 12 * i]]);
      await touch(client, 'touchEnd', []);
      await page.waitForFunction(() => scrollY > 0);
      expect(await hashOf(page)).toBe(pinched);
      expect(await page.$$eval('.start', (all) => all.length)).toBe(1);
      expect(complaints).toEqual([]);
    });
  });
});

describe('steps', () => {
  test('are undone and redone one by one: starts, optimizers, parameters, function', async () => {
    await visit(LINK, async ({ page, complaints }) => {
      await outcome(page);
      const links = [await hashOf(page)];
      const step = async (act: () => Promise<unknown>, piece: string): Promise<void> => {
        await act();
        await addressHolds(page, piece);
        links.push(await hashOf(page));
      };
      await step(() => drag(page, '.start .ring', -60, 30), 'start=0.');
      await page.waitForFunction((link) => location.hash !== link, {}, links[0]);
      links[1] = await hashOf(page);
      await step(() => type(page, 'gd step α', '0.1'), 'o=gd:alpha=0.1&');
      await step(() => page.click('es-optimizers .add'), 'o=usam2');
      await step(() => type(page, 'κ', '5'), 'p.kappa=5');
      await step(() => page.click('[aria-label="remove start 1"]'), 'o=usam2');
      await page.waitForFunction(() => !location.hash.includes('start='));
      links[5] = await hashOf(page);
      await announced(page, 'Removed: start 1. Starts left: 0.');
      await step(() => page.select('es-plane-controls select', 'ring'), 'f=ring');
      for (const link of links.slice(0, -1).reverse()) {
        await page.click('[aria-label^=undo]');
        await page.waitForFunction((wanted) => location.hash === wanted, {}, link);
      }
      expect(await page.$('[aria-label=undo][aria-disabled=true]')).not.toBeNull();
      for (const link of links.slice(1)) {
        await page.click('[aria-label^=redo]');
        await page.waitForFunction((wanted) => location.hash === wanted, {}, link);
      }
      expect(complaints).toEqual([]);
    });
  });

  test('of a field with text are the field’s own', async () => {
    await visit('#v=1&f=expr:x^2&o=gd:alpha=0.1&start=1,1', async ({ page }) => {
      await outcome(page);
      await page.waitForSelector('textarea');
      await page.focus('textarea');
      await page.keyboard.press('End');
      await page.keyboard.type('+y^2');
      await addressHolds(page, 'x^2%2By^2');
      await page.keyboard.down('Control');
      await page.keyboard.press('z');
      await page.keyboard.up('Control');
      expect(await page.$eval('textarea', (area) => area.value)).not.toBe('x^2+y^2');
    });
  });
});

describe('links carry the view', () => {
  test('scale and selection are states to go back to; scrubbing is not, but settles', async () => {
    await visit(LINK, async ({ page, complaints }) => {
      await outcome(page);
      const first = await entries(page);
      await page.click('.scale label:nth-child(2) input');
      await addressHolds(page, 'scale=log');
      expect(await entries(page)).toBe(first + 1);
      await page.click('.chip');
      await addressHolds(page, 'scale=log&select=0');
      expect(await entries(page)).toBe(first + 2);
      await page.focus('.transport input[type=range]');
      await page.keyboard.press('Home');
      for (let i = 0; i < 6; i += 1) await page.keyboard.press('ArrowRight');
      await addressHolds(page, 'scale=log&at=6&select=0');
      expect(await entries(page)).toBe(first + 2);
      await page.goBack();
      await page.waitForFunction(() => location.hash.endsWith('scale=log'));
      await page.waitForSelector('.chip[aria-pressed=false]');
      await page.goBack();
      await page.waitForFunction((link) => location.hash === link, {}, LINK);
      await page.goForward();
      await page.goForward();
      await addressHolds(page, `${LINK}&scale=log&at=6&select=0`);
      await page.waitForFunction(() =>
        /step 6 of/.test(document.querySelector('output.step')?.textContent ?? ''),
      );
      expect(complaints).toEqual([]);
    });
  });

  test('every key beside the spec is read and written back', async () => {
    const link = `${LINK}&scale=log&at=3&select=1&lambda=-2,14`;
    await visit(link, async ({ page, complaints }) => {
      await outcome(page);
      expect(await hashOf(page)).toBe(link);
      await page.click('.scale label:first-child input');
      await addressHolds(page, `${LINK}&at=3&select=1&lambda=-2,14`);
      expect(complaints).toEqual([]);
    });
  });

  test('a drag is one entry however often it rests', async () => {
    await visit(LINK, async ({ page }) => {
      await outcome(page);
      const before = await entries(page);
      const { x, y } = await middleOf(page, '.start .ring');
      await page.mouse.move(x, y);
      await page.mouse.down();
      for (let i = 1; i <= 3; i += 1) {
        const old = await hashOf(page);
        await page.mouse.move(x - 20 * i, y + 5 * i, { steps: 4 });
        await page.waitForFunction((link) => location.hash !== link, {}, old);
      }
      await page.mouse.up();
      expect(await entries(page)).toBe(before + 1);
    });
  });
});

describe('playback', () => {
  test('has a pace, which goes on from where it stands', async () => {
    await visit(LINK, async ({ page }) => {
      await outcome(page);
      await page.select('.pace', '0.25');
      await page.click('[aria-label=play]');
      await page.waitForSelector('[aria-label=pause]');
      await page.select('.pace', '4');
      expect(await page.$eval('.pace', (pace) => (pace as HTMLSelectElement).value)).toBe('4');
      await page.waitForSelector('[aria-label=play]');
      expect(await textOf(page, 'output.step')).toMatch(/^step (\d+) of \1$/);
    });
  });
});

describe('the help', () => {
  test('lists every gesture, closes by Escape and gives the focus back', async () => {
    await visit('.', async ({ page, complaints }) => {
      await outcome(page);
      await focus(page, '.start');
      await page.keyboard.press('?');
      await page.waitForSelector('dialog.help[open]');
      const table = await textOf(page, 'dialog.help');
      for (const words of ['drag with two fingers', 'Shift and an arrow', 'Ctrl+Shift+Z', 'Delete'])
        expect(table).toContain(words);
      expect(await faults(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => !document.querySelector('dialog.help[open]'));
      expect(await page.evaluate(() => document.activeElement?.classList.contains('start'))).toBe(
        true,
      );
      await page.click('.help-button');
      await page.waitForSelector('dialog.help[open]');
      expect(complaints).toEqual([]);
    });
  });

  test('leaves a question mark in a text alone', async () => {
    await visit('#v=1&f=expr:x^2&o=gd:alpha=0.1&start=1,1', async ({ page }) => {
      await outcome(page);
      await page.waitForSelector('textarea');
      await page.type('textarea', '?');
      expect(await page.$('dialog.help[open]')).toBeNull();
    });
  });
});

/** Presses Tab until an element has the focus. */
async function tabTo(page: Page, selector: string, backwards = false): Promise<void> {
  if (backwards) await page.keyboard.down('Shift');
  for (let i = 0; i < 120; i += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) {
      if (backwards) await page.keyboard.up('Shift');
      return;
    }
  }
  throw new Error(`no way by Tab to ${selector}`);
}

test('all of it by keyboard alone: choose, type a function, set a start, run, scrub, read', async () => {
  await visit('.', async ({ page, complaints }) => {
    await outcome(page);
    await tabTo(page, 'es-plane-controls select');
    await page.keyboard.type('ring');
    await addressHolds(page, 'f=ring');
    await tabTo(page, 'button.quiet');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.matches('textarea'));
    await page.keyboard.down('Control');
    await page.keyboard.press('a');
    await page.keyboard.up('Control');
    await page.keyboard.type('(x^2-1)^2 + a*y^2');
    await addressHolds(page, 'f=expr:(x^2-1)^2%20%2B%20a*y^2&p.a=1');
    await tabTo(page, 'es-function-editor input[type=range]');
    await page.keyboard.press('ArrowRight');
    await addressHolds(page, 'p.a=1.0');
    await tabTo(page, '.overlay', true);
    const before = await page.$$eval('.start', (all) => all.length);
    await page.keyboard.press('Enter');
    await starts(page, before + 1);
    await announced(page, `Added: start ${before + 1} at x 0, y 0`);
    await page.waitForFunction(() => document.activeElement?.matches('.start'));
    for (let i = 0; i < 6; i += 1) await page.keyboard.press('ArrowRight');
    await announced(page, `Moved: start ${before + 1} at x 0.`);
    await tabTo(page, '.transport .play');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[aria-label=play]');
    await tabTo(page, '.transport input[type=range]');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await addressHolds(page, 'at=1');
    await page.keyboard.press('End');
    expect(await outcome(page)).toMatch(/settled at .*λ = 8/);
    await tabTo(page, '.disclose');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.record');
    expect(await textOf(page, '.record')).toMatch(/verdict ?✓/);
    expect(complaints).toEqual([]);
  });
});
