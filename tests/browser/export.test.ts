import type { Page } from 'puppeteer-core';
import { describe, expect, test, vi } from 'vitest';
import { main } from '../../web/src/terminal/main.ts';
import { download, drop, paste } from './download.ts';
import {
  addressHolds,
  engineRevision,
  faults,
  hashOf,
  outcome,
  showBasins,
  textOf,
} from './explore.ts';
import { visit } from './page.ts';

const LINK =
  '#v=1&f=two-wells&p.kappa=8&o=gd:alpha=0.16&o=usam:alpha=0.16:rho=0.2&start=0.7,0.8&start=-0.5,0.1' +
  '&window=-2,2,-1.25,1.5&scale=log&at=7&select=1';

const NETWORK = '#v=1&net=chebyshev&layers=8&act=tanh&o=gd:alpha=0.2&steps=60&every=20';

/** Opens the export menu of the view and presses one of its buttons. */
async function choose(page: Page, button: string): Promise<void> {
  if (!(await page.$('.export:popover-open'))) await page.click('.export-button');
  const choice = await page.waitForSelector(`.export:popover-open ::-p-aria(${button})`);
  await choice?.click();
}

const exported = async (page: Page, button: string): Promise<string> =>
  (await download(page, () => choose(page, button))).bytes.toString('utf8');

interface File {
  link: string;
  caption: string;
  spec: { objective: { params: { kappa: number } } };
  engine: string;
  beside: object;
  runs: { fingerprint: string; steps: number; trajectory: number[][]; history: object[] }[];
}

const parse = (text: string): File => JSON.parse(text) as File;

const notice = (page: Page): Promise<string> =>
  page.waitForSelector('.message').then(() => textOf(page, '.message p'));

describe('numbers', () => {
  test('JSON holds the experiment and every iterate, and gives the same state back on a fresh page', async () => {
    let text = '';
    await visit(LINK, async ({ page, complaints }) => {
      await outcome(page);
      const { name, bytes } = await download(page, () => choose(page, 'JSON'));
      text = bytes.toString('utf8');
      expect(name).toBe('eigensieve-two-wells-runs.json');
      expect(complaints).toEqual([]);
    });
    const file = parse(text);
    expect(file.caption).toContain('gd with α = 0.16 and usam with α = 0.16, ρ = 0.2 on two-wells');
    expect(file.beside).toEqual({ scale: 'log', at: 7, select: 1, lambda: null });
    expect(file.runs.map(({ trajectory }) => trajectory.length)).toEqual(
      file.runs.map(({ steps }) => steps + 1),
    );
    expect(file.runs[0]?.trajectory[0]).toEqual([0.7, 0.8]);
    await visit('#v=1&f=ring&o=gd:alpha=0.1&start=1,1', async ({ page, complaints }) => {
      await outcome(page);
      await drop(page, 'mine.json', text);
      await addressHolds(page, 'two-wells');
      await outcome(page);
      const { fingerprint } = file.runs[0] ?? {};
      expect(await hashOf(page)).toContain(`${LINK}&engine=${file.engine}&fp=${fingerprint},`);
      await page.waitForSelector('.reproduction p');
      expect(await textOf(page, '.reproduction')).toBe(
        '✓ Reproduced, bit for bit: all 4 runs have their recorded fingerprints.',
      );
      await page.goBack();
      await addressHolds(page, 'f=ring');
      expect(complaints).toEqual([]);
    });
  });

  test('a file whose runs were others is told to differ', async () => {
    await visit(LINK, async ({ page }) => {
      await outcome(page);
      const file = parse(await exported(page, 'JSON'));
      file.spec.objective.params.kappa = 8.5;
      await page.keyboard.press('Escape');
      await paste(page, JSON.stringify(file));
      await addressHolds(page, 'p.kappa=8.5');
      await outcome(page);
      await page.waitForSelector('.reproduction li');
      expect(await textOf(page, '.reproduction')).toMatch(
        /^✕ Differs: 4 of 4 runs have other fingerprints .* gd from 1: expected [0-9a-f]{16}, got/,
      );
    });
  });

  test('CSV has a row for each step of each run, and the caption in a column of its own', async () => {
    await visit(LINK, async ({ page, complaints }) => {
      await outcome(page);
      const file = parse(await exported(page, 'JSON'));
      const text = await exported(page, 'CSV');
      const [header, ...rows] = text.split('\r\n').slice(0, -1);
      expect(header).toBe('optimizer,start,step,x,y,f,grad_norm,lambda_min,lambda_max,caption');
      const points = file.runs.flatMap(({ trajectory }) => trajectory);
      expect(rows.map((row) => row.split(',').slice(3, 5).map(Number))).toEqual(points);
      expect(rows[0]).toContain('"gd with α = 0.16 and usam');
      expect(rows[1]).toMatch(/^gd,1,1,(-?[\d.e-]+,){6}$/);
      expect(rows.at(-1)).toMatch(/^usam,2,/);
      expect(complaints).toEqual([]);
    });
  });

  test('of a network: its record and history, which train again to the same fingerprint', async () => {
    await visit(NETWORK, async ({ page, complaints }) => {
      await outcome(page);
      const text = await exported(page, 'JSON');
      const [run] = parse(text).runs;
      expect(run?.history).toHaveLength(4);
      const [header, ...rows] = (await exported(page, 'CSV')).trimEnd().split('\r\n');
      expect(header).toMatch(/^optimizer,step,loss,.*lambda_max,.*,gradients,caption$/);
      expect(rows).toHaveLength(4);
      await page.goto('about:blank');
      await page.goBack();
      await outcome(page);
      await drop(page, 'mine.json', text);
      await addressHolds(page, `fp=${run?.fingerprint}`);
      await page.waitForFunction(() =>
        document.querySelector('.reproduction')?.textContent?.includes('Reproduced'),
      );
      expect(complaints).toEqual([]);
    });
  });
});

