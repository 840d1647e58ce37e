// The Compare view: each optimizer with a picture of its own, on the same axes, and all of them in numbers.

import type { Page } from 'puppeteer-core';
import { describe, expect, test, vi } from 'vitest';
import type { RunRecord } from '../../web/src/generated/types.ts';
import { main } from '../../web/src/terminal/main.ts';
import { download } from './download.ts';
import {
  addressHolds,
  BASINS_SWITCH,
  drawn,
  faults,
  follow,
  hashOf,
  outcome,
  showBasins,
  textOf,
} from './explore.ts';
import { visit } from './page.ts';

/** The preset “What refusing costs”. */
const COSTS =
  '#v=1&view=compare&f=two-wells&o=gd:alpha=0.16&o=usam:alpha=0.16:rho=0.2&o=usam2:alpha=0.16:rho=0.1&o=husam:alpha=0.16:rho=0.02&start=0.7,0.8&start=0.5,0.8&start=0.95,0.8';

const TWO = '#v=1&view=compare&f=two-wells&o=gd:alpha=0.16&o=sam:alpha=0.16:rho=0.2&start=0.7,0.8';

const NETWORK =
  '#v=1&view=compare&net=chebyshev&layers=8&act=tanh&o=gd:alpha=0.2&o=husam:alpha=0.2:rho=0.001&o=adam:alpha=0.01&steps=60&every=20';

/** The table's rows by the names of its columns. */
const rows = (page: Page): Promise<Record<string, string>[]> =>
  page.$$eval('.comparison tbody tr', (all) =>
    all.map((row) => {
      const cells = [...row.querySelectorAll<HTMLElement>('td')];
      const texts = cells.map((cell) => [cell.dataset['name'], cell.textContent?.trim() ?? '']);
      return {
        name: row.querySelector('th')?.textContent?.trim() ?? '',
        ...Object.fromEntries(texts),
      };
    }),
  );

/** What the terminal program says of a link's runs. */
async function recordsOf(link: string): Promise<RunRecord[]> {
  const out: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void out.push(line));
  await main(['run', '--json', link]);
  log.mockRestore();
  return (JSON.parse(out.join('')) as { runs: RunRecord[] }).runs;
}

/** Of every map, an attribute of what is found in it. */
const onMaps = (page: Page, selector: string, attribute: string): Promise<string[][]> =>
  page.$$eval(
    '.compared es-map',
    (maps, find, name) =>
      maps.map((map) => [...map.querySelectorAll(find)].map((one) => one.getAttribute(name) ?? '')),
    selector,
    attribute,
  );

/** The part of each map that its hatch has inked, and in what hue. */
const hatches = (page: Page): Promise<string[]> =>
  page.$$eval('.compared canvas.hatch', (canvases) =>
    (canvases as HTMLCanvasElement[]).map((canvas) => {
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      let inked = 0;
      const sums = [0, 0, 0];
      for (let i = 0; i < data.length; i += 4)
        if ((data[i + 3] as number) > 40) {
          inked += 1;
          for (const k of [0, 1, 2]) sums[k] = (sums[k] as number) + (data[i + k] as number);
        }
      return `${inked} ${sums.map((sum) => Math.round(sum / Math.max(1, inked)))}`;
    }),
  );

