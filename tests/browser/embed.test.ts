// Figures in a stranger's page: another origin, a strict policy, and nothing but what the docs say.

import type { Page } from 'puppeteer-core';
import { describe, expect, test } from 'vitest';
import type { EigenSieve } from '../../web/src/embed/eigen-sieve.ts';
import { faults } from './explore.ts';
import {
  figure,
  fingerprints,
  guest,
  pageWith,
  settled,
  site,
  stateOf,
  strictPolicy,
  terminal,
  WELLS,
} from './hosts.ts';

const VALLEY = '#v=1&f=product-valley&o=gd:alpha=0.1&start=2,1.5';
const RAVINE = '#v=1&f=ravine&o=gd:momentum=heavy-ball:alpha=0.02:beta=0.8&start=2,1';

describe('on a page of another origin, under a strict policy', () => {
  test('three figures live, say nothing, and leave no trace in their host', async () => {
    const three = [WELLS, VALLEY, RAVINE].map((link) => figure(link, 'loading="eager"')).join('');
    await guest(pageWith(three), async ({ page, complaints }) => {
      const address = page.url();
      await settled(page, 3);
      for (const [index, link] of [WELLS, VALLEY, RAVINE].entries())
        expect(await fingerprints(page, index)).toEqual(await terminal(link));
      expect(complaints).toEqual([]);
      expect(page.url()).toBe(address);
      const traces = await page.evaluate(async () => {
        const clean = document.createElement('iframe');
        document.body.append(clean);
        const usual = new Set(Object.getOwnPropertyNames(clean.contentWindow));
        clean.remove();
        return {
          globals: Object.keys(window).filter(
            (name) => !usual.has(name) && !/ariaQuery/.test(name),
          ),
          storage: localStorage.length + sessionStorage.length,
          cookies: document.cookie,
          history: history.length,
          services: (await navigator.serviceWorker.getRegistrations()).length,
          sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
          head: document.head.querySelectorAll('link, style').length,
        };
      });
      expect(traces).toEqual({
        globals: [],
        storage: 0,
        cookies: '',
        history: 2,
        services: 0,
        sheets: 0,
        head: 0,
      });
    });
  });

  test('their files come from the module’s own folder, the engine once for twelve', async () => {
    const twelve = Array.from({ length: 12 }, () => figure(WELLS, 'loading="eager"')).join('');
    await guest(pageWith(twelve), async ({ page, complaints }) => {
      await settled(page, 12);
      const fetched = await page.evaluate(() =>
        performance.getEntriesByType('resource').map(({ name }) => name),
      );
      expect(fetched.filter((name) => !name.startsWith(`${site()}/`))).toEqual([]);
      expect(fetched.filter((name) => name.endsWith('.wasm'))).toHaveLength(1);
      const cores = await page.evaluate(() => navigator.hardwareConcurrency);
      expect(page.workers().length).toBeLessThanOrEqual(Math.max(1, cores - 1));
      expect(complaints).toEqual([]);
    });
  });

  test('networks train in a thread of another origin, to the terminal’s bits', async () => {
    const link = '#v=1&net=chebyshev&layers=8&o=gd:alpha=0.1&o=usam:alpha=0.1:rho=0.1&steps=40';
    await guest(pageWith(figure(link)), async ({ page, complaints }) => {
      await settled(page, 1);
      expect(await fingerprints(page)).toEqual(await terminal(link));
      expect((await page.$$('>>> .plots canvas')).length).toBeGreaterThan(0);
      expect(complaints).toEqual([]);
    });
  });

  test('another view of an experiment is one word away', async () => {
    await guest(pageWith(figure(WELLS, 'view="filter"')), async ({ page, complaints }) => {
      await page.waitForSelector('>>> .equalizer .knob');
      await page.waitForFunction(
        () =>
          (document.querySelector('eigen-sieve') as EigenSieve)
            .getState()
            .link.startsWith('#v=1&view=filter&'),
        { timeout: 10_000 },
      );
      expect(complaints).toEqual([]);
    });
  });

  test('where workers are refused, they compute on the page’s own thread, to the same bits', async () => {
    const policy = strictPolicy(site()).replace('worker-src blob:', "worker-src 'none'");
    await guest(
      pageWith(figure(WELLS)),
      async ({ page, complaints }) => {
        await settled(page, 1);
        expect(page.workers()).toHaveLength(0);
        expect(await fingerprints(page)).toEqual(await terminal(WELLS));
        // The browser's own word about the worker, and nothing else.
        expect(complaints.filter((text) => !text.includes('worker-src'))).toEqual([]);
      },
      policy,
    );
  });
});

