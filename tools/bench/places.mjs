// The places where cases are measured: this Node, and Chromium.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import puppeteer from 'puppeteer-core';
import { CHROMIUM_FLAGS, obtainChromium } from '../setup/browsers.mjs';
import { root } from '../setup/command.mjs';

/** @typedef {import('../../tests/bench/measure.mjs').Measured} Measured */

/**
 * @typedef {object} Place
 * @property {string} name
 * @property {(name: string, quick: boolean) => Promise<Measured>} measure a case
 * @property {() => Promise<void>} close
 */

/** @returns {Place} */
export function openNode() {
  return {
    name: `Node ${process.versions.node}`,
    measure: (name, quick) =>
      new Promise((resolve, reject) => {
        const url = new URL('thread.mjs', import.meta.url);
        const thread = new Worker(url, { workerData: { name, quick } });
        thread.on('message', resolve);
        thread.on('error', reject);
      }),
    close: async () => {},
  };
}

/** @returns {Promise<Place>} */
export async function openChromium() {
  const server = await serve();
  const browser = await puppeteer.launch({
    executablePath: await obtainChromium(),
    headless: true,
    args: CHROMIUM_FLAGS,
    // A case may take minutes on a slow machine.
    protocolTimeout: 0,
  });
  const version = await browser.version();
  return {
    name: version.replace(/^(Headless)?Chrome\/(\d+).*/, 'Chromium $2'),
    measure: async (name, quick) => {
      const page = await browser.newPage();
      try {
        await page.goto(server.address);
        /** @param {string} module @param {string} name @param {boolean} quick */
        const inPage = async (module, name, quick) => {
          /** @type {typeof import('../../tests/bench/page.mjs')} */
          const { measureHere } = await import(module);
          return measureHere(name, quick);
        };
        return await page.evaluate(inPage, '/tests/bench/page.mjs', name, quick);
      } finally {
        await page.close();
      }
    },
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

/** What pages may fetch; the types that browsers insist on. */
const SERVED = /^\/(?:tests\/bench|web\/src\/generated|web\/public\/data)\/[\w./-]+$/;
/** @type {Record<string, string>} */
const TYPES = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };

/** Serves an empty page, the cases and the engine on a free port. */
async function serve() {
  const server = createServer(async ({ url = '/' }, response) => {
    const isolated = {
      // Clocks of isolated pages tick every 5 µs, others every 100.
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    };
    const empty = '<!doctype html><title>bench</title><link rel="icon" href="data:,">';
    if (url === '/') {
      response.writeHead(200, { ...isolated, 'Content-Type': 'text/html' }).end(empty);
      return;
    }
    const bytes = SERVED.test(url) ? await readFile(root + url).catch(() => null) : null;
    const type = TYPES[extname(url)] ?? 'application/octet-stream';
    response.writeHead(bytes ? 200 : 404, { ...isolated, 'Content-Type': type }).end(bytes);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { address: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