describe('functions', () => {
  test('every optimizer has its own map, with its own runs and its own forbidden region', async () => {
    await visit(COSTS, async ({ page, complaints }) => {
      await outcome(page);
      await page.waitForFunction(() => document.querySelectorAll('.compared').length === 4);
      expect(
        await page.$$eval('.compared figcaption b', (names) =>
          names.map((name) => name.textContent),
        ),
      ).toEqual(['gd', 'usam', 'usam2', 'husam']);
      await vi.waitFor(async () => {
        const inked = await hatches(page);
        // Four hues, and regions of four sizes.
        expect(new Set(inked).size).toBe(4);
        expect(inked.every((one) => Number.parseInt(one, 10) > 500)).toBe(true);
      });
      // Only gd admits the sharp well; each map's marks are its own optimizer's.
      const filled = await onMaps(page, '.point .glyph.admitted', 'class');
      expect(filled.map((marks) => marks.length)).toEqual([2, 1, 1, 1]);
      expect((await rows(page)).map((row) => row['minima admitted'])).toEqual([
        '2 of 2',
        '1 of 2',
        '1 of 2',
        '1 of 2',
      ]);
      expect(complaints).toEqual([]);
    });
  });

  test('the table says what the preset claims, by the terminal’s numbers', async () => {
    await visit(COSTS, async ({ page }) => {
      await outcome(page);
      const records = await recordsOf(COSTS);
      const told = await rows(page);
      told.forEach((row, optimizer) => {
        const own = records.slice(3 * optimizer, 3 * optimizer + 3);
        const spent = own.map(({ cost }) => cost.gradients + 2 * cost.hvps);
        const steps = own.map((record) => record.steps);
        const span = (values: number[]): string => {
          const [least, most] = [Math.min(...values), Math.max(...values)];
          return least === most ? String(least) : `${least} … ${most}`;
        };
        expect(row).toMatchObject({
          ended: '3 converged',
          'in its passband': '✓ 3 inside',
          steps: span(steps),
          gradients: span(spent),
        });
      });
      expect(told.map((row) => row['λ max'])).toEqual(['10', '1', '1', '1']);
      const ofSam = records.slice(3);
      expect(records.slice(0, 3).map(({ steps }) => steps)).toEqual([131, 131, 131]);
      expect(Math.min(...ofSam.map(({ steps }) => steps))).toBe(113);
      expect(Math.max(...ofSam.map(({ steps }) => steps))).toBe(138);
      expect(told.slice(1).map(({ gradients }) => gradients)).toEqual([
        '226 … 254',
        '357 … 378',
        '528 … 552',
      ]);
    });
  });

  test('what is moved or zoomed on one map moves on all', async () => {
    await visit(TWO, async ({ page, complaints }) => {
      await outcome(page);
      await page.$eval('.compared[data-optimizer="1"] .start', (start) =>
        (start as SVGElement).focus(),
      );
      await page.keyboard.press('ArrowLeft');
      await page.waitForFunction(() => !location.hash.includes('start=0.7,0.8'));
      await drawn(page);
      const [one, two] = await onMaps(page, '.start', 'transform');
      expect(one).toHaveLength(1);
      expect(two).toEqual(one);
      expect((await onMaps(page, '.start', 'aria-label'))[0]?.[0]).not.toContain('x 0.7,');
      await page.click('.zoom [aria-label="zoom in"]');
      await addressHolds(page, 'window=');
      const ticks = await page.$$eval('.compared .x-axis', (axes) =>
        axes.map((g) => g.textContent),
      );
      expect(ticks[1]).toBe(ticks[0]);
      expect(complaints).toEqual([]);
    });
  });

  test('a critical point is explained on the map where it is meant', async () => {
    await visit(TWO, async ({ page }) => {
      await outcome(page);
      await page.waitForSelector('.compared[data-optimizer="1"] .point');
      await page.$eval('.compared[data-optimizer="1"] .point', (point) =>
        (point as SVGElement).focus(),
      );
      await page.waitForSelector('.compared[data-optimizer="1"] .card');
      expect(await page.$('.compared[data-optimizer="0"] .card')).toBeNull();
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => !document.querySelector('.compared .card'));
    });
  });

  test('every map shows the basins of its own optimizer', async () => {
    await visit(COSTS, async ({ page, complaints }) => {
      await outcome(page);
      await showBasins(page);
      const inks = await page.$$eval('.compared canvas.ground', (canvases) =>
        (canvases as HTMLCanvasElement[]).map((canvas) => canvas.toDataURL()),
      );
      expect(inks).toHaveLength(4);
      expect(new Set(inks).size).toBe(4);
      expect(await textOf(page, 'table.basins')).toMatch(/gd.*usam.*usam2.*husam/);
      expect(await faults(page)).toEqual([]);
      await page.click(BASINS_SWITCH);
      await page.waitForFunction(() => !document.querySelector('.compared canvas.ground'));
      expect(complaints).toEqual([]);
    });
  });

  test('a rule without a filter says so, and has no bound', async () => {
    await visit(TWO, async ({ page }) => {
      await outcome(page);
      expect(await textOf(page, '.key')).toContain('sam: no filter for the Hessian');
      expect((await rows(page)).map(({ bound }) => bound)).toEqual(['λ ≤ 12.5', '–']);
    });
  });

  test('curves lie over what was spent; over steps they end where the runs do', async () => {
    await visit(COSTS, async ({ page }) => {
      await outcome(page);
      // Nothing is asked about them before they are looked at.
      expect(await page.$('es-along')).toBeNull();
      await page.$eval('.along', (section) => section.scrollIntoView());
      await page.waitForSelector('es-along canvas');
      const axis = (): Promise<string> =>
        page.$eval('es-along select', (select) => (select as HTMLSelectElement).value);
      expect(await axis()).toBe('gradients');
      await page.select('es-along select', 'steps');
      expect(await axis()).toBe('steps');
      // Playback by the keys of the picture.
      await page.$eval('.compared .overlay', (svg) => (svg as SVGElement).focus());
      await page.keyboard.press('Home');
      await addressHolds(page, 'at=0');
      expect(await textOf(page, 'es-along thead b')).toBe('0');
    });
  });

  test('without a start the maps stand, and say what to do', async () => {
    await visit(TWO.replace('&start=0.7,0.8', ''), async ({ page, complaints }) => {
      await page.waitForSelector('.compared es-map canvas');
      await page.waitForFunction(() =>
        document.querySelector('es-sentence')?.textContent?.includes('Add a start'),
      );
      expect((await rows(page)).map(({ ended }) => ended)).toEqual(['–', '–']);
      expect(complaints).toEqual([]);
    });
  });

  test('one map leaves the page as a picture of its own', async () => {
    await visit(COSTS, async ({ page, complaints }) => {
      await outcome(page);
      const hues: Set<string>[] = [];
      for (const [optimizer, rule] of [
        [0, 'gd'],
        [3, 'husam'],
      ]) {
        await page.click(`.compared[data-optimizer="${optimizer}"] .export-button`);
        const button = await page.waitForSelector('.export:popover-open ::-p-aria(SVG)');
        const { name, bytes } = await download(page, () => button?.click() ?? Promise.resolve());
        expect(name).toBe(`eigensieve-two-wells-${rule}.svg`);
        const strokes = bytes.toString('utf8').matchAll(/stroke="(#\w+)"/g);
        hues.push(new Set([...strokes].map(([, hue = '']) => hue)));
        await page.keyboard.press('Escape');
      }
      // Each file has a hue that the other one lacks.
      const [gd = new Set(), husam = new Set()] = hues;
      expect([...gd].some((hue) => !husam.has(hue))).toBe(true);
      expect([...husam].some((hue) => !gd.has(hue))).toBe(true);
      expect(complaints).toEqual([]);
    });
  });

  test('sixteen optimizers find their places, on a phone too', async () => {
    const many = Array.from({ length: 16 }, (_, i) => `&o=gd:alpha=${(i + 1) / 100}`).join('');
    const link = `#v=1&view=compare&f=two-wells${many}&start=0.7,0.8`;
    await visit(link, async ({ page, complaints }) => {
      await outcome(page);
      expect(await page.$$('.compared es-map')).toHaveLength(16);
      await page.setViewport({ width: 390, height: 844, hasTouch: true, isMobile: true });
      await drawn(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      expect(await faults(page)).toEqual([]);
      expect(complaints).toEqual([]);
    });
  });
});

