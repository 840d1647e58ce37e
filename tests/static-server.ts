// As simple a web server as there is: files of a folder, and what a test wants it to say of them.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

export interface StaticServer {
  /** Of its first folder, with a slash at the end. */
  readonly address: string;
  close(): Promise<void>;
}

/** What a server says. */
export interface Manner {
  /** With every file. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Types that differ from the right ones, by extension. */
  readonly types?: Readonly<Record<string, string>>;
  /** The path below which it serves the folder. */
  readonly below?: string;
}

/** Serves a folder on a port of its own, hence an origin of its own. */
export async function serveFolder(
  folder: string,
  { headers = {}, types = {}, below = '/' }: Manner = {},
): Promise<StaticServer> {
  const server = createServer(async ({ url = '/' }, response) => {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    const file = path.endsWith('/') ? `${path}index.html` : path;
    const content =
      file.startsWith(below) && !file.includes('..')
        ? await readFile(`${folder}/${file.slice(below.length)}`).catch(() => null)
        : null;
    const type = { ...TYPES, ...types }[extname(file)] ?? 'application/octet-stream';
    response.writeHead(content ? 200 : 404, { 'content-type': type, ...headers });
    response.end(content ?? 'not found');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { address: `http://127.0.0.1:${port}${below}`, close };
}
