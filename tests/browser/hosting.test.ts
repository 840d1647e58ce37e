// The built site on a host as simple as there is: some folders down, and with wrong types.

import { afterEach, expect, test } from 'vitest';
import { type Manner, type StaticServer, serveFolder } from '../static-server.ts';
import { outcome } from './explore.ts';
import { visit } from './page.ts';

let server: StaticServer | null = null;
afterEach(() => server?.close());

/** The site's address on such a host. */
async function hosted(manner: Manner): Promise<string> {
  server = await serveFolder('web/dist', manner);
  return server.address;
}

const network = '#v=1&net=digits&samples=40&layers=4&o=gd:alpha=0.1&steps=10';

test('it works from a folder of any depth', async () => {
  const address = await hosted({ below: '/a/b/' });
  await visit(`${address}#v=1&f=himmelblau&o=gd:alpha=0.01&start=0,0`, async (seen) => {
    expect(await outcome(seen.page)).toContain('gd settled');
    const asked = await seen.page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
    );
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.filter((path) => !path.startsWith('/a/b/'))).toEqual([]);
    expect(seen.complaints).toEqual([]);
  });
});

test.each(['application/octet-stream', 'text/plain'])(
  'it works where wasm is sent as %s, without a complaint',
  async (wasm) => {
    const address = await hosted({ types: { '.wasm': wasm } });
    await visit(`${address}${network}`, async ({ page, complaints }) => {
      await page.waitForSelector('es-network');
      expect(await outcome(page)).toContain('10 steps');
      expect(complaints).toEqual([]);
    });
  },
);
