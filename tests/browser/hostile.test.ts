// What a stranger may hand to the page: links, files and pasted texts that would do harm if any of
// it became markup, code or an address.

import type { Page } from 'puppeteer-core';
import { describe, expect, inject, test } from 'vitest';
import { engine } from '../../web/src/terminal/engine.ts';
import { HARMLESS, REFUSED } from '../hostile/links.ts';
import { drawn, follow, outcome, textOf } from './explore.ts';
import { type Visit, visit } from './page.ts';

const { parseLink, printLink } = await engine();

/** Notes all that must not happen, beyond what every visit complains of. */
async function watch({ page, complaints }: Visit): Promise<void> {
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  const own = new URL(inject('address')).origin;
  page.on('request', (request) => {
    if (!request.url().startsWith(`${own}/`)) complaints.push(`request: ${request.url()}`);
  });
  page.on('popup', () => complaints.push('a window opened'));
  const report = (text: string): unknown => complaints.push(text);
  await page.exposeFunction('complain', report);
  await page.evaluate(() => {
    const { complain } = window as unknown as { complain: (text: string) => void };
    addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) =>
      complain(`violation: ${violatedDirective} ${sample}`),
    );
    const prototype = Object.getOwnPropertyNames(Object.prototype).join();
    Object.assign(window, {
      /** What a link has made of the page, if anything. */
      harm: () => [
        ...[...document.querySelectorAll('*')]
          .filter((element) =>
            element.getAttributeNames().some((name) => name.startsWith('on') || name === 'srcdoc'),
          )
          .map(({ localName }) => `a handler on ${localName}`),
        ...[...document.querySelectorAll('iframe, object, embed, base, script:not([src])')].map(
          ({ localName }) => localName,
        ),
        ...[...document.querySelectorAll('[href], [src], [action]')]
          .flatMap((element) =>
            ['href', 'src', 'action'].map((name) => element.getAttribute(name) ?? ''),
          )
          .filter((address) => /^\s*(javascript|data):/i.test(address)),
        ...(Object.getOwnPropertyNames(Object.prototype).join() === prototype
          ? []
          : ['Object.prototype']),
      ],
    });
  });
}

interface Shown {
  address: string;
  message: string;
  mend: string;
  elements: string[];
  harm: string[];
}

/** Opens links one after the other in the same page, and reads how each is refused. */
const refusals = (page: Page, links: readonly string[]): Promise<Shown[]> =>
  page.evaluate(async (links) => {
    const { harm } = window as unknown as { harm: () => string[] };
    const frame = (): Promise<unknown> => new Promise((go) => requestAnimationFrame(go));
    const shown: Shown[] = [];
    for (const link of links) {
      location.hash = link;
      const address = location.hash;
      const mend = (): string =>
        document.querySelector<HTMLInputElement>('#mend-link')?.value ?? '';
      const began = performance.now();
      // As long as it takes on a loaded machine; what comes late is compared all the same.
      while (mend() !== address && performance.now() - began < 20_000) await frame();
      const message = document.querySelector('.message p');
      shown.push({
        address,
        message: message?.textContent?.replace(/\s+/g, ' ').trim() ?? '',
        mend: mend(),
        elements: [...(message?.querySelectorAll('*') ?? [])].map(({ localName }) => localName),
        harm: harm(),
      });
    }
    return shown;
  }, links);

/** What the address bar makes of a text in a link. */
const asAddress = (text: string): string => new URL(`http://host/#${text}`).hash.slice(1);

const shortened = (text: string): string => (text.length > 90 ? `${text.slice(0, 90)}…` : text);

describe('hostile links', () => {
  test('do nothing but be refused, by the key that is wrong, and stay for mending', async () => {
    await visit('.', async (visit) => {
      const { page, complaints } = visit;
      await outcome(page);
      await watch(visit);
      const shown = await refusals(
        page,
        REFUSED.map(([link]) => link),
      );
      for (const [index, { address, message, mend, elements, harm }] of shown.entries()) {
        const [link = '', key = ''] = REFUSED[index] ?? [];
        const named = asAddress(key).slice(0, 90);
        const prefix = `This link could not be read. ${named}`;
        expect(message.slice(0, prefix.length), shortened(link)).toBe(prefix);
        expect(mend, shortened(link)).toBe(address);
        expect(elements).toEqual(['b']);
        expect(harm, shortened(link)).toEqual([]);
      }
      expect(complaints).toEqual([]);
      // Below the message stands the page's own example, as ever.
      expect(await outcome(page)).toContain('refuse');
    });
  });

  test('odd ones that are no mistake open without harm', async () => {
    await visit('.', async (visit) => {
      const { page, complaints } = visit;
      await watch(visit);
      for (const link of HARMLESS) {
        await follow(page, link);
        // What it means follows in the address, in the one way that this is written.
        const { spec, beside } = parseLink(link);
        const canonical = asAddress(printLink(spec, beside).slice(1));
        await page.waitForFunction((hash) => location.hash === hash, {}, `#${canonical}`);
        await drawn(page);
        const found = await page.evaluate(() => ({
          refused: document.querySelector('.message')?.textContent ?? null,
          harm: (window as unknown as { harm: () => string[] }).harm(),
        }));
        expect(found, shortened(link)).toEqual({ refused: null, harm: [] });
      }
      expect(complaints).toEqual([]);
    });
  });

  test('a parameter called __proto__ has its value, a slider, and its place in the link', async () => {
    const link = '#v=1&f=expr:__proto__*x^2%2By^2&p.__proto__=2&o=gd:alpha=0.1&start=1,1';
    await visit(link, async ({ page, complaints }) => {
      expect(await outcome(page)).toContain('gd');
      expect(await page.evaluate(() => location.hash)).toBe(link);
      expect(await page.$('[aria-label*="__proto__"]')).not.toBeNull();
      expect(complaints).toEqual([]);
    });
  });
});

