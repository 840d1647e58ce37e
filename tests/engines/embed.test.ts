// A stranger's page, written from docs/embedding.md alone, in every engine: all of its HTML snippets
// on one page of another origin, under the strictest policy the docs name, with storage out of reach.
// What the page has to tell, its first script sends to the test.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { main } from '../../web/src/terminal/main.ts';
import { browsers } from './browsers.ts';

/** Milliseconds that one browser may take; it takes some seconds. */
const PATIENCE = 120_000;

/** Where the docs say the site lies. */
const EXAMPLE = 'https://eigensieve.example';

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** What the page tells. */
interface Told {
  readonly complaints: readonly string[];
  /** Of each figure and each frame, in the page's order. */
  readonly figures: readonly { readonly link: string; readonly fingerprints: readonly string[] }[];
  readonly frames: readonly number[];
  readonly address: string;
}

let site: Server;
let host: Server;
let snippets: string[];
let tell: (told: Told) => void = () => {};

const addressOf = (server: Server): string =>
  `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function serve(
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<string | Uint8Array>,
): Promise<Server> {
  const server = createServer((request, response) => {
    answer(request, response).then(
      (body) => response.end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

beforeAll(async () => {
  // A static host, as the docs want it.
  site = await serve(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const body = await readFile(`web/dist${pathname}`);
    response.setHeader('Content-Type', TYPES[extname(pathname)] ?? 'application/octet-stream');
    response.setHeader('Access-Control-Allow-Origin', '*');
    return body;
  });
  const docs = await readFile('docs/embedding.md', 'utf8');
  snippets = [...docs.matchAll(/^```html\n([\s\S]*?)^```$/gm)].map(([, code = '']) =>
    code.replaceAll(EXAMPLE, addressOf(site)),
  );
  const witness = await readFile(new URL('witness.js', import.meta.url));
  host = await serve(async (request, response) => {
    switch (request.url) {
      case '/witness.js':
        response.setHeader('Content-Type', 'text/javascript');
        return witness;
      case '/told':
        tell(JSON.parse(await text(request)) as Told);
        return '';
      case '/':
        response.setHeader('Content-Type', 'text/html; charset=utf-8');
        response.setHeader('Content-Security-Policy', policy());
        return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A post</title>
          <script src="/witness.js"></script></head>
          <body><main>${snippets.join('\n')}</main></body></html>`;
      default:
        throw new Error('nothing else is here');
    }
  });
});

afterAll(() => {
  site.close();
  host.close();
});

/** What the docs ask for, with the snippets' own scripts named by their hashes. */
function policy(): string {
  const own = snippets
    .flatMap((code) => [...code.matchAll(/<script type="module">([\s\S]*?)<\/script>/g)])
    .map(([, code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`);
  const from = addressOf(site);
  return [
    "default-src 'none'",
    `script-src 'self' ${from} 'wasm-unsafe-eval' ${own.join(' ')}`,
    // Its own address for the witness alone.
    `connect-src 'self' ${from}`,
    'worker-src blob:',
    // A browser looks for the page's own icon.
    `img-src 'self' ${from}`,
    `frame-src ${from}`,
  ].join('; ');
}

/** What the terminal program says of a link's runs. */
async function fingerprintsOf(link: string): Promise<string[]> {
  const out: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void out.push(line));
  await main(['run', '--json', link]);
  log.mockRestore();
  const { runs } = JSON.parse(out.join('')) as { runs: { fingerprint: string }[] };
  return runs.map(({ fingerprint }) => fingerprint);
}

test.each(Object.entries(browsers))(
  '%s: every snippet of the docs lives, to the terminal’s bits, and the console is empty',
  async (_, open) => {
    const told = new Promise<Told>((resolve) => {
      tell = resolve;
    });
    const close = await open(`${addressOf(host)}/`);
    try {
      const { complaints, figures, frames, address } = await told;
      expect(complaints).toEqual([]);
      expect(figures).toHaveLength(6);
      for (const { link, fingerprints } of figures)
        expect(fingerprints, link).toEqual(await fingerprintsOf(link));
      expect(frames).toHaveLength(3);
      for (const height of frames) expect(height).toBeGreaterThan(300);
      expect(address).toBe(`${addressOf(host)}/`);
    } finally {
      await close();
    }
  },
  PATIENCE,
);
