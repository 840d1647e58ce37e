// The installed package in Chromium: bundled by Vite and by esbuild, as Vite's development server
// serves it, and as a plain module of another origin under the host's strict policy.

import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build as esbuild } from 'esbuild';
import puppeteer, { type Page } from 'puppeteer-core';
import { build, createServer } from 'vite';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { serveFolder } from '../static-server.ts';
import { network, plane } from './pinned.ts';

/** The same of a page with a figure. */
const figure = (from: string): string => `
  import '${from}';
  const element = document.createElement('eigen-sieve');
  element.src = '${plane.link}';
  element.loading = 'eager';
  document.body.append(element);
  const runs = () => element.getState().runs;
  const ended = () => runs().length > 0 && runs().every((run) => run !== null);
  while (!ended()) await new Promise((resolve) => setTimeout(resolve, 50));
  document.body.dataset.found = JSON.stringify(runs().map((run) => run.fingerprint));
  globalThis.dispose = () => element.remove();
`;
/** What each page does: it says what it found in a data attribute of its own. */
const program = (from: string): string => `
  import { basins, dispose, run, SpecError } from '${from}';
  const fingerprints = async (link) => (await run(link)).runs.map((one) => one.fingerprint);
  const found = { plane: await fingerprints('${plane.link}') };
  found.refused = await run('#v=1&f=two-wells&o=gd:alpha=-1')
    .catch((error) => error instanceof SpecError && error.field);
  const controller = new AbortController();
  found.aborted = await basins('#v=1&f=himmelblau&o=gd:alpha=0.00001&steps=1000000', {
    size: [300, 300],
    signal: controller.signal,
    onProgress: () => controller.abort(),
  }).catch((error) => error.name);
  found.network = await fingerprints('${network.link}').catch((error) => error.code);
  document.body.dataset.found = JSON.stringify(found);
  globalThis.dispose = dispose;
`;
const page =
  '<!doctype html><link rel="icon" href="data:,"><body><script type="module" src="main.js"></script>';
const found = { plane: plane.fp, refused: 'optimizers[0].alpha', aborted: 'AbortError' };
const all = { ...found, network: network.fp };

let folder: string;
let dist: string;

beforeAll(async () => {
  dist = join(inject('project'), 'node_modules/eigensieve/dist');
  folder = join(inject('project'), 'consumer');
  await mkdir(folder);
  await writeFile(join(folder, 'main.js'), program('eigensieve'));
  await writeFile(join(folder, 'index.html'), page);
  await writeFile(join(folder, 'figure.js'), figure('eigensieve/embed'));
  await writeFile(join(folder, 'figure.html'), page.replace('main.js', 'figure.js'));
});

interface Seen {
  found: unknown;
  /** Threads that the page had at the end, and after it disposed of them. */
  workers: [number, number];
  complaints: string[];
}

async function open(address: string): Promise<Seen> {
  const browser = await puppeteer.connect({ browserWSEndpoint: inject('chromium') });
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warn'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('response', (response) => {
      if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
    });
    await page.goto(address);
    await page.waitForFunction(() => document.body.dataset['found'], { timeout: 50_000 });
    const found = await page.$eval('body', ({ dataset }) => dataset['found'] ?? '');
    const before = page.workers().length;
    await page.evaluate('dispose()');
    await settled(page);
    return { found: JSON.parse(found), workers: [before, page.workers().length], complaints };
  } finally {
    await context.close();
    await browser.disconnect();
  }
}

/** Waits for a worker's end to be told, if there was any. */
const settled = async (page: Page): Promise<void> => {
  for (let tries = 0; tries < 50 && page.workers().length > 0; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
};

const A_WORKER = [1, 0];
const NO_WORKER = [0, 0];

test('bundled by Vite', async () => {
  const outDir = join(inject('project'), 'vite');
  await build({
    root: folder,
    base: './',
    configFile: false,
    logLevel: 'warn',
    build: {
      ...{ outDir, emptyOutDir: true, target: 'es2022' },
      rolldownOptions: { input: ['index.html', 'figure.html'].map((file) => join(folder, file)) },
    },
  });
  // The engine stays a file of its own, which compiles while it arrives.
  expect((await readdir(join(outDir, 'assets'))).join()).toMatch(/engine_bg-.*\.wasm/);
  const server = await serveFolder(outDir);
  const seen = await open(server.address);
  const embedded = await open(`${server.address}figure.html`);
  await server.close();
  expect(seen).toEqual({ found: all, workers: A_WORKER, complaints: [] });
  expect(embedded).toMatchObject({ found: plane.fp, complaints: [] });
});

test("served by Vite's development server", async () => {
  const server = await createServer({
    root: folder,
    configFile: false,
    logLevel: 'warn',
    cacheDir: join(inject('project'), 'vite-cache'),
    server: { port: 0, host: '127.0.0.1' },
    build: { target: 'es2022' },
  });
  await server.listen();
  const seen = await open(server.resolvedUrls?.local[0] ?? '');
  await server.close();
  expect(seen).toMatchObject({ found, workers: A_WORKER });
});

describe('bundled by esbuild', () => {
  let outdir: string;

  beforeAll(async () => {
    outdir = join(inject('project'), 'esbuild');
    const entryPoints = [join(folder, 'main.js')];
    await esbuild({ entryPoints, bundle: true, format: 'esm', outdir, logLevel: 'error' });
    await writeFile(join(outdir, 'index.html'), page);
  });

  test('it is whole but for files of data', async () => {
    const server = await serveFolder(outdir);
    const seen = await open(server.address);
    await server.close();
    expect(seen).toMatchObject({
      found: { ...found, network: 'data_unavailable' },
      workers: A_WORKER,
    });
  });

  test('it finds those that are copied beside it', async () => {
    await cp(join(dist, 'data'), join(outdir, 'data'), { recursive: true });
    const server = await serveFolder(outdir);
    const seen = await open(server.address);
    await server.close();
    expect(seen).toEqual({ found: all, workers: A_WORKER, complaints: [] });
  });
});

describe('as a plain module of another origin', () => {
  let elsewhere: Awaited<ReturnType<typeof serveFolder>>;

  beforeAll(async () => {
    elsewhere = await serveFolder(dist, {
      headers: { 'access-control-allow-origin': '*' },
      // As hosts send it that do not know of it.
      types: { '.wasm': 'application/octet-stream' },
    });
  });
  afterAll(() => elsewhere.close());

  /** A host's page, under a policy that allows no more than it needs. */
  async function host(folder: string, workers: string): Promise<Seen> {
    const home = join(inject('project'), folder);
    const origin = new URL(elsewhere.address).origin;
    await mkdir(home);
    await writeFile(join(home, 'index.html'), page);
    await writeFile(join(home, 'main.js'), program(`${elsewhere.address}index.js`));
    const policy = [
      "default-src 'none'",
      `script-src 'self' ${origin} 'wasm-unsafe-eval'`,
      `connect-src ${origin}`,
      `worker-src ${workers}`,
      'img-src data:',
    ].join('; ');
    const server = await serveFolder(home, { headers: { 'content-security-policy': policy } });
    const seen = await open(server.address);
    await server.close();
    return seen;
  }

  test('its thread is a worker made of a blob', async () => {
    const seen = await host('blob', 'blob:');
    expect(seen).toEqual({ found: all, workers: A_WORKER, complaints: [] });
  });

  test('where the host forbids workers, the page answers in slices', async () => {
    const seen = await host('here', "'none'");
    expect(seen).toMatchObject({ found: all, workers: NO_WORKER });
  });
});