/** Nothing is hovered, nothing has the focus: what is seen is the picture alone. */
async function unpoint(page: Page): Promise<void> {
  await page.mouse.move(1, 1);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
}

/** A picture of the exported file alone, and the page's own of the same place. */
async function beside(
  page: Page,
  selector: string,
  svg: string,
): Promise<{ mine: string; page: string }> {
  const box = await page.$eval(selector, (root) => {
    const layers = [...root.querySelectorAll('canvas, :not(svg) > svg')];
    const boxes = layers.map((layer) => layer.getBoundingClientRect());
    const [x, y] = [
      Math.min(...boxes.map(({ left }) => left)),
      Math.min(...boxes.map(({ top }) => top)),
    ];
    const width = Math.max(...boxes.map(({ right }) => right)) - x;
    return { x, y, width, height: Math.max(...boxes.map(({ bottom }) => bottom)) - y };
  });
  await unpoint(page);
  const clip = await page.screenshot({ encoding: 'base64', clip: box });
  const alone = await page.browserContext().newPage();
  await alone.setContent(`<body style="margin:0">${svg}</body>`);
  const margin = 4;
  const mine = await alone.screenshot({
    encoding: 'base64',
    clip: { x: margin, y: margin, width: box.width, height: box.height },
  });
  await alone.close();
  return { mine, page: clip };
}

/** Mean difference of two pictures' colours, 0 to 1. */
async function difference(page: Page, one: string, other: string): Promise<number> {
  const blank = await page.browserContext().newPage();
  try {
    return await blank.evaluate(
      async (sources) => {
        const [a, b] = await Promise.all(
          sources.map(async (source) => {
            const image = new Image();
            image.src = `data:image/png;base64,${source}`;
            await image.decode();
            const canvas = document.createElement('canvas');
            canvas.width = image.width;
            canvas.height = image.height;
            const context = canvas.getContext('2d');
            context?.drawImage(image, 0, 0);
            return context?.getImageData(0, 0, image.width, image.height).data ?? [];
          }),
        );
        if (!a || a.length !== b?.length) return 1;
        let sum = 0;
        for (let i = 0; i < a.length; i += 1) sum += Math.abs((a[i] ?? 0) - (b[i] ?? 0));
        return sum / a.length / 255;
      },
      [one, other],
    );
  } finally {
    await blank.close();
  }
}

/** Sets the menu's size and presses a button; without a caption, so that the picture alone is there. */
async function drawn(
  page: Page,
  button: string,
  size: string,
  opener = '.export-button',
): Promise<Buffer> {
  await page.click(opener);
  await page.waitForSelector('.export:popover-open select');
  await page.select('.export:popover-open select', size);
  const caption = await page.$('.export:popover-open [type=checkbox]');
  if (await caption?.evaluate((box) => (box as HTMLInputElement).checked)) await caption?.click();
  const { bytes } = await download(page, () => choose(page, button));
  // The keys of the menu are its own until it is closed.
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !document.querySelector('.export:popover-open'));
  return bytes;
}

/** A trajectory less, or its labels, would differ by more. */
const ALIKE = 0.0005;

/** Links that put all layers of the pictures on: contours, forbidden region, points, runs; charts; filters. */
const SIFTED = '#v=1&f=saddle-trap&o=gd:alpha=0.1&o=usam:alpha=0.05:rho=1.5&start=2,0.3&select=1';
const PICTURES: [selector: string, link: string, button: string][] = [
  ['es-map', '.', '.above .export-button'],
  ['es-map', SIFTED, '.above .export-button'],
  ['.plots', NETWORK, '.training .export-button'],
  ['es-equalizer', SIFTED, '.side .export-button'],
  ['es-equalizer', SIFTED.replace('v=1', 'v=1&view=filter'), '.filter-head .export-button'],
];