describe('good manners', () => {
  test('a figure below the fold waits until it is scrolled to, and rests out of sight', async () => {
    const away = '<div class="far"></div>';
    const html = pageWith(
      `${away}${figure(WELLS)}${away}`,
      '<style>.far { height: 3000px }</style>',
    );
    await guest(
      html,
      async ({ page }) => {
        const wasm = (): Promise<number> =>
          page.evaluate(
            () =>
              performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.wasm'))
                .length,
          );
        expect(await wasm()).toBe(0);
        expect(page.workers()).toHaveLength(0);
        await page.$eval('eigen-sieve', (element) => element.scrollIntoView());
        await settled(page, 1);
        expect(await wasm()).toBe(1);
        await page.evaluate(() => {
          void (document.querySelector('eigen-sieve') as EigenSieve).run();
        });
        await page.waitForFunction(
          () => (document.querySelector('eigen-sieve') as EigenSieve).getState().playing,
        );
        await page.evaluate(() => scrollTo(0, 0));
        await page.waitForFunction(
          () => !(document.querySelector('eigen-sieve') as EigenSieve).getState().playing,
        );
        await page.$eval('eigen-sieve', (element) => element.scrollIntoView());
        await page.waitForFunction(
          () => (document.querySelector('eigen-sieve') as EigenSieve).getState().playing,
        );
      },
      '',
    );
  });

  test('nothing jumps when the figure comes, at a desk and on a phone', async () => {
    for (const width of [1280, 390]) {
      await guest(
        pageWith(`${figure(WELLS, 'controls="play alpha rho"')}<p>After it.</p>`),
        async ({ page }) => {
          await page.setViewport({ width, height: 900 });
          await page.reload();
          // Before the module is there, its place is the page's business: docs/embedding.md says how.
          const shifts = page.evaluate(async () => {
            await customElements.whenDefined('eigen-sieve');
            await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
            const from = performance.now();
            let sum = 0;
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries())
                if (entry.startTime > from)
                  sum += (entry as PerformanceEntry & { value: number }).value;
            }).observe({ type: 'layout-shift', buffered: true });
            await new Promise((resolve) =>
              document.querySelector('eigen-sieve')?.addEventListener('end', resolve),
            );
            await new Promise((resolve) => setTimeout(resolve, 300));
            return sum;
          });
          await settled(page, 1);
          expect(await shifts).toBeLessThan(0.001);
        },
      );
    }
  });

  test('settings and numbers are there when they are unfolded, and may be set', async () => {
    await guest(pageWith(figure(WELLS)), async ({ page, complaints }) => {
      await settled(page, 1);
      const before = (await stateOf(page)).link;
      const root = 'eigen-sieve >>> ';
      expect(await page.$(`${root}details .number`)).toBeNull();
      await page.focus(`${root}details summary`);
      await page.keyboard.press('Enter');
      // A selector is not looked for again when a shadow root changes.
      await expect.poll(() => page.$(`${root}details .readout`)).not.toBeNull();
      await page.click(`${root}details .typed`, { count: 3 });
      await page.keyboard.type('5');
      await page.keyboard.press('Enter');
      await expect.poll(async () => (await stateOf(page)).link).not.toBe(before);
      expect(complaints).toEqual([]);
    });
  });

  test('the host’s styles stay outside, and the figure’s inside', async () => {
    const loud = `<style>
      html { font-size: 62.5%; }
      * { letter-spacing: 4px; text-transform: uppercase; line-height: 3; font-style: italic; }
      svg, canvas, p { display: none; }
    </style>`;
    await guest(
      pageWith(`${figure(WELLS)}<p class="sentence">Theirs.</p>`, loud),
      async ({ page }) => {
        await settled(page, 1);
        const styles = await page.evaluate(() => {
          const root = document.querySelector('eigen-sieve')?.shadowRoot as ShadowRoot;
          const of = (element: Element | null) => getComputedStyle(element as Element);
          const sentence = of(root.querySelector('.sentence'));
          const theirs = of(document.querySelector('main > p'));
          return {
            size: sentence.fontSize,
            spacing: sentence.letterSpacing,
            transform: sentence.textTransform,
            style: sentence.fontStyle,
            map: of(root.querySelector('canvas')).display,
            theirs: theirs.minHeight,
          };
        });
        expect(styles).toEqual({
          size: '16px',
          spacing: 'normal',
          transform: 'none',
          style: 'normal',
          map: 'block',
          theirs: '0px',
        });
      },
      '',
    );
  });

  test('a hundred figures come and go, and take their threads and memory with them', async () => {
    await guest(pageWith('<div id="place"></div>'), async ({ page, complaints }) => {
      await page.evaluate(() => {
        const counted = { made: 0, ended: 0 };
        const Plain = Worker;
        window.Worker = class extends Plain {
          constructor(address: string | URL, options?: WorkerOptions) {
            super(address, options);
            counted.made += 1;
          }
          override terminate(): void {
            counted.ended += 1;
            super.terminate();
          }
        };
        Object.assign(window, { counted });
      });
      const round = (): Promise<void> =>
        page.evaluate(async (link) => {
          const one = document.createElement('eigen-sieve') as EigenSieve;
          one.src = link;
          one.loading = 'eager';
          const ended = new Promise((resolve) => one.addEventListener('end', resolve));
          document.querySelector('#place')?.append(one);
          void one.setState({ step: 1e9 });
          await ended;
          one.remove();
        }, WELLS);
      const session = await page.createCDPSession();
      const used = async (): Promise<{ heap: number; nodes: number }> => {
        await session.send('HeapProfiler.collectGarbage');
        const { metrics } = await session.send('Performance.getMetrics');
        const value = (name: string): number =>
          metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
        return { heap: value('JSHeapUsedSize'), nodes: value('Nodes') };
      };
      await session.send('Performance.enable');
      for (let i = 0; i < 10; i++) await round();
      const before = await used();
      for (let i = 0; i < 90; i++) await round();
      const after = await used();
      const { made, ended } = await page.evaluate(
        () => (window as unknown as { counted: { made: number; ended: number } }).counted,
      );
      expect(made).toBeGreaterThan(0);
      expect(ended).toBe(made);
      // A figure has some three hundred nodes, and as many kilobytes: of ninety not even ten are left.
      expect(after.nodes - before.nodes).toBeLessThan(3000);
      expect(after.heap - before.heap).toBeLessThan(3e6);
      expect(complaints).toEqual([]);
    });
  });
});

