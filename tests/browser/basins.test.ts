import type { Page } from 'puppeteer-core';
import { describe, expect, inject, test } from 'vitest';
import { main } from '../../web/src/terminal/main.ts';
import {
  BASINS_SWITCH,
  basinsSettled,
  faults,
  outcome,
  showBasins,
  textOf,
  type,
} from './explore.ts';
import { visit } from './page.ts';

const WELLS = '#v=1&f=two-wells&o=gd:alpha=0.16&o=usam:alpha=0.16:rho=0.2&start=0.7,0.8&steps=300';

interface Row {
  name: string;
  lambda: string;
  /** In percent, by optimizer. */
  shares: number[];
}

/** The legend as it is read, at one moment. */
const legend = (page: Page): Promise<Row[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('table.basins tbody tr')].map((tr) => {
      const [name = '', lambda = '', ...shares] = [...tr.children].map((cell) =>
        (cell.textContent ?? '').replace(/[\s\u202f]+/g, ' ').trim(),
      );
      const numbers = shares.map((text) => (/^\d/.test(text) ? Number.parseFloat(text) : 0));
      return { name, lambda, shares: numbers };
    }),
  );

/** Columns and rows of the map shown. */
async function size(page: Page): Promise<[number, number]> {
  const [, columns, rows] = /^(\d+) × (\d+)/.exec(await textOf(page, '.fineness')) ?? [];
  return [Number(columns), Number(rows)];
}

/** What the terminal program says of the same link in as many pixels. */
async function terminal(link: string, [columns, rows]: [number, number]) {
  const print = console.log;
  let text = '';
  console.log = (line: string) => {
    text += line;
  };
  try {
    expect(await main(['basins', link, `--size=${columns}x${rows}`, '--json'])).toBe(0);
  } finally {
    console.log = print;
  }
  return JSON.parse(text) as {
    optimizers: {
      classes: { kind: string; x: [number, number] | null; share: number }[];
      raster: number[][];
    }[];
  };
}

/** The plane's box on the screen. */
async function plane(page: Page) {
  const box = await (await page.$('.plane'))?.boundingBox();
  if (!box) throw new Error('there is no plane');
  return box;
}

/** Colours of the ground under points of the plane, given in shares of its width and height. */
const groundAt = (page: Page, ...points: [number, number][]): Promise<number[][]> =>
  page.$eval(
    'canvas.ground',
    (element, wanted) => {
      const { width, height } = element as HTMLCanvasElement;
      const context = (element as HTMLCanvasElement).getContext('2d');
      // All at once: the browser complains of reading twice.
      const bytes = context?.getImageData(0, 0, width, height).data ?? [];
      return wanted.map(([right, down]) => {
        const at = 4 * (Math.floor(down * height) * width + Math.floor(right * width));
        return [...bytes.slice(at, at + 4)];
      });
    },
    points,
  );

describe('the legend', () => {
  test('says what the terminal says of the same map, and each column sums to 100 %', async () => {
    await visit(WELLS, async ({ page, complaints }) => {
      await outcome(page);
      await showBasins(page);
      const rows = await legend(page);
      const { optimizers } = await terminal(WELLS, await size(page));
      optimizers.forEach(({ classes }, i) => {
        expect(rows.reduce((sum, row) => sum + (row.shares[i] ?? 0), 0)).toBeCloseTo(100, 9);
        const printed = rows.map((row) => row.shares[i] ?? 0).filter((own) => own > 0);
        const wanted = classes.map(({ share }) => 100 * share);
        expect(printed).toHaveLength(wanted.length);
        const byShare = (list: number[]) => [...list].sort((a, b) => a - b);
        byShare(printed).forEach((own, k) => {
          expect(Math.abs(own - (byShare(wanted)[k] as number))).toBeLessThan(0.1);
        });
      });
      // Only gd leads to the sharp well.
      const sharp = rows.find(({ name }) => name.includes('(1, 0)'));
      expect(sharp?.lambda).toBe('10');
      expect(sharp?.shares[0]).toBeGreaterThan(20);
      expect(sharp?.shares[1]).toBeLessThan(1);
      expect(complaints).toEqual([]);
    });
  });

  test('is read aloud once the maps stand still', async () => {
    await visit(WELLS, async ({ page }) => {
      await outcome(page);
      await showBasins(page);
      await page.waitForFunction(() =>
        [...document.querySelectorAll('main [role=status]')].some((status) =>
          /gd: [\d.]+\s%\slead to the .*\(−1, 0\).* diverge\. usam: /.test(
            status.textContent ?? '',
          ),
        ),
      );
    });
  });
});

