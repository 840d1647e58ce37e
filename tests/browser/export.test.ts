import type { Page } from 'puppeteer-core';
import { describe, expect, test } from 'vitest';
import { download, drop, paste } from './download.ts';
import { addressHolds, hashOf, outcome, textOf } from './explore.ts';
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
      expect(await textOf(page, '.reproduction')).toBe(
        '✓ Reproduced: the fingerprints of 4 runs are those of the link or file.',
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
      expect(await textOf(page, '.reproduction')).toMatch(/^✕ Differs: of 4 runs 4 have/);
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
      expect(header).toMatch(/^optimizer,step,loss,.*lambda_max,.*,caption$/);
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