/** Each would take more than 10⁹ gradients. */
const COSTLY = [
  ['by its starts', `#v=1&f=expr:x^4&o=gd:alpha=1e-6&steps=10000000${'&start=1,1'.repeat(101)}`],
  [
    'in the filter view',
    `#v=1&view=filter&f=quartic&o=gd:alpha=1e-6&steps=10000000${'&start=1,1'.repeat(101)}`,
  ],
  ['by its samples', '#v=1&net=digits&o=gd:alpha=0.1&steps=1000000&top=0&bottom=0'],
  ['by its curvature', '#v=1&net=digits&o=gd:alpha=0.1&steps=10000&every=1&depth=1000'],
  [
    'by its density alone',
    '#v=1&net=digits&o=gd:alpha=0.1&steps=1&top=0&bottom=0&probes=1000&depth=1000',
  ],
] as const;

test.each(COSTLY)('a link that would keep a machine busy asks first: %s', async (_, link) => {
  await visit(link, async ({ page, complaints }) => {
    await page.waitForSelector('dialog.ask[open]');
    expect(await textOf(page, 'dialog.ask')).toContain('gradients');
    await page.click('dialog.ask button:last-child');
    await page.waitForFunction(() => !document.querySelector('dialog.ask[open]'));
    expect(complaints).toEqual([]);
  });
});

/** Pastes a text into the page, as a keyboard does. */
const paste = (page: Page, text: string): Promise<void> =>
  page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);

/** Drops a file onto the page. */
const drop = (page: Page, name: string, text: string): Promise<void> =>
  page.evaluate(
    (name, text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], name));
      document.body.dispatchEvent(
        new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }),
      );
    },
    name,
    text,
  );

const MARKUP = '<img src=x onerror=alert(1)>';
const SPEC = {
  v: 1,
  objective: { kind: 'function', name: 'two-wells' },
  optimizers: [{ rule: 'gd', alpha: 0.1 }],
};

test('hostile specs, dropped or pasted, are refused by field, and what was shown stays', async () => {
  await visit('.', async (visit) => {
    const { page, complaints } = visit;
    await outcome(page);
    await watch(visit);
    const before = await page.evaluate(() => location.hash);
    const of = (change: object): string => JSON.stringify({ ...SPEC, ...change });
    const cases: [string, string][] = [
      [of({ [MARKUP]: 1 }), MARKUP],
      [of({ view: MARKUP }), 'view'],
      [of({ objective: { kind: MARKUP } }), 'objective.kind'],
      [of({ optimizers: [{ rule: MARKUP, alpha: 1 }] }), 'optimizers[0].rule'],
      [of({ seed: 'constructor' }), 'seed'],
      [of({ 'a\u202eb\n\u001b[2J': 1 }), 'a\\u{202e}b\\n\\u{1b}[2J'],
      [of({ v: 99 }), 'v'],
      [`{"__proto__":{"polluted":1},${of({}).slice(1)}`, '__proto__'],
      [`{"v":1,${of({}).slice(1)}`, 'v is given twice'],
      [of({ optimizers: [] }), 'optimizers'],
      [`{"v":1,"objective":${'['.repeat(9_000)}${']'.repeat(9_000)}}`, 'spec'],
      [`{"v":1e999,${of({}).slice(7)}`, 'v'],
      ['{', 'JSON'],
    ];
    for (const [text, name] of cases) {
      for (const send of [() => drop(page, `${MARKUP}.json`, text), () => paste(page, text)]) {
        await send();
        await page.waitForSelector('.message');
        expect(await textOf(page, '.message p'), text.slice(0, 80)).toContain(name);
        const harm = await page.evaluate(() =>
          (window as unknown as { harm: () => string[] }).harm(),
        );
        expect(harm).toEqual([]);
        await page.click('.message button');
        await page.waitForFunction(() => !document.querySelector('.message'));
      }
    }
    expect(await page.evaluate(() => location.hash)).toBe(before);
    expect(await page.evaluate(() => 'polluted' in {})).toBe(false);
    expect(complaints).toEqual([]);
  });
});

test('cells of a table that spell markup are shown as they are spelt', async () => {
  await visit('.', async (visit) => {
    const { page, complaints } = visit;
    await outcome(page);
    await watch(visit);
    const rows = ['1,2,0', '3,4,1', '5,6,0', '7,8,1'].join('\n');
    await drop(page, `${MARKUP}.csv`, `"${MARKUP}",__proto__,"=cmd|'/c calc'!A1"\n${rows}\n`);
    await page.waitForFunction(
      (text) => document.querySelector('dialog[open]')?.textContent?.includes(text),
      {},
      MARKUP,
    );
    expect(await textOf(page, 'dialog[open]')).toContain(MARKUP);
    expect(await page.$('dialog img')).toBeNull();
    expect(complaints).toEqual([]);
  });
});