describe('networks', () => {
  test('train by themselves, each with its bound and its loss; the table counts what they cost', async () => {
    await visit(NETWORK, async ({ page, complaints }) => {
      await outcome(page);
      expect(
        await page.$$eval('.compared', (all) =>
          all.map((one) => one.querySelectorAll('canvas').length),
        ),
      ).toEqual([2, 2, 2]);
      const records = await recordsOf(NETWORK);
      const told = await rows(page);
      expect(told.map((row) => row['steps'])).toEqual(['60', '60', '60']);
      expect(told.map((row) => row['gradients'])).toEqual(['60', '240', '60']);
      expect(told.map((row) => row['bound'])).toEqual([
        'λ ≤ 10',
        expect.stringMatching(/^λ ≤ /),
        expect.stringMatching(/^μ ≤ /),
      ]);
      records.forEach((record, i) => {
        const top = record.eigenvalues.at(-1)?.value ?? 0;
        expect(Math.abs(Number(told[i]?.['λ max']) - top)).toBeLessThan(1e-3 * top);
      });
      expect(complaints).toEqual([]);
    });
  });

  test('that wait for a file say which, and have it given', async () => {
    const link =
      '#v=1&view=compare&net=csv:sha256=9b4bfdbbd4ec8ed66ab3b1cb9bf3a7b2a4a1bf2d0a1a2ba5c6ea3d1d1b1e1f10:label=species:file=flowers.csv&layers=4&o=gd:alpha=0.1&o=adam:alpha=0.01&steps=20';
    await visit(link, async ({ page, complaints }) => {
      await page.waitForSelector('es-compare .awaited');
      expect(await textOf(page, '.awaited')).toContain('flowers.csv');
      await page.click('.awaited button');
      await page.waitForSelector('.table-import[open]');
      expect(complaints).toEqual([]);
    });
  });

  test('the cursor is each one’s own where gradients are counted', async () => {
    await visit(`${NETWORK}&at=20`, async ({ page }) => {
      await outcome(page);
      const cursors = (): Promise<number[]> =>
        page.$$eval('.compared', (all) =>
          all.map((one) => {
            const line = one.querySelector('.u-cursor-x') as HTMLElement;
            const over = one.querySelector('.u-over') as HTMLElement;
            const from = over.getBoundingClientRect();
            return (line.getBoundingClientRect().left - from.left) / from.width;
          }),
        );
      // 20 of 60 steps are 20, 80 and 20 of 240 gradients.
      const [gd, husam, adam] = await cursors();
      expect(gd).toBeCloseTo(20 / 240, 1);
      expect(husam).toBeCloseTo(80 / 240, 1);
      expect(adam).toBeCloseTo(20 / 240, 1);
      await page.select('.chart-choices select', 'steps');
      await drawn(page);
      for (const place of await cursors()) expect(place).toBeCloseTo(20 / 60, 1);
    });
  });
});

test('the views lead to one another, and keep the experiment', async () => {
  await visit(TWO.replace('view=compare&', ''), async ({ page, complaints }) => {
    await outcome(page);
    await page.waitForFunction(() =>
      document.querySelector('nav a:last-child')?.getAttribute('href')?.includes('view=compare'),
    );
    await page.click('nav a:last-child');
    await page.waitForSelector('es-compare .compared');
    await addressHolds(page, 'view=compare');
    expect(await hashOf(page)).toBe(TWO);
    await follow(page, NETWORK);
    await page.waitForSelector('.compared .plots');
    await follow(page, TWO);
    await page.waitForSelector('.compared es-map');
    await page.$eval('.along', (section) => section.scrollIntoView());
    await page.waitForSelector('es-along canvas');
    // What follows the runs of a function asks nothing about a network.
    await follow(page, NETWORK);
    await page.waitForSelector('.compared .plots');
    await drawn(page);
    expect(await page.$('.message')).toBeNull();
    expect(complaints).toEqual([]);
  });
});