describe('pixels', () => {
  test('a click runs the pixel’s start, to the bit, and it ends as the map says', async () => {
    await visit(WELLS, async ({ page, complaints }) => {
      await outcome(page);
      await showBasins(page);
      const [columns, rows] = await size(page);
      const box = await plane(page);
      const [column, row] = [Math.floor(0.72 * columns), Math.floor(0.2 * rows)];
      await page.mouse.move(
        box.x + ((column + 0.5) / columns) * box.width,
        box.y + ((row + 0.5) / rows) * box.height,
      );
      await page.waitForSelector('.ground-tip');
      const tip = await textOf(page, '.ground-tip');
      await page.mouse.down();
      await page.mouse.up();
      const x = -2 + 4 * ((column + 0.5) / columns);
      const y = -1.5 + 3 * ((rows - 1 - row + 0.5) / rows);
      await page.waitForFunction(
        (wanted) => location.hash.includes(wanted),
        { timeout: 10_000 },
        `start=0.7,0.8&start=${x},${y}`,
      );
      await outcome(page);
      const ended = await page.$$eval('table.full tbody tr', (trs) =>
        trs.map((tr) => tr.children[4]?.textContent?.trim() ?? ''),
      );
      const { optimizers } = await terminal(WELLS, [columns, rows]);
      const own = optimizers[0]?.classes[optimizers[0].raster[row]?.[column] ?? -1];
      expect(own?.x?.[0]).toBeCloseTo(1, 9);
      expect(tip).toMatch(/^B: .*\(1, 0\)$/);
      // gd's second run.
      expect(ended[1]).toBe('(1, 0)');
      expect(complaints).toEqual([]);
    });
  });

  test('keys move a pointer that says where its pixel leads, and run it', async () => {
    await visit(WELLS, async ({ page }) => {
      await outcome(page);
      await showBasins(page);
      const name = () => page.$eval('.cursor', (cursor) => cursor.getAttribute('aria-label'));
      await page.$eval('.cursor', (cursor) => (cursor as SVGElement).focus());
      expect(await name()).toMatch(/^pixel at x 0, y 0: A: .*\(−1, 0\)$/);
      for (let i = 0; i < 12; i += 1) await page.keyboard.press('ArrowRight');
      expect(await name()).toMatch(/: B: .*\(1, 0\)$/);
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.querySelectorAll('.start').length === 2);
      expect(await page.evaluate(() => document.activeElement?.classList.contains('cursor'))).toBe(
        true,
      );
    });
  });
});

describe('what runs may come to', () => {
  test('divergence has its own pattern', async () => {
    await visit('#v=1&f=two-wells&o=gd:alpha=0.3', async ({ page, complaints }) => {
      await showBasins(page);
      const rows = await legend(page);
      expect(rows.find(({ name }) => name === 'divergence')?.shares[0]).toBeGreaterThan(10);
      expect(rows.reduce((sum, { shares }) => sum + (shares[0] ?? 0), 0)).toBeCloseTo(100, 9);
      expect(complaints).toEqual([]);
    });
  });

  test('a continuum is one class, shaded by λ max', async () => {
    await visit('#v=1&f=product-valley&o=gd:alpha=0.15&steps=200', async ({ page }) => {
      await showBasins(page);
      const continuum = (await legend(page)).find(({ name }) => name === 'a continuum');
      expect(continuum?.lambda).toMatch(/^2 to 1[23]/);
      // Flat in the middle, sharp far out on the axes.
      const [flat, sharp] = await groundAt(page, [0.6, 0.38], [0.94, 0.47]);
      expect(flat?.[1]).toBeGreaterThan((sharp?.[1] ?? 255) + 30);
    });
  });

  test('phantoms are told from minima', async () => {
    const link =
      '#v=1&f=saddle-trap&o=usam2-chained:alpha=0.05:rho=1.5&o=usam2:alpha=0.05:rho=1.5&steps=1500';
    await visit(link, async ({ page }) => {
      await showBasins(page);
      const phantoms = (await legend(page)).find(({ name }) => name === 'phantoms');
      expect(phantoms?.shares[0]).toBeGreaterThan(20);
      expect(phantoms?.shares[1]).toBe(0);
    });
  });

  test('a hole is left open, and nothing is run there', async () => {
    const link = '#v=1&f=expr:sqrt(x)*y^2+x^2&o=gd:alpha=0.1&window=-1,1,-1,1';
    await visit(link, async ({ page, complaints }) => {
      await showBasins(page);
      const hole = (await legend(page)).find(({ name }) => name === 'no value of f or ∇f');
      expect(hole?.shares[0]).toBe(50);
      const opacities = await groundAt(page, [0.25, 0.5], [0.75, 0.5]);
      expect(opacities.map(([, , , opacity]) => opacity)).toEqual([0, 255]);
      expect(complaints).toEqual([]);
    });
  });
});

