// Trusted Types, where the browser has them: no text becomes markup, code or a script's address.

import { readdir, readFile } from 'node:fs/promises';
import type { Page } from 'puppeteer-core';
import { expect, test } from 'vitest';
import { addressHolds, drawn, follow, outcome } from './explore.ts';
import { visit } from './page.ts';

test('every page of the site is under a strict policy before anything else', async () => {
  const pages = (await readdir('web/dist')).filter((file) => file.endsWith('.html'));
  expect(pages).toContain('index.html');
  expect(pages).toContain('embed.html');
  for (const page of pages) {
    const html = await readFile(`web/dist/${page}`, 'utf8');
    const meta = /<meta http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html);
    const policy = (meta?.[1] ?? '').replaceAll('&#39;', "'");
    expect(policy, page).toMatch(/^default-src '(self|none)'; /);
    expect(policy, page).toContain("; require-trusted-types-for 'script'; trusted-types ");
    expect(policy, page).not.toMatch(/'unsafe-(inline|eval|hashes)'|\*|data:|https?:/);
    expect(html.slice(0, meta?.index)).not.toMatch(/<(script|style|link|img)\b|\son\w+=/);
    expect(html.slice(meta?.index), page).not.toMatch(/<[^>]*\s(style|on\w+)="/);
  }
});

/** What each sink does with a plain text. */
const sinks = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(async () => {
    // What a debugger evaluates may evaluate more, until the next task.
    await new Promise((resolve) => setTimeout(resolve));
    const attempts: Record<string, () => unknown> = {
      innerHTML: () => {
        document.createElement('p').innerHTML = '<b>text</b>';
      },
      outerHTML: () => {
        (document.querySelector('#page') as Element).outerHTML = '<b>text</b>';
      },
      insertAdjacentHTML: () => document.body.insertAdjacentHTML('beforeend', '<b>text</b>'),
      'document.write': () => document.write('<b>text</b>'),
      DOMParser: () => new DOMParser().parseFromString('<b>text</b>', 'text/html'),
      createContextualFragment: () =>
        document.createRange().createContextualFragment('<b>text</b>'),
      srcdoc: () => {
        document.createElement('iframe').srcdoc = '<b>text</b>';
      },
      'script.src': () => {
        document.createElement('script').src = 'assets/any.js';
      },
      'script.text': () => {
        document.createElement('script').text = '1';
      },
      Worker: () => new Worker('assets/any.js'),
      setAttribute: () => document.createElement('p').setAttribute('onclick', 'alert(1)'),
      // biome-ignore lint/security/noGlobalEval: it is refused
      eval: () => globalThis.eval('1'),
      Function: () => new Function('return 1')(),
      'another policy': () =>
        (
          globalThis as unknown as { trustedTypes: { createPolicy(name: string, o: object): void } }
        ).trustedTypes.createPolicy('another', {}),
      'a default policy': () =>
        (
          globalThis as unknown as { trustedTypes: { createPolicy(name: string, o: object): void } }
        ).trustedTypes.createPolicy('default', { createHTML: (text: string) => text }),
      'a policy of a name that is taken': () =>
        (
          globalThis as unknown as { trustedTypes: { createPolicy(name: string, o: object): void } }
        ).trustedTypes.createPolicy('eigensieve', { createScriptURL: (text: string) => text }),
    };
    return Object.fromEntries(
      Object.entries(attempts).map(([name, attempt]) => {
        try {
          attempt();
          return [name, 'let through'];
        } catch (refusal) {
          return [name, (refusal as Error).name];
        }
      }),
    );
  });

test('no sink takes a text', async () => {
  await visit('.', async ({ page }) => {
    await outcome(page);
    for (const [sink, refusal] of Object.entries(await sinks(page)))
      expect(refusal, sink).toMatch(/^(TypeError|EvalError)$/);
  });
});

/** Wherever the page draws, sets formulas or opens a dialog. */
const LINKS = [
  '#v=1&view=filter&f=two-wells&o=gd:alpha=0.16&o=usam:alpha=0.1:rho=0.1&start=0.7,0.8',
  '#v=1&view=compare&f=two-wells&o=gd:alpha=0.16&start=0.7,0.8',
  '#v=1&f=expr:sqrt(x^2%2B1)/2%2Ba*y^2&p.a=1&o=adam:alpha=0.1&start=1,1',
  '#v=1&net=chebyshev&layers=4&o=gd:alpha=0.01&steps=50&probes=1&depth=4',
  '#v=1&f=no-such-function',
];

test('every view, the gallery, the editor and the words about the page need no more than that', async () => {
  await visit('.', async ({ page, complaints }) => {
    await page.evaluate(() => {
      addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) =>
        console.error(`${violatedDirective}: ${sample}`),
      );
    });
    await outcome(page);
    for (const button of ['.gallery-button', '[aria-label^=about]', '.help-button', '.disclose']) {
      await page.click(button);
      await drawn(page);
      await page.keyboard.press('Escape');
    }
    for (const link of LINKS) {
      await follow(page, link);
      if (link.includes('no-such')) await page.waitForSelector('.message');
      else await addressHolds(page, link.slice(5, 30));
      await page.waitForNetworkIdle({ idleTime: 300 });
    }
    expect(complaints).toEqual([]);
  });
});
