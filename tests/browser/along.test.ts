// What is drawn on demand along the runs: charts, ascent points, the Hessian where a run is.

import type { Page } from 'puppeteer-core';
import { describe, expect, test } from 'vitest';
import { addressHolds, faults, outcome, textOf } from './explore.ts';
import { visit } from './page.ts';

const LINK = '#v=1&f=two-wells&o=gd:alpha=0.16&o=usam:alpha=0.16:rho=0.2&start=0.7,0.8';

async function openCharts(page: Page): Promise<void> {
  await outcome(page);
  await page.focus('details.along summary');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('es-along canvas').length === 3);
}

/** The numbers under the charts, once they are those of this step. */
async function numbersAt(page: Page, step: string): Promise<string[][]> {
  await page.waitForFunction(
    (wanted) => {
      const shown = document.querySelector('es-along thead b')?.textContent;
      const row = document.querySelector('es-along tbody td')?.textContent;
      return shown === wanted && row === wanted;
    },
    { timeout: 10_000 },
    step,
  );
  return page.$$eval('es-along tbody tr', (rows) =>
    rows.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? '')),
  );
}

/** What is drawn on the canvas of the trajectories, as a number that other pictures do not have. */
const ink = (page: Page): Promise<string> =>
  page.$eval('canvas.paths', (canvas) => (canvas as HTMLCanvasElement).toDataURL());

describe('charts along the run', () => {
  test('follow the scrubber: the numbers are those of the step shown', async () => {
    await visit(LINK, async ({ page, complaints }) => {
      await openCharts(page);
      await page.focus('.transport input');
      await page.keyboard.press('Home');
      // By hand: ∂f/∂x = −1.0905 and ∂²f/∂x² = −0.8217 at x = 0.7; in y there is y²/2.
      expect(await numbersAt(page, '0')).toEqual(
        ['gd', 'usam'].map((name) => [name, '0', '0.5639', '1.35', '−0.8217', '1']),
      );
      await page.keyboard.press('ArrowRight');
      const [gd, usam] = await numbersAt(page, '1');
      expect(gd?.slice(2)).not.toEqual(usam?.slice(2));
      await page.keyboard.press('End');
      await page.waitForFunction(
        () => document.querySelector('es-along td')?.textContent === '131',
      );
      const ended = await page.$$eval('es-along tbody tr', (rows) =>
        rows.map((row) => row.children[5]?.textContent),
      );
      expect(ended).toEqual(['10', '1']);
      expect(complaints).toEqual([]);
    });
  });

  test('pressing and dragging in them scrubs', async () => {
    await visit(LINK, async ({ page, complaints }) => {
      await openCharts(page);
      const over = await page.$('es-along .u-over');
      await over?.scrollIntoView();
      const box = await over?.boundingBox();
      if (!box) throw new Error('no chart');
      await page.mouse.move(box.x, box.y + 20);
      await page.mouse.down();
      await addressHolds(page, 'at=0');
      await page.mouse.move(box.x + box.width / 2, box.y + 20, { steps: 4 });
      await page.mouse.up();
      // Halfway along, in the scrubber's time.
      await addressHolds(page, `at=${Math.round(Math.sqrt(132) - 1)}`);
      const cursor = await page.$eval('es-along .u-cursor-x', (line) => {
        const { left } = line.getBoundingClientRect();
        return left - (line.parentElement?.getBoundingClientRect().left ?? 0);
      });
      expect(Math.abs(cursor - box.width / 2)).toBeLessThan(box.width / 20);
      expect(complaints).toEqual([]);
    });
  });

  test('are there for runs that diverge, and for many starts', async () => {
    const starts = Array.from({ length: 12 }, (_, i) => `&start=${i / 6 - 1},0.5`).join('');
    for (const link of [
      '#v=1&f=ravine&o=gd:alpha=0.11&start=2,1',
      `#v=1&f=two-wells&o=gd:alpha=0.16&o=sam:alpha=0.1:rho=0.1&o=adam:alpha=0.1${starts}`,
    ])
      await visit(link, async ({ page, complaints }) => {
        await openCharts(page);
        expect(await textOf(page, 'es-along')).toContain('at step');
        expect(complaints).toEqual([]);
      });
  });
});

describe('on the map, on demand', () => {
  const toggle = (page: Page, name: string): Promise<void> =>
    page.evaluate((label) => {
      const labels = [...document.querySelectorAll<HTMLLabelElement>('.layers label')];
      labels.find((one) => one.textContent?.trim() === label)?.click();
    }, name);

  test.each(['ascent points', 'Hessian'])('%s appear and go', async (name) => {
    await visit(LINK, async ({ page, complaints }) => {
      await outcome(page);
      const plain = await ink(page);
      await toggle(page, name);
      await page.waitForFunction(
        (old) => document.querySelector<HTMLCanvasElement>('canvas.paths')?.toDataURL() !== old,
        {},
        plain,
      );
      await toggle(page, name);
      await page.waitForFunction(
        (old) => document.querySelector<HTMLCanvasElement>('canvas.paths')?.toDataURL() === old,
        {},
        plain,
      );
      expect(complaints).toEqual([]);
    });
  });

  test('who takes its gradient at the iterate is said', async () => {
    await visit(`${LINK}&o=gd:momentum=nesterov:alpha=0.1:beta=0.5`, async ({ page }) => {
      await outcome(page);
      await toggle(page, 'ascent points');
      await page.waitForFunction(() =>
        document.querySelector('.layers .soft')?.textContent?.includes('itself'),
      );
      expect(await textOf(page, '.layers .soft')).toContain(
        'gd takes its gradient at the iterate itself.',
      );
    });
  });
});

test('axe finds nothing with all that is shown on demand', async () => {
  await visit('.', async ({ page }) => {
    await outcome(page);
    await page.$$eval('.layers input, .stage summary', (controls) => {
      for (const control of controls) (control as HTMLElement).click();
    });
    await page.waitForSelector('es-along canvas');
    expect(await faults(page)).toEqual([]);
  });
});