describe('changes', () => {
  test('a map under way is given up for the new settings', async () => {
    const slow = '#v=1&f=rosenbrock&o=gd:alpha=0.0005&steps=6000';
    await visit(slow, async ({ page, complaints }) => {
      await (await page.waitForSelector(BASINS_SWITCH))?.click();
      await page.waitForSelector('es-basins .progress');
      await type(page, 'steps, at most', '20');
      await basinsSettled(page);
      expect((await legend(page)).map(({ name }) => name)).toContain('out of steps');
      const { optimizers } = await terminal('#v=1&f=rosenbrock&o=gd:alpha=0.0005&steps=20', [8, 8]);
      expect(optimizers[0]?.classes.map(({ kind }) => kind)).toContain('budget');
      expect(complaints).toEqual([]);
    });
  });

  test('off is off: no map, no workers, and the ramp is back', async () => {
    await visit(WELLS, async ({ page }) => {
      await outcome(page);
      const before = page.workers().length;
      await showBasins(page);
      expect(page.workers().length).toBeGreaterThan(before);
      await page.click(BASINS_SWITCH);
      await page.waitForFunction(() => document.querySelector('es-basins') === null);
      await page.waitForFunction(() => document.querySelector('.cursor') === null);
      expect(await page.$('canvas.ground')).toBeNull();
      await expect.poll(() => page.workers().length).toBe(before);
    });
  });

  test('more than 10⁹ gradients are not taken before a yes', async () => {
    const link = '#v=1&f=quartic&o=gd:alpha=0.000001&steps=10000000';
    await visit(link, async ({ page }) => {
      await (await page.waitForSelector(BASINS_SWITCH))?.click();
      await page.waitForSelector('.basins-ask');
      expect(await textOf(page, '.basins-ask')).toMatch(
        /^The map of basins may take up to [\d.]+·10¹² gradients\. Make it$/,
      );
      expect(await page.$('.fineness')).toBeNull();
      await page.click('.basins-ask button');
      await page.waitForSelector('es-basins .progress');
      // And it can be stopped, slices that hang and all.
      await page.click('.basins-head button');
      await page.waitForSelector('.basins-ask');
    });
  });

  test('another optimizer’s small map brings its basins onto the map, in the same colours', async () => {
    await visit(WELLS, async ({ page }) => {
      await outcome(page);
      await showBasins(page);
      const sharp = await groundAt(page, [0.7, 0.2]);
      await page.click('.small-map[aria-pressed=false]');
      await page.waitForSelector('th.shown:last-child');
      const [there, flat] = await groundAt(page, [0.7, 0.2], [0.3, 0.6]);
      expect(there).toEqual(flat);
      expect(there).not.toEqual(sharp[0]);
    });
  });
});

test('at a phone’s width one map at a time, and nothing runs off the side', async () => {
  await visit(WELLS, async ({ page, complaints }) => {
    await page.setViewport({ width: 390, height: 844, hasTouch: true, isMobile: true });
    await outcome(page);
    await showBasins(page);
    await page.select('.key select', '1');
    await page.waitForSelector('th.shown:last-child');
    const shown = await page.$$eval('table.basins tbody tr:first-child > *', (cells) =>
      cells.map((cell) => getComputedStyle(cell).display !== 'none'),
    );
    expect(shown).toEqual([true, true, false, true]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(complaints).toEqual([]);
  });
});

test.each(['light', 'dark'])('axe finds nothing, %s', async (scheme) => {
  await visit('about:blank', async ({ page }) => {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.goto(inject('address') + WELLS);
    await outcome(page);
    await showBasins(page);
    expect(await faults(page)).toEqual([]);
  });
});
