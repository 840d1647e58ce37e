// The figure in an iframe: for hosts that allow no script, and give it a sandbox of no origin.

import type { Frame, Page } from 'puppeteer-core';
import { expect, inject, test } from 'vitest';
import { fingerprints, guest, settled, site, strictPolicy, terminal, WELLS } from './hosts.ts';

const framed = (attributes: string, query = '', link = WELLS): string => `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>A post</title></head>
  <body><main><h1>A post</h1>
    <iframe title="Two wells" width="700" height="620" ${attributes}
      src="${site()}/embed.html${query}${link.replaceAll('&', '&amp;')}"></iframe>
  </main></body>
</html>`;

/** A host that allows frames of the site and nothing else. */
const FRAMES_ONLY = (): string => `default-src 'none'; frame-src ${site()}`;

async function frameOf(page: Page): Promise<Frame> {
  const frame = await (await page.$('iframe'))?.contentFrame();
  if (!frame) throw new Error('there is no frame');
  return frame;
}

test('in a sandbox that allows scripts alone it lives, and says nothing', async () => {
  await guest(
    framed('sandbox="allow-scripts"'),
    async ({ page, complaints }) => {
      const frame = await frameOf(page);
      await settled(frame, 1);
      expect(await frame.evaluate(() => self.origin)).toBe('null');
      expect(await fingerprints(frame)).toEqual(await terminal(WELLS));
      expect(complaints).toEqual([]);
      const fetched = await frame.evaluate(
        () =>
          performance.getEntriesByType('resource').filter(({ name }) => !name.startsWith('blob:'))
            .length,
      );
      expect(fetched).toBe(0);
    },
    FRAMES_ONLY(),
  );
});

test.each([
  ['a network', '#v=1&net=moons&layers=4&o=gd:alpha=0.1&o=adam:alpha=0.01&steps=40'],
  ['a network on data', '#v=1&net=digits&samples=100&layers=4&o=gd:alpha=0.1&steps=20'],
])('%s trains there too, on the page for networks', async (_, link) => {
  await guest(
    framed('sandbox="allow-scripts"', '?controls=none&amp;theme=dark', link),
    async ({ page, complaints }) => {
      await page.waitForFrame((frame) => frame.url().includes('embed-network.html'));
      const frame = await frameOf(page);
      await settled(frame, 1);
      expect(await fingerprints(frame)).toEqual(await terminal(link));
      const address = new URL(frame.url());
      expect([address.search, address.hash]).toEqual(['?controls=none&theme=dark', link]);
      expect(complaints).toEqual([]);
      // Back leads out of the frame's page, not to the one that handed it on.
      expect(await frame.evaluate(() => history.length)).toBe(
        await page.evaluate(() => history.length),
      );
    },
    FRAMES_ONLY(),
  );
});

test('data too large for a page that fetches nothing are named, with the way out', async () => {
  await guest(
    framed('sandbox="allow-scripts"', '', '#v=1&net=mnist&layers=4&o=gd:alpha=0.1&steps=5'),
    async ({ page }) => {
      await page.waitForFrame((frame) => frame.url().includes('embed-network.html'));
      const frame = await frameOf(page);
      const text = (): Promise<string> =>
        frame.$eval('eigen-sieve', (one) => one.shadowRoot?.textContent ?? '');
      await expect.poll(text).toContain('This page holds no data so large');
      expect(await text()).toContain('Open in the playground');
    },
    FRAMES_ONLY(),
  );
});

test('it tells the page around how high it is, and nothing else', async () => {
  await guest(
    framed('sandbox="allow-scripts"', '?controls=minimal&amp;theme=dark'),
    async ({ page }) => {
      await settled(await frameOf(page), 1);
      await page.evaluate(() => {
        const iframe = document.querySelector('iframe') as HTMLIFrameElement;
        const told: unknown[] = [];
        addEventListener('message', ({ data, origin, source }) =>
          told.push({ data, origin, own: source === iframe.contentWindow }),
        );
        Object.assign(window, { told });
        iframe.width = '400';
      });
      const frame = await frameOf(page);
      await expect
        .poll(() => page.evaluate(() => (window as unknown as { told: unknown[] }).told.at(-1)))
        .toEqual({
          data: {
            type: 'eigensieve-height',
            height: await frame.$eval('eigen-sieve', (one) =>
              Math.ceil(one.getBoundingClientRect().height),
            ),
            live: true,
          },
          origin: 'null',
          own: true,
        });
      const face = await frame.$eval('eigen-sieve', (one) => ({
        theme: one.shadowRoot?.querySelector('.figure')?.getAttribute('data-theme'),
        tools: one.shadowRoot?.querySelector('.tools') ?? null,
      }));
      expect(face).toEqual({ theme: 'dark', tools: null });
    },
    FRAMES_ONLY(),
  );
});

test('its own policy lets it compute and nothing else', async () => {
  const response = await fetch(new URL('embed.html', inject('address')));
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(
    await response.text(),
  )?.[1];
  expect(policy?.replaceAll(/sha256-[\w+/]+=/g, 'HASH')).toBe(
    "default-src 'none'; script-src 'HASH' 'wasm-unsafe-eval'; worker-src blob:; style-src 'HASH'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types lit-html eigensieve",
  );
});

test('the element and the frame live side by side on one page', async () => {
  const both = framed('sandbox="allow-scripts"').replace(
    '</main>',
    `<eigen-sieve loading="eager" src="${WELLS.replaceAll('&', '&amp;')}"></eigen-sieve></main>
     <script type="module" src="${site()}/eigen-sieve.js"></script>`,
  );
  await guest(
    both,
    async ({ page, complaints }) => {
      await settled(page, 1);
      await settled(await frameOf(page), 1);
      expect(await fingerprints(page)).toEqual(await fingerprints(await frameOf(page)));
      expect(complaints).toEqual([]);
    },
    strictPolicy(site()),
  );
});
