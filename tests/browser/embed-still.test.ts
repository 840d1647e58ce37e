// Where a figure cannot live: its still, its words, and why.

import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { main } from '../../web/src/terminal/main.ts';
import { faults } from './explore.ts';
import { figure, guest, pageWith, settled, site, strictPolicy, WELLS } from './hosts.ts';

const ALT = 'gd settles in the sharp well, usam leaves it.';

let out: string[] = [];

beforeEach(() => {
  out = [];
  vi.spyOn(console, 'log').mockImplementation((text: string) => void out.push(text));
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** A figure with its still within, as the docs have it; the still is a data address here. */
async function withStill(): Promise<string> {
  await main(['poster', WELLS]);
  const address = `data:image/svg+xml;base64,${Buffer.from(out.join('')).toString('base64')}`;
  const still = `<img src="${address}" alt="${ALT}" width="604" height="454" />`;
  return figure(WELLS, `alt="${ALT}"`).replace('></eigen', `>${still}</eigen`);
}

const policy = (): string => strictPolicy(site()).replace('img-src', 'img-src data:');

/** What a reader sees in the figure: whether its still, whether its map, and the words. */
const seen = (element: Element): { still: boolean; map: boolean; words: string } => {
  const root = element.shadowRoot;
  const visible = (one: Element | null | undefined): boolean =>
    one?.checkVisibility() === true && one.getBoundingClientRect().height > 0;
  return {
    still: visible(element.querySelector('img')),
    map: visible(root?.querySelector('canvas')),
    words: (root?.querySelector('.figure')?.textContent ?? '').replace(/\s+/g, ' ').trim(),
  };
};

describe('the still', () => {
  test('is what there is without JavaScript, with its text', async () => {
    await guest(
      pageWith(await withStill()),
      async ({ page }) => {
        await page.setJavaScriptEnabled(false);
        await page.reload();
        const [image] = await page.$$('img');
        const box = await image?.boundingBox();
        expect(box?.height).toBeGreaterThan(300);
        const tree = await page.accessibility.snapshot({ interestingOnly: false });
        expect(JSON.stringify(tree)).toContain(ALT);
      },
      policy(),
    );
  });

  test('stays where WebAssembly is forbidden, with the sentence why', async () => {
    await guest(
      pageWith(await withStill()),
      async ({ page }) => {
        await page.waitForFunction(() =>
          document
            .querySelector('eigen-sieve')
            ?.shadowRoot?.textContent?.includes('the page around it does not allow'),
        );
        const { still, map, words } = await page.$eval('eigen-sieve', seen);
        expect([still, map]).toEqual([true, false]);
        expect(words).toContain(ALT);
        expect(words).toContain('Open in the playground');
        expect(await faults(page)).toEqual([]);
      },
      policy().replace(" 'wasm-unsafe-eval'", ''),
    );
  });

  test('stays where there is no WebAssembly at all', async () => {
    await guest(
      pageWith(await withStill()),
      async ({ page, complaints }) => {
        await page.evaluateOnNewDocument(() => {
          Reflect.deleteProperty(globalThis, 'WebAssembly');
        });
        await page.reload();
        await page.waitForFunction(() =>
          document
            .querySelector('eigen-sieve')
            ?.shadowRoot?.textContent?.includes('this browser lacks'),
        );
        expect((await page.$eval('eigen-sieve', seen)).still).toBe(true);
        expect(complaints).toEqual([]);
      },
      policy(),
    );
  });

  test('gives way to the live figure, and is what is printed', async () => {
    await guest(
      pageWith(await withStill()),
      async ({ page, complaints }) => {
        await settled(page, 1);
        const live = await page.$eval('eigen-sieve', seen);
        expect([live.still, live.map]).toEqual([false, true]);
        await page.emulateMediaType('print');
        const printed = await page.$eval('eigen-sieve', seen);
        expect([printed.still, printed.map]).toEqual([true, false]);
        expect(printed.words).toContain('gd');
        expect(complaints).toEqual([]);
      },
      policy(),
    );
  });

  test('is not missed on paper: without one the map itself is printed', async () => {
    await guest(pageWith(figure(WELLS)), async ({ page }) => {
      await settled(page, 1);
      await page.emulateMediaType('print');
      expect((await page.$eval('eigen-sieve', seen)).map).toBe(true);
    });
  });
});

describe('integrity', () => {
  const withHash = async (hash: string): Promise<string> =>
    pageWith(figure(WELLS)).replace(
      '<script type="module"',
      `<script type="module" crossorigin integrity="${hash}"`,
    );

  test('a page may name the module by its hash', async () => {
    const hash = await (await fetch(new URL('eigen-sieve.sha384', inject('address')))).text();
    await guest(await withHash(hash.trim()), async ({ page, complaints }) => {
      await settled(page, 1);
      expect(complaints).toEqual([]);
    });
  });

  test('an engine of other bytes is not run: the figure stays a still', async () => {
    await guest(pageWith(figure(WELLS, 'loading="eager"')), async ({ page }) => {
      await page.setRequestInterception(true);
      page.on('request', (request) => {
        if (!request.url().endsWith('.wasm')) return void request.continue();
        const body = Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]);
        const headers = { 'Access-Control-Allow-Origin': '*' };
        return void request.respond({ contentType: 'application/wasm', headers, body });
      });
      await page.reload();
      await page.waitForFunction(() =>
        document
          .querySelector('eigen-sieve')
          ?.shadowRoot?.textContent?.includes('could not be loaded'),
      );
    });
  });
});

test('a link that cannot be read is told as it is, and nothing is put in its place', async () => {
  await guest(
    pageWith(figure('#v=1&f=two-wells&o=gd:alpha=nought&start=0,0')),
    async ({ page, complaints }) => {
      await page.waitForFunction(() =>
        document
          .querySelector('eigen-sieve')
          ?.shadowRoot?.textContent?.includes('link could not be read'),
      );
      const { map, words } = await page.$eval('eigen-sieve', seen);
      expect(map).toBe(false);
      expect(words).toContain('alpha');
      expect(complaints).toEqual([]);
    },
  );
});
