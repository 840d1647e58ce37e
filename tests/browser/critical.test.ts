import type { Page } from 'puppeteer-core';
import { describe, expect, inject, test } from 'vitest';
import { addressHolds, faults, middleOf, outcome, textOf, type } from './explore.ts';
import { visit } from './page.ts';

const TWO_WELLS = '#v=1&f=two-wells&o=gd:alpha=0.16&o=usam:alpha=0.16:rho=0.2&start=0.7,0.8';

/** The marks as they are told, from left to right. */
const marks = (page: Page): Promise<string[]> =>
  page.$$eval('.point', (points) => points.map((one) => one.getAttribute('aria-label') ?? ''));

/** How each mark is filled: by the filter shown. */
const fills = (page: Page): Promise<string[]> =>
  page.$$eval('.point', (points) =>
    points.map((one) => {
      if (one.querySelector('.glyph.admitted')) return 'filled';
      return one.querySelector('.glyph-dot') ? 'dotted' : 'hollow';
    }),
  );

const fillsBecome = (page: Page, wanted: readonly string[]): Promise<void> =>
  expect.poll(() => fills(page), { timeout: 10_000 }).toEqual(wanted);

/** Inked pixels of the hatch between two shares of the map's width. */
const hatchInk = (page: Page, from = 0, to = 1): Promise<number> =>
  page.$eval(
    'canvas.hatch',
    (canvas, from, to) => {
      const { width, height } = canvas as HTMLCanvasElement;
      // Read from a copy, so that the page's own canvas stays as it is.
      const copy = new OffscreenCanvas(width, height).getContext('2d', {
        willReadFrequently: true,
      });
      copy?.drawImage(canvas as HTMLCanvasElement, 0, 0);
      const left = Math.round(from * width);
      const pixels = copy?.getImageData(left, 0, Math.round(to * width) - left, height).data ?? [];
      let ink = 0;
      for (let i = 3; i < pixels.length; i += 4) ink += (pixels[i] as number) > 0 ? 1 : 0;
      return ink;
    },
    from,
    to,
  );

const focus = (page: Page, selector: string): Promise<void> =>
  page.$eval(selector, (element) => (element as SVGElement | HTMLElement).focus());

const told = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => document.querySelector('es-critical .critical-words'));

