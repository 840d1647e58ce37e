// Looking back along a training, and going on with it.

import type { Page } from 'puppeteer-core';
import { describe, expect, test } from 'vitest';
import { addressHolds, outcome, textOf } from './explore.ts';
import { visit } from './page.ts';

const LINK =
  '#v=1&net=chebyshev&layers=8&act=tanh&o=gd:alpha=0.2&o=usam2:alpha=0.2:rho=0.05&steps=300&every=20';

const slider = 'es-scrubber input[type=range]';

/** Everything the table says of the runs, fingerprints included. */
const table = (page: Page): Promise<string> => textOf(page, 'table.full tbody');

async function press(page: Page, text: string): Promise<void> {
  await page.waitForFunction(
    (text) =>
      [...document.querySelectorAll<HTMLButtonElement>('.training button')].some(
        (button) => button.textContent?.includes(text) && !button.disabled,
      ),
    {},
    text,
  );
  await page.evaluate((text) => {
    [...document.querySelectorAll<HTMLButtonElement>('.training button')]
      .find((button) => button.textContent?.includes(text))
      ?.click();
  }, text);
}

const phase = (page: Page, words: string): Promise<unknown> =>
  page.waitForFunction(
    (words) => document.querySelector('.training .left')?.textContent?.includes(words),
    {},
    words,
  );

/**
 * Presses a button and waits until the training that it begins has ended. What was said of the
 * training before stands until the page is drawn again: it must have gone first.
 */