describe('pictures', () => {
  for (const [selector, link, button] of PICTURES)
    for (const scheme of ['light', 'dark'])
      test(`SVG of ${selector} at ${link}, ${scheme}: alone it shows what the page shows, in vectors and letters`, async () => {
        await visit(link, async ({ page, complaints }) => {
          await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
          await outcome(page);
          const svg = (await drawn(page, 'SVG', 'page', button)).toString('utf8');
          const head = svg.slice(0, 400);
          expect(head).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="[\d.]+px"/);
          expect(head).toContain('<title>gd with α =');
          expect(svg.match(/<text /g)?.length).toBeGreaterThan(5);
          expect(svg.match(/<path /g)?.length).toBeGreaterThan(10);
          expect(/foreignObject|<image|<script|oklch|var\(|class=/.exec(svg)).toBeNull();
          const pictures = await beside(page, selector, svg);
          // Mathematics is set anew, letter by letter, and groups fade part by part.
          const tolerance = selector === 'es-equalizer' ? 2 * ALIKE : ALIKE;
          expect(await difference(page, pictures.mine, pictures.page)).toBeLessThan(tolerance);
          expect(complaints).toEqual([]);
        });
      });

  test('what is shown on demand comes along: whiskers, ellipses, and the charts along the run', async () => {
    await visit(SIFTED, async ({ page, complaints }) => {
      await page.setViewport({ width: 1280, height: 1400 });
      await outcome(page);
      const bare = (await drawn(page, 'SVG', 'page', '.above .export-button')).toString('utf8');
      for (const toggle of await page.$$('.layers input:not([name=basins])')) await toggle.click();
      await page.waitForSelector('es-along .plots canvas');
      await page.waitForNetworkIdle();
      const opener = 'details:has(es-along) .export-button';
      const charts = (await drawn(page, 'SVG', 'page', opener)).toString('utf8');
      const map = (await drawn(page, 'SVG', 'page', '.above .export-button')).toString('utf8');
      expect(map.match(/<path /g)?.length).toBeGreaterThan(bare.match(/<path /g)?.length ?? 0);
      for (const [selector, svg] of [
        ['es-map', map],
        ['es-along .plots', charts],
      ] as const) {
        const pictures = await beside(page, selector, svg);
        expect(await difference(page, pictures.mine, pictures.page)).toBeLessThan(2 * ALIKE);
      }
      expect(complaints).toEqual([]);
    });
  });

  test('basins lie under the lines as an image, and nothing else is one', async () => {
    await visit(SIFTED, async ({ page, complaints }) => {
      await outcome(page);
      await showBasins(page);
      const svg = (await drawn(page, 'SVG', 'page', '.above .export-button')).toString('utf8');
      expect(svg.match(/<image /g)).toHaveLength(1);
      expect(svg.indexOf('<image ')).toBeLessThan(svg.indexOf('<text '));
      const pictures = await beside(page, 'es-map', svg);
      expect(await difference(page, pictures.mine, pictures.page)).toBeLessThan(ALIKE);
      expect(complaints).toEqual([]);
    });
  });

  test('for a paper’s column it is laid out anew, on white, and the page stays as it was', async () => {
    await visit(LINK, async ({ page, complaints }) => {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
      await outcome(page);
      const before = await page.screenshot({ encoding: 'base64' });
      const svg = (await drawn(page, 'SVG', 'column')).toString('utf8');
      expect(svg.slice(0, 400)).toMatch(
        /width="8[56](\.\d+)?mm" height="[\d.]+mm" viewBox="0 0 3[34]\d/,
      );
      const [, ground] = /<path d="M0 0H[\d.]+V[\d.]+H0Z" fill="([^"]+)"/.exec(svg) ?? [];
      expect(ground).toBe('#ffffff');
      await unpoint(page);
      const after = await page.screenshot({ encoding: 'base64' });
      expect(await difference(page, before, after)).toBeLessThan(0.0005);
      expect(complaints).toEqual([]);
    });
  });

  test('the caption goes with the picture: beneath it, and in the file’s own notes', async () => {
    await visit(LINK, async ({ page }) => {
      await outcome(page);
      const svg = await exported(page, 'SVG');
      expect(/<text [^>]*>gd with α = 0.16 and usam/.test(svg)).toBe(true);
      const [, engine] =
        /<desc>[^<]*&amp;engine=(\w+)&amp;fp=[0-9a-f]{16},/.exec(svg.slice(0, 1500)) ?? [];
      expect(engine).toBe(await engineRevision());
      const { bytes } = await download(page, () => choose(page, 'PNG, 2×'));
      expect(bytes.subarray(0, 400).toString('utf8')).toContain(
        'iTXtTitle\0\0\0\0\0gd with α = 0.16 and usam',
      );
    });
  });

  test('the poster of a training is the terminal’s', async () => {
    const said = vi.spyOn(console, 'log').mockImplementation(() => {});
    expect(await main(['poster', NETWORK])).toBe(0);
    const expected = String(said.mock.lastCall?.[0]);
    said.mockRestore();
    await visit(NETWORK, async ({ page, complaints }) => {
      await outcome(page);
      const { name, bytes } = await download(page, () => choose(page, 'Poster'));
      expect(name).toBe('eigensieve-chebyshev-poster.svg');
      expect(bytes.toString('utf8').trimEnd()).toBe(expected);
      expect(complaints).toEqual([]);
    });
  });

  test('PNG has two pixels for each of the page’s, and shows the same', async () => {
    await visit(LINK, async ({ page, complaints }) => {
      await outcome(page);
      const svg = (await drawn(page, 'SVG', 'page')).toString('utf8');
      const png = await drawn(page, 'PNG, 2×', 'page');
      const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
      expect(png.readUInt32BE(16)).toBe(2 * Number(width));
      expect(png.readUInt32BE(20)).toBe(2 * Number(height));
      const alone = await page.browserContext().newPage();
      await alone.setViewport({
        width: Number(width),
        height: Number(height),
        deviceScaleFactor: 2,
      });
      await alone.setContent(`<body style="margin:0">${svg}</body>`);
      const shown = await alone.screenshot({ encoding: 'base64' });
      // Two programs smooth fine hatches a little differently.
      expect(await difference(page, shown, png.toString('base64'))).toBeLessThan(2 * ALIKE);
      expect(complaints).toEqual([]);
    });
  });
});

