// The Filter view and its panel beside the other pictures: what they show, and what a person moves there.

import type { Page } from 'puppeteer-core';
import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../web/src/generated/types.ts';
import { addressHolds, follow, hashOf, middleOf, textOf, type } from './explore.ts';
import { visit } from './page.ts';

const THREE =
  '#v=1&view=filter&f=two-wells&o=gd:alpha=0.16&o=usam:alpha=0.16:rho=0.2&o=husam:alpha=0.16:rho=0.02&start=0.7,0.8';

/** Waits for the equalizer, with the levels of runs that have ended. */
async function equalizer(page: Page): Promise<void> {
  await page.waitForSelector('main > * > es-status > :not(:empty)');
  await page.waitForSelector('.equalizer .knob');
}

const attributes = (page: Page, selector: string, name: string): Promise<(string | null)[]> =>
  page.$$eval(selector, (all, key) => all.map((one) => one.getAttribute(key)), name);

/** Focuses a part of the picture, which puppeteer's own does not. */
const focus = (page: Page, selector: string): Promise<void> =>
  page.$eval(selector, (part) => (part as SVGElement).focus());

const knob = (optimizer: number): string => `.knob[data-knob="${optimizer}"]`;

/** Numbers of an SVG attribute of all elements. */
const numbers = async (page: Page, selector: string, name: string): Promise<number[]> =>
  (await attributes(page, selector, name)).map(Number);