describe('marks', () => {
  test('are filled where the filter shown admits the point, and follow the step size', async () => {
    await visit(TWO_WELLS, async ({ page, complaints }) => {
      await outcome(page);
      expect(await marks(page)).toEqual([
        'minimum (−1, 0), f = 0, λ = 1 and 1; gd: admitted, usam: admitted',
        'saddle (0.282, 0), f = 0.4976, λ = −2.811 and 1; gd: blocked, usam: blocked',
        'minimum (1, 0), f = 0, λ = 1 and 10; gd: admitted, usam: blocked',
      ]);
      expect(await fills(page)).toEqual(['filled', 'hollow', 'filled']);
      // To the right by keys, as a drag does: 0.2 is passed.
      await page.focus('input[type=range][aria-label="gd step α"]');
      for (let i = 0; i < 12; i += 1) await page.keyboard.press('ArrowRight');
      await fillsBecome(page, ['filled', 'hollow', 'hollow']);
      expect((await marks(page))[2]).toContain('gd: blocked');
      expect(complaints).toEqual([]);
    });
  });

  test('show another filter by choice, and the link keeps it', async () => {
    await visit(TWO_WELLS, async ({ page }) => {
      await outcome(page);
      await page.select('.key select', '1');
      await fillsBecome(page, ['filled', 'hollow', 'hollow']);
      await addressHolds(page, 'select=1');
      await page.select('.key select', '');
      await fillsBecome(page, ['filled', 'hollow', 'filled']);
    });
  });

  test('of a rule without a filter are undecided, in words too', async () => {
    await visit('#v=1&f=two-wells&o=sam:alpha=0.05:rho=0.1&start=0.7,0.8', async ({ page }) => {
      await outcome(page);
      expect(await fills(page)).toEqual(['dotted', 'dotted', 'dotted']);
      expect(await textOf(page, '.key')).toContain('sam has no filter for the Hessian');
      expect(await hatchInk(page)).toBe(0);
    });
  });

  test('are reached by keys, and Escape puts their card away', async () => {
    await visit(TWO_WELLS, async ({ page, complaints }) => {
      await outcome(page);
      expect(await page.$$eval('.point[tabindex="0"]', (stops) => stops.length)).toBe(1);
      await focus(page, '.point[tabindex="0"]');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      await page.waitForSelector('.card');
      const card = await textOf(page, '.card');
      expect(card).toContain('Minimum (1, 0)');
      expect(card).toContain('1.6 ≤ 2 ✓');
      expect(card).toContain('4.8 > 2 ✕');
      expect(await page.$$eval('.ellipse', (all) => all.length)).toBe(1);
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => !document.querySelector('.card'));
      expect(await page.$('.ellipse')).toBeNull();
      await page.keyboard.press('Enter');
      await page.waitForSelector('.card');
      expect(complaints).toEqual([]);
    });
  });

  test('leave the starts their drags and the plane its clicks', async () => {
    const link = '#v=1&f=two-wells&o=gd:alpha=0.16&start=1,0.02';
    await visit(link, async ({ page }) => {
      await outcome(page);
      // The start lies on the minimum: a drag from there is the start's.
      const { x, y } = await middleOf(page, '.start .ring');
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x - 80, y - 60, { steps: 6 });
      await page.mouse.up();
      await page.waitForFunction((old) => location.hash !== old, {}, link);
      // A click on a mark sets none, one 40 pixels beside it does.
      const saddle = await middleOf(page, '.point[data-point="1"] .glyph');
      await page.mouse.click(saddle.x, saddle.y);
      await page.waitForSelector('.card');
      expect(await page.$$eval('.start', (all) => all.length)).toBe(1);
      await page.mouse.click(saddle.x, saddle.y + 40);
      await page.waitForFunction(() => document.querySelectorAll('.start').length === 2);
    });
  });

  test('a card never lies on its point, on a desk or on a phone', async () => {
    for (const width of [1280, 390])
      await visit(TWO_WELLS, async ({ page }) => {
        await page.setViewport({ width, height: 800 });
        await outcome(page);
        for (const index of [0, 1, 2]) {
          await focus(page, `.point[data-point="${index}"]`);
          await page.waitForSelector('.card');
          const clear = await page.evaluate((i) => {
            const card = document.querySelector('.card')?.getBoundingClientRect();
            const mark = document
              .querySelector(`.point[data-point="${i}"] .glyph`)
              ?.getBoundingClientRect();
            if (!card || !mark) return false;
            const inside = card.left >= 0 && card.right <= innerWidth;
            const apart =
              mark.right < card.left ||
              mark.left > card.right ||
              mark.bottom < card.top ||
              mark.top > card.bottom;
            return inside && apart;
          }, index);
          expect(clear, `point ${index} at ${width} pixels`).toBe(true);
        }
      });
  });
});

describe('the table', () => {
  test('says what the marks say, and both point at each other', async () => {
    await visit(TWO_WELLS, async ({ page, complaints }) => {
      await outcome(page);
      await told(page);
      expect(await textOf(page, '.critical-words')).toBe('2 minima, 1 saddle.');
      const rows = await page.$$eval('.critical tbody tr', (all) =>
        all.map((row) => [...row.children].map((cell) => (cell.textContent ?? '').trim())),
      );
      expect(rows).toEqual([
        ['', '−1', '0', '0', '1', '1', '✓', '✓'],
        ['', '1', '0', '0', '1', '10', '✓', '✕'],
        ['', '0.282', '0', '0.498', '−2.81', '1', '✕', '✕'],
      ]);
      await focus(page, '.critical tbody tr button');
      await page.waitForSelector('.point.pointed[data-point="0"]');
      await page.waitForSelector('.card');
      expect(await textOf(page, '.card')).toContain('Minimum (−1, 0)');
      await focus(page, '.point[data-point="1"]');
      await page.waitForFunction(
        () =>
          document.querySelector('.critical tr.pointed')?.textContent?.includes('0.282') === true,
      );
      expect(complaints).toEqual([]);
    });
  });

  test.each([
    ['ring', /^1 maximum\. And a continuum: curves or regions/],
    ['expr:7', /^No isolated points: the gradient vanishes along a curve or on a whole region/],
    ['expr:x%2By', /^None in this window: the gradient vanishes nowhere here\.$/],
    ['booth&window=0,1e-12,0,1e-12', /^None in this window/],
    ['booth&window=-1e12,1e12,-1e12,1e12', /^1 minimum\.$/],
    ['expr:sin(50*x)*sin(50*y)', /^At least 400 points: .*The search stopped there\.$/],
  ])('of %s has its words, and nothing hangs', async (f, words) => {
    const [name, ...more] = f.split('&');
    const link = ['#v=1', `f=${name}`, 'o=gd:alpha=0.1', ...more].join('&');
    await visit(link, async ({ page, complaints }) => {
      await told(page);
      await page.waitForFunction(
        () => !document.querySelector('.critical-words')?.textContent?.includes('Looking'),
      );
      expect(await textOf(page, '.critical-words')).toMatch(words);
      expect(complaints).toEqual([]);
    });
  });
});

