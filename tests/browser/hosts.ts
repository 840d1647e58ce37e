// A stranger's site for tests: pages of another origin than the built site's, under a policy of their own.

import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import type { Page } from 'puppeteer-core';
import { inject } from 'vitest';
import type { EigenSieve } from '../../web/src/embed/eigen-sieve.ts';
import { type Visit, visit } from './page.ts';

/** The strictest policy under which a figure of another origin lives, as docs/embedding.md states it. */
export const strictPolicy = (site: string): string =>
  [
    "default-src 'none'",
    `script-src ${site} 'wasm-unsafe-eval'`,
    `connect-src ${site}`,
    'worker-src blob:',
    `img-src ${site}`,
    `frame-src ${site}`,
    "require-trusted-types-for 'script'",
    'trusted-types lit-html eigensieve',
  ].join('; ');

export interface Host {
  /** The page's address. */
  readonly address: string;
  close(): void;
}

/** Serves one page, and nothing else, under a policy. */
export async function hostPage(html: string, policy: string): Promise<Host> {
  const server: Server = createServer(({ url }, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    if (url !== '/') response.statusCode = url === '/favicon.ico' ? 204 : 404;
    else if (policy !== '') response.setHeader('Content-Security-Policy', policy);
    response.end(url === '/' ? html : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Two optimizers part ways. */
export const WELLS =
  '#v=1&f=two-wells&o=gd:alpha=0.16&o=usam:alpha=0.16:rho=0.2&start=0.7,0.8&start=-0.3,1';

/** Where the built site lies. */
export const site = (): string => new URL(inject('address')).origin;

export const figure = (link: string, attributes = ''): string =>
  `<eigen-sieve src="${link.replaceAll('&', '&amp;')}" ${attributes}></eigen-sieve>`;

/** A post with figures of another origin in it. */
export const pageWith = (body: string, head = ''): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>A post</title>
    ${head}
    <script type="module" src="${site()}/eigen-sieve.js"></script>
  </head>
  <body><main><h1>A post</h1>${body}</main></body>
</html>`;

/** Opens a page of another origin, under the strict policy or another one. */
export async function guest(
  html: string,
  use: (visit: Visit) => Promise<void>,
  policy = strictPolicy(site()),
): Promise<void> {
  const host = await hostPage(html, policy);
  try {
    await visit(host.address, use);
  } finally {
    host.close();
  }
}

/** Waits until so many figures have run to their ends. */
export async function settled(page: Pick<Page, 'waitForFunction'>, count: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const figures = [...document.querySelectorAll<EigenSieve>('eigen-sieve')];
      const done = figures.filter((one) => {
        const { runs, playing } = one.getState?.() ?? { runs: [], playing: true };
        const face = one.shadowRoot?.querySelector('.sentence')?.textContent ?? '';
        return !playing && runs.length > 0 && !runs.includes(null) && face.length > 20;
      });
      return done.length >= wanted;
    },
    { timeout: 60_000 },
    count,
  );
}

/** What the figures of a page, or of a frame in it, show. */
export const stateOf = (
  page: Pick<Page, 'evaluate'>,
  index = 0,
): Promise<ReturnType<EigenSieve['getState']>> =>
  page.evaluate(
    (at) => (document.querySelectorAll('eigen-sieve')[at] as EigenSieve).getState(),
    index,
  );

export const fingerprints = async (
  page: Pick<Page, 'evaluate'>,
  index = 0,
): Promise<(string | undefined)[]> =>
  (await stateOf(page, index)).runs.map((run) => run?.fingerprint);

/** What the terminal program says of a link's runs. */
export async function terminal(link: string): Promise<string[]> {
  const run = promisify(execFile);
  const { stdout } = await run('node', ['bin/eigensieve.mjs', 'run', '--json', link]);
  const { runs } = JSON.parse(stdout) as { runs: { fingerprint: string }[] };
  return runs.map(({ fingerprint }) => fingerprint);
}