describe('the view', () => {
  test('shows each passband as bars, its bound by value and by formula', async () => {
    await visit(THREE, async ({ page, complaints }) => {
      await equalizer(page);
      expect(await attributes(page, '.knob', 'aria-valuetext')).toEqual([
        '12.5, at α = 0.16',
        '5.792, at α = 0.16',
        '6.641, at α = 0.16',
      ]);
      const bars = await page.$$eval('.lane', (lanes) =>
        lanes.map((lane) => lane.querySelectorAll('.band').length),
      );
      // usam has a band below zero, husam has none: that tells them apart.
      expect(bars).toEqual([1, 2, 1]);
      await page.waitForSelector('.bound-label math');
      expect(await page.$$('.bound-label math')).toHaveLength(3);
      expect(await textOf(page, 'table.filters')).toContain('[−10.8, −5] ∪ [0, 5.79]');
      expect(await page.$('table.filters merror')).toBeNull();
      expect(complaints).toEqual([]);
    });
  });

  test('the bar ends, the knob stands and the curve crosses 1 at the pixel of the bound', async () => {
    await visit(THREE, async ({ page }) => {
      await equalizer(page);
      const [x0, x1] = [-12, 15];
      const plane = await page.$eval('.equalizer .plane', (rect) => ({
        left: Number(rect.getAttribute('x')),
        width: Number(rect.getAttribute('width')),
      }));
      const bounds = await numbers(page, '.knob', 'aria-valuenow');
      const knobs = await attributes(page, '.knob', 'transform');
      const one = (await numbers(page, '.equalizer .one', 'y1'))[0] as number;
      const curves = await attributes(page, '.curve[clip-path*="low"]', 'd');
      bounds.forEach((bound, i) => {
        const pixel = plane.left + (plane.width * (bound - x0)) / (x1 - x0);
        const at = Number(/translate\(([\d.]+),/.exec(knobs[i] ?? '')?.[1]);
        expect(Math.abs(at - pixel)).toBeLessThan(0.01);
        const points = [...(curves[i] ?? '').matchAll(/[ML]([-\d.]+),([-\d.]+)/g)];
        const crossing = points.find(([, x]) => Math.abs(Number(x) - pixel) <= 0.01);
        expect(Math.abs(Number(crossing?.[2]) - one)).toBeLessThanOrEqual(0.01);
      });
    });
  });

  test('levels are the eigenvalues of the records, each with its verdict', async () => {
    await visit(THREE, async ({ page }) => {
      await equalizer(page);
      const heads = await page.$$eval('.head', (all) =>
        all.map((head) => ({
          optimizer: Number(head.getAttribute('data-optimizer')),
          value: Number(head.getAttribute('data-value')),
          mark: head.getAttribute('data-mark'),
        })),
      );
      const known = await page.evaluate(() =>
        (
          document.querySelector('es-app') as unknown as {
            state: { runs: { record: RunRecord }[] };
          }
        ).state.runs.map(({ record }) => record.eigenvalues.map(({ value }) => value)),
      );
      expect(known[0]).toEqual([1, 10]);
      for (const { optimizer, value, mark } of heads) {
        expect(known[optimizer]).toContain(value);
        expect(mark).toBe('inside');
      }
      expect(new Set(heads.map(({ optimizer }) => optimizer))).toEqual(new Set([0, 1, 2]));
    });
  });

  test('the levels move with the scrubber', async () => {
    await visit(THREE, async ({ page }) => {
      await equalizer(page);
      const ended = await attributes(page, '.head', 'data-value');
      await page.focus('.transport input');
      await page.keyboard.press('Home');
      await page.waitForSelector('.head[data-mark=passing]');
      const begun = await attributes(page, '.head[data-mark=passing]', 'data-value');
      expect(begun).not.toEqual(ended);
      await page.keyboard.press('ArrowRight');
      await page.waitForFunction(
        (before) =>
          document.querySelector('.head[data-mark=passing]')?.getAttribute('data-value') !== before,
        {},
        begun[0] ?? '',
      );
    });
  });

  test('a run that ended outside is told so, eigenvalue by eigenvalue', async () => {
    const exception = '#v=1&view=filter&f=saddle-trap&o=gd:alpha=0.1&start=1,0';
    await visit(exception, async ({ page }) => {
      await equalizer(page);
      const marks = await page.$$eval('.head', (heads) =>
        heads.map((head) => [head.getAttribute('data-value'), head.getAttribute('data-mark')]),
      );
      expect(marks).toEqual([
        ['-1', 'outside'],
        ['1', 'inside'],
      ]);
    });
  });
});

describe('a bound', () => {
  test('is dragged: the step size in the address follows, and back undoes it', async () => {
    await visit(THREE, async ({ page, complaints }) => {
      await equalizer(page);
      const before = await numbers(page, '.knob', 'aria-valuenow');
      const { x, y } = await middleOf(page, `${knob(1)} .cap`);
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + 60, y, { steps: 6 });
      await page.waitForFunction(() => !location.hash.includes('usam:alpha=0.16:rho=0.2'));
      const after = await numbers(page, '.knob', 'aria-valuenow');
      expect(after[1]).toBeGreaterThan((before[1] ?? 0) + 2);
      expect(after[0]).toBe(before[0]);
      // The axis stands still under the hand, and the knob is in it.
      const held = await middleOf(page, `${knob(1)} .cap`);
      expect(Math.abs(held.x - (x + 60))).toBeLessThan(1.5);
      await page.mouse.up();
      await page.goBack();
      await addressHolds(page, 'usam:alpha=0.16:rho=0.2');
      expect(complaints).toEqual([]);
    });
  });

  test('is moved by keys, and says where it is', async () => {
    await visit(THREE, async ({ page }) => {
      await equalizer(page);
      await focus(page, knob(0));
      await page.keyboard.press('ArrowRight');
      await page.waitForFunction(() => !location.hash.includes('gd:alpha=0.16&'));
      const [bound] = await numbers(page, '.knob', 'aria-valuenow');
      // One percent of the axis from −12 to 15.
      expect(bound).toBeCloseTo(12.77, 2);
      expect(await page.evaluate(() => document.activeElement?.getAttribute('data-knob'))).toBe(
        '0',
      );
      await page.keyboard.press('PageDown');
      await page.waitForFunction(
        () => Number(document.querySelector('.knob')?.getAttribute('aria-valuenow')) < 11,
      );
      expect(await hashOf(page)).toContain('view=filter');
    });
  });

  test('beside the map it moves, too, and the runs with it', async () => {
    const link = THREE.replace('&view=filter', '');
    await visit(link, async ({ page, complaints }) => {
      await equalizer(page);
      await focus(page, knob(0));
      expect(await textOf(page, 'es-sentence .sentence')).toContain('gd settled at (1, 0)');
      // Half of gd's bound is gone: the sharp well's λ = 10 lies above it.
      await page.keyboard.press('PageDown');
      await page.keyboard.press('PageDown');
      await page.waitForFunction(() => {
        const told = document.querySelector('es-sentence .sentence:not(.stale)')?.textContent;
        return told !== undefined && told !== null && !told.includes('gd settled at (1, 0)');
      });
      expect(complaints).toEqual([]);
    });
  });

  test('follows the sliders beside it', async () => {
    await visit(THREE, async ({ page }) => {
      await equalizer(page);
      await type(page, 'gd step α', '0.2');
      await page.waitForFunction(
        () => document.querySelector('.knob')?.getAttribute('aria-valuenow') === '10',
      );
    });
  });
});