describe('the forbidden region', () => {
  test('grows with the step size while it is dragged, and comes to rest finely traced', async () => {
    await visit(TWO_WELLS, async ({ page, complaints }) => {
      await outcome(page);
      await expect.poll(() => hatchInk(page)).toBeGreaterThan(0);
      const before = await hatchInk(page);
      await page.focus('input[type=range][aria-label="gd step α"]');
      for (let i = 0; i < 20; i += 1) await page.keyboard.press('ArrowRight');
      await expect.poll(() => hatchInk(page), { timeout: 10_000 }).toBeGreaterThan(before * 1.02);
      expect(complaints).toEqual([]);
    });
  });

  test('leaves holes alone, and the map shows them', async () => {
    const link = '#v=1&f=expr:x*log(x)%2By^2/2&o=gd:alpha=0.8&window=-1,1,-1,1';
    await visit(link, async ({ page, complaints }) => {
      // Forbidden from the hole's edge at x = 0 to x = 0.4; to the left there is nothing to forbid.
      await expect.poll(() => hatchInk(page, 0.55, 0.65)).toBeGreaterThan(0);
      expect(await hatchInk(page, 0.1, 0.45)).toBe(0);
      expect(await hatchInk(page, 0.75, 0.9)).toBe(0);
      expect(await textOf(page, '.words')).toMatch(/f is not finite on [\d ]+ cells/);
      expect(complaints).toEqual([]);
    });
  });
});

describe('ticks', () => {
  test('say where a point is lost, are reached by keys, and set the value', async () => {
    await visit(TWO_WELLS, async ({ page, complaints }) => {
      await outcome(page);
      const names = () =>
        page.$$eval('.optimizer:first-child .tick', (ticks) =>
          ticks.map((tick) => tick.getAttribute('aria-label')),
        );
      expect(await names()).toEqual([
        'α = 0.2: gd stops admitting the minimum (1, 0)',
        'α = 2: gd stops admitting the minimum (−1, 0)',
      ]);
      await focus(page, '.optimizer:first-child .tick');
      expect(await textOf(page, '.means')).toBe('α = 0.2: gd stops admitting the minimum (1, 0)');
      await page.keyboard.press('Enter');
      await addressHolds(page, 'o=gd:alpha=0.2&');
      // On the edge itself nothing is decided.
      await fillsBecome(page, ['filled', 'hollow', 'dotted']);
      await type(page, 'gd step α', '0.201');
      await fillsBecome(page, ['filled', 'hollow', 'hollow']);
      expect(complaints).toEqual([]);
    });
  });
});

test.each(['light', 'dark'])('axe finds nothing with a card open, %s', async (scheme) => {
  await visit('about:blank', async ({ page }) => {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.goto(inject('address') + TWO_WELLS);
    await outcome(page);
    await focus(page, '.point[tabindex="0"]');
    await page.waitForSelector('.card');
    await page.$eval('es-critical', (table) => table.scrollIntoView());
    await told(page);
    expect(await faults(page)).toEqual([]);
  });
});
