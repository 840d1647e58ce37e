// Chromium gives the pinned fingerprints: the bits of Node and of the native engine.

import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import puppeteer from 'puppeteer-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import pinned from '../parity/fingerprints.json';

const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** What the test's page may load. */
const SERVED = /^\/(?:tests\/parity|web\/src\/generated|web\/public\/data)\/[\w.-]+$/;

let server: Server;

beforeAll(async () => {
  server = createServer(async ({ url = '/' }, response) => {
    if (!SERVED.test(url)) return response.end('<!doctype html><title>parity</title>');
    const body = await readFile(new URL(`../..${url}`, import.meta.url));
    response.setHeader('Content-Type', TYPES[extname(url)] ?? 'application/octet-stream');
    return response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => {
  server.close();
});

test('Chromium runs every pinned link to the same bits', async () => {
  const browser = await puppeteer.connect({ browserWSEndpoint: inject('browser') });
  const page = await browser.newPage();
  try {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    // As text: the test runner rewrites imports inside functions.
    const links = JSON.stringify(pinned.runs.map(({ link }) => link));
    const found = await page.evaluate(
      `import('/tests/parity/page.mjs').then(({ runAll }) => runAll(${links}))`,
    );
    expect(found).toEqual(pinned.runs.map(({ fp }) => fp));
  } finally {
    await page.close();
    await browser.disconnect();
  }
});
