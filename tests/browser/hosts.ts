// A stranger's site for tests: pages of another origin than the built site's, under a policy of their own.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The strictest policy under which a figure of another origin lives, as docs/embedding.md states it. */
export const strictPolicy = (site: string): string =>
  [
    "default-src 'none'",
    `script-src ${site} 'wasm-unsafe-eval'`,
    `connect-src ${site}`,
    'worker-src blob:',
    `img-src ${site}`,
    `frame-src ${site}`,
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