async function trained(page: Page, text: string): Promise<void> {
  const began = await page.evaluateHandle(() => {
    const left = (): string => document.querySelector('.training .left')?.textContent ?? '';
    const before = left();
    const gone = new Promise<void>((resolve) => {
      new MutationObserver((_, observer) => {
        if (left() === before) return;
        observer.disconnect();
        resolve();
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    // In an object: a promise alone would be awaited here.
    return { gone };
  });
  await press(page, text);
  await began.evaluate(({ gone }) => gone);
  await phase(page, 'ended');
}

/** Where the cursor of each chart stands, in pixels, once all have been laid out. */
async function cursors(page: Page): Promise<number[]> {
  await page.waitForFunction(() => {
    const lines = [...document.querySelectorAll('.plots .u-cursor-x')];
    return lines.length > 0 && lines.every((line) => line.getBoundingClientRect().left > 0);
  });
  return page.$$eval('.plots .u-cursor-x', (lines) =>
    lines.map((line) => Math.round(line.getBoundingClientRect().left)),
  );
}

test('the slider is the cursor of all charts and of the table, by hand and by keyboard', async () => {
  await visit(LINK, async ({ page, complaints }) => {
    await outcome(page);
    const newest = await cursors(page);
    expect(new Set(newest).size).toBe(1);
    await page.focus(slider);
    await page.keyboard.press('Home');
    await addressHolds(page, 'at=0');
    for (let press = 0; press < 21; press++) await page.keyboard.press('ArrowRight');
    await addressHolds(page, 'at=21');
    expect(await textOf(page, 'es-charts thead')).toContain('at step 21');
    expect(await textOf(page, 'es-charts tbody th')).toBe('gd at 20');
    const there = await cursors(page);
    expect(new Set(there).size).toBe(1);
    expect(there[0]).toBeLessThan(newest[0] as number);
    await page.keyboard.press('End');
    expect(await textOf(page, 'es-charts thead')).toContain('now');
    expect(complaints).toEqual([]);
  });
});

test('charts that are shown once, at the end, have their cursor there', async () => {
  await visit(LINK, async ({ page }) => {
    await outcome(page);
    const there = await cursors(page);
    // Made anew in a page where nothing changes any more.
    await page.evaluate(() => {
      const charts = document.querySelector('es-charts');
      if (!charts) throw new Error('there are no charts');
      const { state, looks, describedBy } = charts;
      const copy = Object.assign(document.createElement('es-charts'), {
        state,
        looks,
        describedBy,
      });
      charts.replaceWith(copy);
    });
    expect(await cursors(page)).toEqual(there);
  });
});

test('a press in a chart moves the slider', async () => {
  await visit(LINK, async ({ page }) => {
    await outcome(page);
    const box = await (await page.$('.plots .u-over'))?.boundingBox();
    if (!box) throw new Error('no chart');
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    const step = Number(await page.$eval(slider, (input) => (input as HTMLInputElement).value));
    expect(Math.abs(step - 150)).toBeLessThan(5);
  });
});

describe('training goes on', () => {
  test('from a step that was gone back to, to the same bits', async () => {
    await visit(LINK, async ({ page, complaints }) => {
      await outcome(page);
      const first = await table(page);
      await page.focus(slider);
      await page.keyboard.press('Home');
      for (let press = 0; press < 7; press++) await page.keyboard.press('ArrowRight');
      await trained(page, 'Train on from step 7');
      expect(await table(page)).toBe(first);
      expect(complaints).toEqual([]);
    });
  });

  test('for more steps, as the link says, to the bits of the longer run', async () => {
    let longer = '';
    await visit(LINK.replace('steps=300', 'steps=600'), async ({ page }) => {
      await outcome(page);
      longer = await table(page);
    });
    await visit(LINK, async ({ page, complaints }) => {
      await outcome(page);
      await press(page, '300 more steps');
      await addressHolds(page, 'steps=600');
      await page.waitForFunction(
        (longer) =>
          document.querySelector('table.full tbody')?.textContent?.replace(/\s+/g, ' ').trim() ===
          longer.replace(/\s+/g, ' ').trim(),
        {},
        longer,
      );
      expect(complaints).toEqual([]);
    });
  });

  test('after a cancel, where it stood', async () => {
    await visit(LINK.replace('steps=300', 'steps=900000'), async ({ page }) => {
      await page.waitForFunction(() =>
        /step\s*[1-9]/.test(document.querySelector('.training .step')?.textContent ?? ''),
      );
      await press(page, 'Cancel');
      await phase(page, 'cancelled');
      await press(page, 'Go on');
      await page.waitForFunction(
        () => document.querySelector('.training .primary')?.textContent?.trim() === 'Pause',
      );
    });
  });
});

test('a new seed draws other weights, and is a step that can be undone', async () => {
  await visit(LINK, async ({ page }) => {
    await outcome(page);
    const first = await table(page);
    await press(page, 'New seed');
    await phase(page, 'not started');
    await addressHolds(page, 'seed=');
    await press(page, 'Train');
    await outcome(page);
    expect(await table(page)).not.toBe(first);
    await page.keyboard.down('Control');
    await page.keyboard.press('KeyZ');
    await page.keyboard.up('Control');
    await page.waitForFunction(() => !location.hash.includes('seed='));
  });
});

test('the axis may count gradients spent, and both axes be logarithmic', async () => {
  await visit(LINK, async ({ page, complaints }) => {
    await outcome(page);
    const before = await page.$$eval('.plots canvas', (all) => all.length);
    await page.select('.chart-choices select', 'gradients');
    expect(await textOf(page, '.chart-choices')).toContain('two gradients');
    expect(await page.$$eval('.plots canvas', (all) => all.length)).toBe(before);
    for (const box of await page.$$('.chart-choices input')) await box.click();
    expect(complaints).toEqual([]);
  });
});

describe('settings that cannot work', () => {
  test.each([
    ['objective.layers', '1000000', /layers.*4096|4\D?096/],
    ['objective.batch', '5000', /batch/],
  ])('%s = %s is refused in words, and what was trained stays', async (field, text, words) => {
    await visit(LINK, async ({ page }) => {
      await outcome(page);
      const trained = await table(page);
      const input = await page.$(`es-network-controls input[id$="${field}"]`);
      await input?.click({ count: 3 });
      await input?.type(text);
      await page.keyboard.press('Tab');
      await page.waitForSelector('es-network-controls .error');
      expect(await textOf(page, 'es-network-controls .error')).toMatch(words);
      expect(await table(page)).toBe(trained);
    });
  });

  test('a step size that explodes is told with its step, and its history stays', async () => {
    await visit(LINK.replace('gd:alpha=0.2', 'gd:alpha=1e4'), async ({ page, complaints }) => {
      expect(await outcome(page)).toMatch(/gd diverged at step \d+ \(.+\)/);
      await page.waitForFunction(
        () => document.querySelectorAll('es-charts tbody tr').length === 2,
      );
      expect(await textOf(page, 'es-charts tbody tr')).toMatch(/gd at [1-9]/);
      expect(complaints).toEqual([]);
    });
  });

  test('no hidden layers is a linear model, and works', async () => {
    await visit(
      '#v=1&net=digits&samples=40&layers=4&loss=ce&o=gd:alpha=0.1&steps=20',
      async ({ page }) => {
        expect(await outcome(page)).toContain('gd');
        const field = 'es-network-controls input[id$="objective.layers"]';
        await page.$eval(field, (input) => (input as HTMLInputElement).select());
        await page.keyboard.type('none\n');
        await addressHolds(page, 'layers=none');
        expect(await page.$eval(field, (input) => (input as HTMLInputElement).value)).toBe('none');
        await page.click('.training .primary');
        expect(await outcome(page)).toContain('gd');
      },
    );
  });
});

test('in f32, ascent steps too small to move a weight are told', async () => {
  const link = LINK.replace('&act', '&precision=f32&act').replace('rho=0.05', 'rho=1e-7');
  await visit(link, async ({ page }) => {
    await outcome(page);
    expect(await textOf(page, 'es-sentence')).toMatch(
      /In f32, rounding left [\d.]+ % of the coordinates unchanged/,
    );
  });
});

test('mini-batches: a badge, and a reading only', async () => {
  await visit(LINK.replace('&act', '&batch=5&act'), async ({ page }) => {
    await outcome(page);
    expect(await textOf(page, '.badges')).toContain('not deterministic');
    expect(await textOf(page, '.hypotheses')).toMatch(/deterministic map/);
  });
});
