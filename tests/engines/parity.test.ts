// Chromium, Firefox, WebKit and Node run every golden link to the same bits, from the wasm that the
// site ships: not the fingerprints alone but all that the engine says.

import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { goldenFiles, load, openEngine } from '../links/golden.mjs';
import { type Entry, RUNS, transcript } from '../parity/transcript.mjs';
import { browsers } from './browsers.ts';

/** What a browser's thread tells: see tests/parity/worker.mjs. */
type News =
  | { build: keyof typeof RUNS; index: number; transcript: unknown }
  | { done: true }
  | { error: string };

const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};
/** The page, which does nothing but start the threads: so does the site's. */
const PAGE = `<!doctype html><title>Parity</title><script type="module">
  const threads = Number(new URLSearchParams(location.search).get('threads'));
  const failed = ({ message = 'no worker' }) =>
    fetch('/told' + location.search.replace('as', 'by'),
      { method: 'POST', body: JSON.stringify({ error: message }) });
  for (let thread = 0; thread < threads; thread++)
    new Worker('/tests/parity/worker.mjs' + location.search + '&thread=' + thread,
      { type: 'module' }).onerror = failed;
</script>`;
/** What the thread may load. */
const SERVED = /^\/(?:tests\/(?:parity|links)|web\/src\/generated|web\/public\/data)\/[\w.-]+$/;

/** Milliseconds that one browser may take; it takes some seconds. */
const PATIENCE = 240_000;

let server: Server;
let entries: Entry[];
/** Node's transcripts: plain data, which JSON carries to the bit. */
let expected: unknown[];
const listeners = new Map<string, (news: News) => void>();

beforeAll(async () => {
  server = createServer(async (request, response) => {
    try {
      const [type, body] = await answer(request);
      response.setHeader('Content-Type', type);
      response.end(body);
    } catch (error) {
      // The thread tells that it could not be loaded; this is why.
      console.error(error);
      response.writeHead(500).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const engine = await openEngine();
  entries = (await goldenFiles())
    .flatMap(({ links }) => links)
    .map(({ ends: _, ...entry }) => entry);
  expected = [];
  for (const entry of entries) expected.push(await transcript(engine, entry, load, 1000));
});

afterAll(() => {
  server.close();
});

async function answer(
  request: IncomingMessage,
): Promise<[type: string, body: string | Uint8Array]> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/told') {
    listeners.get(searchParams.get('by') ?? '')?.(JSON.parse(await text(request)));
    return ['text/plain', ''];
  }
  if (pathname === '/entries') return ['application/json', JSON.stringify(entries)];
  if (pathname.startsWith('/shipped/'))
    return ['application/wasm', await shipped(pathname.slice(9))];
  if (!SERVED.test(pathname)) return ['text/html', PAGE];
  return [TYPES[extname(pathname)] ?? 'application/octet-stream', await load(pathname.slice(1))];
}

/** The wasm of a build as the site has it. */
async function shipped(build: string): Promise<Uint8Array> {
  const folder = new URL('../../web/dist/assets/', import.meta.url);
  const files = (await readdir(folder)).filter((file) => /_bg-[\w-]+\.wasm$/.test(file));
  const file = files.find((file) => file.startsWith(`${build}_bg-`));
  return readFile(new URL(file ?? `no wasm of ${build}`, folder));
}

/** Where two transcripts part first: a path with both values; null if nowhere. */
function parting(found: unknown, wanted: unknown, path = ''): string | null {
  if (Object.is(found, wanted)) return null;
  const both = [found, wanted];
  if (both.some((value) => value === null || typeof value !== 'object')) {
    const [got, node] = both.map((value) => JSON.stringify(value));
    return `${path} is ${got}, in Node ${node}`;
  }
  const [one, other] = both as Record<string, unknown>[];
  for (const name of new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})])) {
    const deeper = parting(one?.[name], other?.[name], path === '' ? name : `${path}.${name}`);
    if (deeper !== null) return deeper;
  }
  return null;
}

test('there are links enough', () => {
  expect(entries.length).toBeGreaterThanOrEqual(80);
});

/**
 * The links are shared between so many threads, and runs and maps made so many steps or rows at a
 * time: neither changes anything.
 */
const BROWSERS = [
  ['Chromium', 8, 1000],
  ['Firefox', 2, 7],
  ['WebKit', 1, 60],
] as const;

/** The engine stopped in a browser, instead of giving other bits. */
class Stopped extends Error {}

/** What a fresh browser's threads tell apart from Node, and of how many links. */
async function toldBy(
  browser: keyof typeof browsers,
  threads: number,
  slice: number,
): Promise<{ partings: string[]; told: number }> {
  const partings: string[] = [];
  let [told, done] = [0, 0];
  let clock: NodeJS.Timeout | undefined;
  const ended = new Promise<void>((resolve, reject) => {
    clock = setTimeout(
      () => reject(new Error(`${browser} has told of ${told} links and no more`)),
      PATIENCE,
    );
    listeners.set(browser, (news) => {
      if ('done' in news) {
        done++;
        if (done === threads) resolve();
        return undefined;
      }
      if ('error' in news) return reject(new Stopped(`${browser}: ${news.error}`));
      told++;
      const where = parting(news.transcript, expected[news.index]);
      if (where !== null) {
        partings.push(`${browser}, ${news.build}, ${entries[news.index]?.link}: ${where}`);
      }
      return undefined;
    });
  });
  const { port } = server.address() as AddressInfo;
  const close = await browsers[browser](
    `http://127.0.0.1:${port}/?as=${browser}&threads=${threads}&slice=${slice}`,
  );
  try {
    await ended;
  } finally {
    clearTimeout(clock);
    await close();
  }
  return { partings, told };
}

test.each(BROWSERS)(
  '%s, %i threads, %i steps at a time',
  { timeout: 3 * PATIENCE },
  async (browser, threads, slice) => {
    // Once in some dozens of visits WebKit stops with an access out of bounds, in code that it, like all
    // others, runs to the same bits at any other time. Whoever stops is asked once more, and has to
    // give all of the bits then; whoever gives others is not.
    const { partings, told } = await toldBy(browser, threads, slice).catch((thrown: unknown) => {
      if (!(thrown instanceof Stopped)) throw thrown;
      console.warn(thrown.message);
      return toldBy(browser, threads, slice);
    });
    expect(partings).toEqual([]);
    const toTell = Object.values(RUNS).map((runs) => entries.filter(runs).length);
    expect(told, 'links run by all builds').toBe(toTell.reduce((sum, count) => sum + count));
  },
);
