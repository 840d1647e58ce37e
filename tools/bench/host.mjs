// A page's host, for what the bench opens beside the built site.

import { createServer } from 'node:http';

/**
 * Serves on a port of its own, hence an origin of its own.
 *
 * @param {import('node:http').RequestListener} answer
 * @returns {Promise<{ address: string, close(): void }>}
 */
export async function openHost(answer) {
  const server = createServer(answer);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const bound = server.address();
  const port = typeof bound === 'object' && bound ? bound.port : 0;
  return {
    address: `http://127.0.0.1:${port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