describe('rules of their own kind', () => {
  test('sam has no fixed filter: the page says why, and the running one is drawn', async () => {
    const link = '#v=1&view=filter&f=two-wells&o=sam:alpha=0.16:rho=0.1&start=0.7,0.8&at=3';
    await visit(link, async ({ page, complaints }) => {
      await page.waitForSelector('main > * > es-status > :not(:empty)');
      await page.waitForSelector('.curve.running');
      expect(await page.$('.knob')).toBeNull();
      expect(await textOf(page, 'es-filter .note')).toContain('sam has no fixed filter');
      const running = await attributes(page, '.curve.running', 'd');
      await page.focus('.transport input');
      await page.keyboard.press('ArrowRight');
      await page.waitForFunction(
        (before) => document.querySelector('.curve.running')?.getAttribute('d') !== before,
        {},
        running[0] ?? '',
      );
      expect(complaints).toEqual([]);
    });
  });

  test('adam’s levels are eigenvalues of P⁻¹H, and the axis says so', async () => {
    const link = '#v=1&view=filter&f=two-wells&o=adam:alpha=0.01&start=0.7,0.8';
    await visit(link, async ({ page }) => {
      await equalizer(page);
      expect(await textOf(page, '.equalizer')).toContain('eigenvalue μ of P⁻¹H');
      const known = await page.evaluate(() =>
        (
          document.querySelector('es-app') as unknown as {
            state: { runs: { record: RunRecord }[] };
          }
        ).state.runs[0]?.record.preconditioned_eigenvalues?.map(({ value }) => value),
      );
      const heads = await numbers(page, '.head', 'data-value');
      expect(heads.length).toBeGreaterThan(0);
      for (const value of heads) expect(known).toContain(value);
      expect(await attributes(page, '.head', 'data-mark')).not.toContain('inside');
    });
  });

  test('usam2-chained shows its lone point', async () => {
    const link = '#v=1&view=filter&f=two-wells&o=usam2-chained:alpha=0.16:rho=0.2&start=0.7,0.8';
    await visit(link, async ({ page }) => {
      await equalizer(page);
      expect(await attributes(page, '.lone-point', 'data-value')).toEqual(['-5']);
      expect(await page.$$('.lane .band')).toHaveLength(1);
      expect(await textOf(page, 'table.filters')).toContain('and the point −5');
    });
  });
});