describe('a figure', () => {
  test('opens in the playground as it stands', async () => {
    await guest(pageWith(figure(WELLS, 'controls="play alpha"')), async ({ page }) => {
      await settled(page, 1);
      await page.evaluate(() =>
        (document.querySelector('eigen-sieve') as EigenSieve).setState({ step: 7 }),
      );
      const link = '>>> .foot a';
      await page.waitForFunction(
        () =>
          document
            .querySelector('eigen-sieve')
            ?.shadowRoot?.querySelector<HTMLAnchorElement>('.foot a')
            ?.href.includes('at=7'),
        { timeout: 10_000 },
      );
      const href = await page.$eval(link, (a) => (a as HTMLAnchorElement).href);
      expect(href).toBe(`${site()}/${WELLS}&at=7`);
      expect((await stateOf(page)).link).toBe(`${WELLS}&at=7`);
    });
  });

  test('tells its steps, its end, and what is refused; its state shows the same again', async () => {
    await guest(pageWith(figure(VALLEY)), async ({ page, complaints }) => {
      await settled(page, 1);
      const told = await page.evaluate(async (link) => {
        const one = document.querySelector('eigen-sieve') as EigenSieve;
        const heard: string[] = [];
        for (const name of ['step', 'end', 'error'])
          one.addEventListener(name, (event) => {
            if (heard.at(-1) !== name) heard.push(name);
            if (event.bubbles) heard.push('bubbles');
          });
        const before = one.getState();
        const runs = await one.run();
        const after = one.getState();
        await one.setState({ link: '#v=1&f=no-such&o=gd:alpha=0.1' });
        const ended = new Promise((resolve) =>
          one.addEventListener('end', resolve, { once: true }),
        );
        await one.setState(before);
        await ended;
        const again = one.getState();
        await one.setState({ link });
        return { heard, before, after, again, ran: runs.length };
      }, WELLS);
      expect(told.heard.slice(0, 2)).toEqual(['step', 'end']);
      expect(told.heard).toContain('error');
      expect(told.heard).not.toContain('bubbles');
      expect(told.ran).toBe(1);
      expect(told.after.runs).toEqual(told.before.runs);
      expect(told.again).toEqual(told.before);
      expect(complaints).toEqual([]);
    });
  });
});

