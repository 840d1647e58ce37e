// The loss over a plane in the space of parameters.

import type { Page } from 'puppeteer-core';
import { expect, inject, test } from 'vitest';
import { download } from './download.ts';
import { faults, outcome, textOf } from './explore.ts';
import { visit } from './page.ts';

const LINK =
  '#v=1&net=chebyshev&layers=8&act=tanh&o=gd:alpha=0.2&o=usam:alpha=0.2:rho=0.05&steps=300&every=50';

/** Unfolds the panel by the keyboard, and waits until its map is there to the end. */
async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const summary of document.querySelectorAll<HTMLElement>('details.panel > summary'))
      if (summary.textContent?.startsWith('Slice')) summary.focus();
  });
  await page.keyboard.press('Enter');
  await drawn(page);
}

const drawn = (page: Page): Promise<unknown> =>
  page.waitForFunction(() =>
    document.querySelector('es-slice .slice-work')?.textContent?.includes('Point at the map'),
  );

const cells = (page: Page): Promise<string[][]> =>
  page.$$eval('.slice-errors tbody tr', (rows) =>
    rows.map((row) =>
      [...row.querySelectorAll('td')].map((cell) => cell.textContent?.trim() ?? ''),
    ),
  );

/** The numbers along the x axis. */
const axis = (page: Page): Promise<string> => textOf(page, 'es-slice .x-axis');

async function choose(page: Page, kind: string): Promise<void> {
  const axes = 'es-slice es-map + div p';
  const before = await textOf(page, axes);
  await page.select('es-slice .slice-controls select', kind);
  // Work that takes less than a frame is never seen: what it leads to is.
  await page.waitForFunction(
    (where, before) =>
      document.querySelector(where)?.textContent?.replace(/\s+/g, ' ').trim() !== before,
    {},
    axes,
    before,
  );
  await drawn(page);
}

test('the slice is drawn with the runs on it, and says what is drawn', async () => {
  await visit(LINK, async ({ page, complaints }) => {
    await outcome(page);
    await unfold(page);
    const told = await textOf(page, 'es-slice');
    expect(told).toContain('the loss at its projection onto this plane');
    // The curvatures along the axes are the two eigenvalues.
    const found = /centre: (\S+) along x, (\S+) along y; .* are (\S+) and (\S+) \(/.exec(told);
    expect(found?.slice(1, 3)).toEqual(found?.slice(3, 5));
    const [gd, usam] = await cells(page);
    // The centre lies on the plane: what is drawn of it is its own loss.
    expect(gd?.[0]).toBe('300');
    expect(gd?.[5]).toBe(gd?.[6]);
    expect(usam?.[0]).toBe('300');
    expect(complaints).toEqual([]);
  });
});

test('every plane can be chosen, its points moved, and the picture follows the scrubber', async () => {
  await visit(LINK, async ({ page, complaints }) => {
    await outcome(page);
    await unfold(page);
    await choose(page, 'normalised');
    expect(await textOf(page, 'es-slice')).toContain('neuron by neuron');
    await choose(page, 'random');
    expect(await textOf(page, 'es-slice')).not.toContain('eigenvalues are');
    await choose(page, 'through');
    expect((await page.$$('es-slice .slice-point')).length).toBe(3);
    const [gd, usam] = await cells(page);
    expect(gd?.[5]).toBe(gd?.[6]);
    expect(usam?.[5]).toBe(usam?.[6]);
    await page.focus('es-scrubber input[type=range]');
    await page.keyboard.press('Home');
    await page.waitForFunction(
      () => document.querySelector('.slice-errors td')?.textContent === '0',
    );
    expect(complaints).toEqual([]);
  });
});

test('points on one line are refused in words, and nothing else is lost', async () => {
  await visit(LINK, async ({ page, complaints }) => {
    await outcome(page);
    await unfold(page);
    await choose(page, 'through');
    // C is where A is: the end of gd.
    await page.select('es-slice .slice-point:nth-of-type(3) select', '0');
    await page.waitForSelector('es-slice [role=alert]');
    expect(await textOf(page, 'es-slice [role=alert]')).toContain('one line');
    // The picture before stays, and another choice is drawn.
    expect(await page.$('es-slice es-map')).not.toBeNull();
    await choose(page, 'random');
    expect(await page.$('es-slice [role=alert]')).toBeNull();
    expect(complaints).toEqual([]);
  });
});

test('the map is zoomed, moved and read by keyboard', async () => {
  await visit(LINK, async ({ page, complaints }) => {
    await outcome(page);
    await unfold(page);
    const home = await axis(page);
    await page.$eval('es-slice .overlay', (svg) => (svg as SVGElement).focus());
    await page.keyboard.press('+');
    await page.waitForFunction(
      (home) => document.querySelector('es-slice .x-axis')?.textContent !== home,
      {},
      home,
    );
    await page.keyboard.press('0');
    await page.waitForFunction(
      (home) => document.querySelector('es-slice .x-axis')?.textContent === home,
      {},
      home,
    );
    await drawn(page);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() =>
      /x \S+, y \S+: loss \d/.test(
        document.querySelector('es-slice .slice-work')?.textContent ?? '',
      ),
    );
    // No start was set, and the experiment's link is what it was.
    expect(await page.evaluate(() => location.hash)).not.toContain('start');
    expect(complaints).toEqual([]);
  });
});

