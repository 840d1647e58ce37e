// However many threads share the work, and however often it is interrupted, the bits are the same.

import type { Page } from 'puppeteer-core';
import { beforeAll, expect, test } from 'vitest';
import { openEngine } from '../links/golden.mjs';
import { drawn, outcome, showBasins, textOf } from './explore.ts';
import { visit } from './page.ts';

/** Four rules with every kind of memory, on mini-batches; long enough to be interrupted. */
const NETWORK =
  '#v=1&net=chebyshev&layers=8&act=tanh&batch=10&seed=4&o=gd:momentum=heavy-ball:alpha=0.05:beta=0.5' +
  '&o=usam2:alpha=0.1:rho=0.05&o=adam:alpha=0.01&o=husam:alpha=0.1:rho=0.02&steps=20000&every=5000';

const MAP = '#v=1&f=himmelblau&o=gd:alpha=0.01&o=usam2:alpha=0.01:rho=0.01&start=1,1';

/** Cores of the machine that the page takes itself to be on, and the threads it then has for work. */
const MACHINES = [
  [1, 1],
  [3, 2],
  [9, 4],
] as const;

/** The network's link with the fingerprints of its runs, each made alone and in one go. */
let claim = '';

beforeAll(async () => {
  const engine = await openEngine();
  const { spec, beside } = engine.parseLink(NETWORK);
  const experiment = new engine.Experiment(spec);
  const fp = spec.optimizers.map((_, optimizer) => {
    const run = experiment.run(optimizer, 0, false);
    run.advance(spec.stop.steps);
    return run.record().fingerprint;
  });
  claim = engine.printLink(spec, { ...beside, fp });
});

/** Opens the page anew as it is on a machine of so many cores. */
async function onMachine(page: Page, cores: number): Promise<void> {
  await page.evaluateOnNewDocument((cores) => {
    Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => cores });
  }, cores);
  await page.reload();
}

/** Presses a button of the training as soon as it is there. */
const press = (page: Page, name: string): Promise<unknown> =>
  page.waitForFunction(
    (name) => {
      const button = [...document.querySelectorAll<HTMLButtonElement>('.training button')].find(
        ({ textContent }) => textContent?.trim() === name,
      );
      button?.click();
      return button !== undefined;
    },
    {},
    name,
  );

const phase = (page: Page, words: string): Promise<unknown> =>
  page.waitForFunction(
    (words) => document.querySelector('.training .left')?.textContent?.includes(words),
    { timeout: 60_000 },
    words,
  );

/** Waits until some steps have been made. */
const begun = (page: Page): Promise<unknown> =>
  page.waitForFunction(() =>
    /step\s*[1-9]/.test(document.querySelector('.training .step')?.textContent ?? ''),
  );

/** What all threads together have found: of each machine the same. */
const found: string[] = [];

test.each(MACHINES)(
  'a training paused, gone back in, cancelled and gone on with, on %i cores',
  {
    timeout: 180_000,
  },
  async (cores, threads) => {
    await visit(claim, async ({ page, complaints }) => {
      await onMachine(page, cores);
      await begun(page);
      await press(page, 'Pause');
      await phase(page, 'paused');
      // The page's own thread for the engine, and those that train.
      expect(page.workers().length).toBe(1 + threads);
      await page.focus('es-scrubber input[type=range]');
      await page.keyboard.press('Home');
      await drawn(page);
      await press(page, 'Resume');
      await press(page, 'Cancel');
      await phase(page, 'cancelled');
      await page.focus('es-scrubber input[type=range]');
      await page.keyboard.press('End');
      await press(page, 'Go on');
      await phase(page, 'ended');
      await page.waitForSelector('.reproduction p');
      expect(await textOf(page, '.reproduction')).toBe(
        '✓ Reproduced, bit for bit: all 4 runs have their recorded fingerprints.',
      );
      await page.focus('.panel summary');
      await page.keyboard.press('Enter');
      await (await page.waitForSelector('es-spectrum button.primary:not([disabled])'))?.click();
      await page.waitForFunction(
        () =>
          !document.querySelector('.spectrum-progress') &&
          document.querySelectorAll('es-spectrum .legend tbody tr').length === 5,
        { timeout: 60_000 },
      );
      found.push(
        (await textOf(page, 'table.full')) +
          (await textOf(page, 'es-spectrum .legend')) +
          (await textOf(page, '.eigenvalues')),
      );
      expect(found.at(-1)).toBe(found[0]);
      expect(complaints).toEqual([]);
    });
  },
);

test('a map of basins, to the pixel', { timeout: 120_000 }, async () => {
  const maps: string[] = [];
  // The fewest threads and the most.
  for (const cores of [1, 9]) {
    await visit(MAP, async ({ page, complaints }) => {
      await onMachine(page, cores);
      await outcome(page);
      await showBasins(page);
      await drawn(page);
      const pixels = await page.$eval('canvas.ground', (canvas) =>
        (canvas as HTMLCanvasElement).toDataURL(),
      );
      maps.push(pixels + (await textOf(page, 'table.basins')));
      expect(complaints).toEqual([]);
    });
  }
  expect(maps[0]?.length).toBeGreaterThan(2000);
  expect(new Set(maps).size).toBe(1);
});