describe('keys', () => {
  /** What has the focus, figures looked into: its name as it is read. */
  const focused = (page: Page): Promise<string> =>
    page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at?.getAttribute('aria-label') ?? at?.textContent?.trim() ?? '';
    });

  test('lead through one figure and into the next, and scroll the page outside of them', async () => {
    const links = '<a href="#before">before</a>';
    const html = pageWith(
      `${links}${figure(VALLEY, 'alt="A valley" controls="play starts alpha"')}
       ${figure(WELLS, 'alt="Two wells" controls="minimal" loading="eager"')}<a href="#after">after</a>`,
    );
    await guest(html, async ({ page, complaints }) => {
      await settled(page, 2);
      const stops: string[] = [];
      for (let i = 0; i < 40 && stops.at(-1) !== 'after'; i++) {
        await page.keyboard.press('Tab');
        stops.push(await focused(page));
      }
      expect(stops[0]).toBe('before');
      expect(stops.at(-1)).toBe('after');
      // Each map, then its starts, and its transport; the first figure's number as well.
      const places = [
        'A valley',
        /^start 1 of 1/,
        'play',
        'step',
        /gd step α/,
        'Two wells',
        /^start 2 of 2/,
      ];
      let at = 0;
      for (const place of places) {
        at = stops.findIndex((stop, i) => i >= at && new RegExp(place).test(stop));
        expect(at, `${place} after ${stops.slice(0, at).join(', ')}`).toBeGreaterThan(0);
      }
      expect(stops.filter((stop) => stop === 'Open in the playground ↗')).toHaveLength(2);
      expect(complaints).toEqual([]);
    });
  });

  test('move a start, and step, in the figure that has the focus alone', async () => {
    await guest(pageWith(figure(VALLEY) + figure(VALLEY, 'loading="eager"')), async ({ page }) => {
      await settled(page, 2);
      await page.$eval('>>> .start', (start) => (start as unknown as HTMLElement).focus());
      await page.keyboard.press('ArrowRight');
      await page.waitForFunction(() => {
        const [one, two] = [...document.querySelectorAll<EigenSieve>('eigen-sieve')].map(
          (each) => each.getState().spec?.starts?.[0]?.[0],
        );
        return one !== undefined && one > 2 && two === 2;
      });
      const scrolled = await page.evaluate(() => scrollY);
      await page.$eval('>>> .overlay', (map) => (map as unknown as HTMLElement).focus());
      await page.evaluate((y) => scrollTo(0, y), scrolled);
      const { step } = await stateOf(page, 1);
      await page.keyboard.press('Home');
      await page.waitForFunction(
        () => (document.querySelector('eigen-sieve') as EigenSieve).getState().step === 0,
      );
      expect((await stateOf(page, 1)).step).toBe(step);
      expect(await page.evaluate(() => scrollY)).toBe(scrolled);
    });
  });

  test('the wheel alone scrolls the page', async () => {
    const tall = '<style>main { min-height: 4000px }</style>';
    await guest(
      pageWith(figure(VALLEY), tall),
      async ({ page }) => {
        await settled(page, 1);
        const box = await (await page.$('>>> .overlay'))?.boundingBox();
        await page.mouse.move((box?.x ?? 0) + 100, (box?.y ?? 0) + 100);
        const window = async (): Promise<unknown> => (await stateOf(page)).spec?.window;
        const before = await window();
        await page.mouse.wheel({ deltaY: 200 });
        await page.waitForFunction(() => scrollY > 0);
        expect(await window()).toEqual(before);
      },
      '',
    );
  });
});

for (const scheme of ['light', 'dark'])
  test(`axe finds nothing in a host page with two figures, ${scheme}`, async () => {
    const head = '<style>html { color-scheme: light dark }</style>';
    const html = pageWith(
      figure(WELLS, 'alt="Two wells"') + figure(VALLEY, 'controls="play alpha" loading="eager"'),
      head,
    );
    await guest(
      html,
      async ({ page }) => {
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        await page.reload();
        await settled(page, 2);
        expect(await faults(page)).toEqual([]);
      },
      '',
    );
  });