test('another way to spread the contours needs no new map', async () => {
  await visit(LINK, async ({ page }) => {
    await outcome(page);
    await unfold(page);
    const before = await page.$eval('es-slice canvas.field', (canvas) =>
      (canvas as HTMLCanvasElement).toDataURL(),
    );
    await page.focus('es-slice .slice-tools input:checked');
    await page.keyboard.press('ArrowLeft');
    await page.waitForFunction(
      (before) =>
        document.querySelector<HTMLCanvasElement>('es-slice canvas.field')?.toDataURL() !== before,
      {},
      before,
    );
    await drawn(page);
  });
});

test('the picture leaves the page as a drawing, and its numbers as a table', async () => {
  await visit(LINK, async ({ page, complaints }) => {
    await outcome(page);
    await unfold(page);
    const click = (text: string): Promise<void> =>
      page.evaluate((text) => {
        [...document.querySelectorAll<HTMLButtonElement>('es-slice es-export-menu button')]
          .find((button) => button.textContent === text)
          ?.click();
      }, text);
    await page.click('es-slice .export-button');
    await page.waitForSelector('es-slice es-export-menu button');
    const drawing = await download(page, () => click('SVG'));
    expect(drawing.name).toBe('eigensieve-chebyshev-slice.svg');
    expect(drawing.bytes.toString()).toMatch(/>–? ?usam</);
    const table = await download(page, () => click('its numbers, CSV'));
    expect(table.name).toBe('eigensieve-chebyshev-slice.csv');
    const lines = table.bytes.toString().trimEnd().split('\r\n');
    expect(lines[0]).toBe('of,step,x,y,off_plane,loss,caption');
    expect(lines.filter((line) => line.startsWith('map,')).length).toBeGreaterThan(1000);
    // The last point of gd is the centre.
    expect(lines.find((line) => line.startsWith('gd,300,'))).toMatch(/^gd,300,0,0,0,0\.\d+,$/);
    expect(complaints).toEqual([]);
  });
});

for (const scheme of ['light', 'dark'])
  test(`axe finds nothing in the slice, ${scheme}`, async () => {
    await visit('about:blank', async ({ page }) => {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await page.goto(inject('address') + LINK);
      await outcome(page);
      await unfold(page);
      expect(await faults(page)).toEqual([]);
    });
  });

test('on a phone nothing is wider than the page', async () => {
  await visit('about:blank', async ({ page }) => {
    await page.setViewport({ width: 390, height: 844 });
    await page.goto(inject('address') + LINK);
    await outcome(page);
    await unfold(page);
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(over).toBe(0);
  });
});