describe('the axis', () => {
  test('is zoomed by keys and the wheel, stands in the link, and comes back from it', async () => {
    await visit(THREE, async ({ page, complaints }) => {
      await equalizer(page);
      await focus(page, '.equalizer');
      await page.keyboard.press('+');
      await addressHolds(page, 'lambda=');
      const zoomed = await hashOf(page);
      const label = await attributes(page, '.equalizer', 'aria-label');
      const { x, y } = await middleOf(page, '.equalizer .plane');
      await page.mouse.move(x, y - 60);
      await page.keyboard.down('Control');
      await page.mouse.wheel({ deltaY: -100 });
      await page.keyboard.up('Control');
      await page.waitForFunction((before) => location.hash !== before, {}, zoomed);
      await focus(page, '.equalizer');
      await page.keyboard.press('0');
      await page.waitForFunction(() => !location.hash.includes('lambda='));
      await follow(page, zoomed);
      await page.waitForFunction(
        (wanted) => document.querySelector('.equalizer')?.getAttribute('aria-label') === wanted,
        {},
        label[0] ?? '',
      );
      expect(complaints).toEqual([]);
    });
  });

  test('is dragged', async () => {
    await visit(THREE, async ({ page }) => {
      await equalizer(page);
      const { x, y } = await middleOf(page, '.equalizer .plane');
      await page.mouse.move(x, y - 100);
      await page.mouse.down();
      await page.mouse.move(x - 80, y - 100, { steps: 5 });
      await page.mouse.up();
      await addressHolds(page, 'lambda=');
      const range = /lambda=([-\d.]+),([-\d.]+)/.exec(await hashOf(page));
      expect(Number(range?.[1])).toBeGreaterThan(-12);
      expect(Number(range?.[2]) - Number(range?.[1])).toBeCloseTo(27, 1);
    });
  });

  test('is stretched by two fingers', async () => {
    await visit(THREE, async ({ page, complaints }) => {
      await page.setViewport({ width: 390, height: 844, hasTouch: true, isMobile: true });
      await equalizer(page);
      const { x, y } = await middleOf(page, '.equalizer .one');
      const one = await page.touchscreen.touchStart(x - 40, y);
      const other = await page.touchscreen.touchStart(x + 40, y);
      await one.move(x - 80, y);
      await other.move(x + 80, y);
      await one.end();
      await other.end();
      await addressHolds(page, 'lambda=');
      const range = /lambda=([-\d.]+),([-\d.]+)/.exec(await hashOf(page));
      expect(Number(range?.[2]) - Number(range?.[1])).toBeCloseTo(27 / 2, 0);
      expect(complaints).toEqual([]);
    });
  });

  test('is typed, and a wrong end is named', async () => {
    await visit(THREE, async ({ page, complaints }) => {
      await equalizer(page);
      await type(page, 'to', '-20');
      await page.waitForSelector('es-filter .error');
      expect(await textOf(page, 'es-filter .error')).toContain('lambda');
      expect(await hashOf(page)).not.toContain('lambda');
      await type(page, 'to', '20');
      await addressHolds(page, 'lambda=-12,20');
      expect(await page.$('es-filter .error')).toBeNull();
      expect(complaints).toEqual([]);
    });
  });
});

describe('a network', () => {
  const link = '#v=1&view=filter&net=chebyshev&layers=8&o=gd:alpha=0.1&steps=60';

  test('without a run has curves and no levels; trained it has, and keeps them in other views', async () => {
    await visit(link, async ({ page, complaints }) => {
      await page.waitForSelector('.equalizer .knob');
      expect(await page.$('.head')).toBeNull();
      expect(await textOf(page, '.how')).toContain('Train the network');
      await page.click('.training .primary');
      await page.waitForSelector('main > * > es-status > :not(:empty)');
      const marks = await attributes(page, '.head', 'data-mark');
      expect(marks).toEqual(['reading', 'reading']);
      const heads = await attributes(page, '.head', 'data-value');
      await follow(page, link.replace('&view=filter', ''));
      await page.waitForSelector('es-network .head');
      expect(await attributes(page, '.head', 'data-value')).toEqual(heads);
      expect(complaints).toEqual([]);
    });
  });
});