describe('a wrong file is named, and nothing is lost', () => {
  test.each([
    ['notes.txt', 'not at all', 'notes.txt is not JSON'],
    ['package.json', '{"name":"x"}', 'package.json is JSON, but no experiment: it has no “spec”'],
    ['empty.json', '', 'empty.json is empty'],
    ['link.txt', '#v=1&f=ring&o=gd:alpha=0.1', 'link.txt holds a link, not JSON'],
    ['new.json', '{"spec":{"v":2}}', 'new.json was made with another version of Eigensieve: v:'],
    ['bad.json', '{"spec":{"v":1,"objective":{"kind":"function","name":"nope"}}}', 'bad.json: '],
  ])('%s', async (name, content, words) => {
    await visit(LINK, async ({ page, complaints }) => {
      const told = await outcome(page);
      await drop(page, name, content);
      expect(await notice(page)).toContain(words);
      expect(await hashOf(page)).toBe(LINK);
      expect(await textOf(page, 'es-sentence .sentence')).toBe(told);
      expect(complaints).toEqual([]);
    });
  });
});

test('axe finds nothing in the open menu', async () => {
  await visit(LINK, async ({ page, complaints }) => {
    await page.setViewport({ width: 390, height: 800 });
    await outcome(page);
    await page.click('.export-button');
    await page.waitForSelector('.export:popover-open select');
    const box = await (await page.$('.export:popover-open'))?.boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= 390 && box.y + box.height <= 800).toBe(true);
    const heights = await page.$$eval('.export:popover-open :is(button, select, .option)', (all) =>
      all.map((control) => control.getBoundingClientRect().height),
    );
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
    expect(await faults(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

describe('by keyboard alone', () => {
  test('the menu opens at the picture, copies the link and closes', async () => {
    await visit(LINK, async ({ page, complaints }) => {
      // A browser without a screen keeps no clipboard: the page's own call is heard instead.
      await page.evaluate(() => {
        navigator.clipboard.writeText = async (text) => {
          document.body.dataset['copied'] = text;
        };
      });
      await outcome(page);
      await page.focus('.export-button');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.activeElement?.closest('.export:popover-open'));
      while (
        !(await page.evaluate(() => document.activeElement?.textContent?.includes('Copy link')))
      )
        await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() =>
        document.querySelector('.export-status')?.textContent?.includes('copied'),
      );
      expect(await page.evaluate(() => document.body.dataset['copied'])).toBe(page.url());
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => document.activeElement?.matches('.export-button'));
      expect(complaints).toEqual([]);
    });
  });

  test('a link that is pasted is opened', async () => {
    await visit(LINK, async ({ page }) => {
      await outcome(page);
      await paste(page, 'https://example.org/#v=1&f=ring&o=gd:alpha=0.1&start=1,1');
      await addressHolds(page, 'f=ring');
    });
  });
});
