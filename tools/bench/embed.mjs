// What figures cost a page of another origin that embeds them: bytes, the time until one that comes
// into sight lives, memory, and long tasks of the main thread while twelve are scrolled through.

import { readFile } from 'node:fs/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { root } from '../setup/command.mjs';
import { openSite } from '../site.mjs';
import { openHost } from './host.mjs';
import { kilobytes, spread } from './report.mjs';

/** @typedef {import('./report.mjs').Spread} Spread */
/** @typedef {import('puppeteer-core').Browser} Browser */

/** All that an embedded landscape may weigh, as brotli; and memory of twelve figures, in ones. */
export const EMBED_LIMITS = { bytes: 180_000, memory: 2, task: 50 };

const LINK = '#v=1&f=two-wells&o=gd:alpha=0.16&o=usam:alpha=0.16:rho=0.2&start=0.7,0.8';
const MANY = 12;
const ROUNDS = { quick: 3, full: 9 };

/**
 * @typedef {object} Embedding
 * @property {readonly { file: string, raw: number, gzip: number, brotli: number }[]} sizes
 * @property {Spread} live milliseconds from coming into sight to the first picture, cold
 * @property {Spread} empty milliseconds until an empty iframe of the same origin has loaded
 * @property {{ one: number, many: number, pictures: number }} memory bytes; of many, without
 *   what their canvases take beyond one's
 * @property {readonly number[]} longTasks milliseconds each
 */

/**
 * @param {boolean} quick
 * @returns {Promise<Embedding>}
 */
export async function measureEmbeds(quick) {
  const { address, browser, close } = await openSite();
  const host = await hostOf(new URL(address).origin);
  try {
    const rounds = Array.from({ length: quick ? ROUNDS.quick : ROUNDS.full });
    /** @type {[number[], number[]]} */
    const [live, empty] = [[], []];
    for (const _ of rounds) {
      live.push(await visit(browser, host.address, `sight(${JSON.stringify(LINK)})`));
      empty.push(await visit(browser, host.address, `frame(${JSON.stringify(address)})`));
    }
    const one = await visit(browser, `${host.address}?figures=1`, 'through()');
    const many = await visit(browser, `${host.address}?figures=${MANY}`, 'through()');
    const pictures = many.pictures - one.pictures;
    return {
      sizes: await sizes(),
      live: spread(live),
      empty: spread(empty),
      memory: { one: one.bytes, many: many.bytes - pictures, pictures },
      longTasks: many.longTasks,
    };
  } finally {
    host.close();
    await close();
  }
}

/** @param {Embedding} embedding */
export function describeEmbeds({ sizes, live, empty, memory, longTasks }) {
  const milliseconds = (/** @type {Spread} */ { median, min, max }) =>
    `${median.toFixed(0)} [${min.toFixed(0)} … ${max.toFixed(0)}] ms`;
  const bytes = sizes
    .filter(({ file }) => !file.endsWith('.html'))
    .reduce((sum, { brotli }) => sum + brotli, 0);
  const ratio = memory.many / memory.one;
  const longest = Math.max(0, ...longTasks);
  const within = (/** @type {boolean} */ holds) => (holds ? 'within' : 'beyond');
  return [
    'Figures in a page of another origin',
    ...sizes.map(
      ({ file, raw, gzip, brotli }) =>
        `  ${file.padEnd(36)}${[raw, gzip, brotli].map((each) => kilobytes(each).padStart(9)).join('')} kB`,
    ),
    `  a landscape's ${kilobytes(bytes)} kB are ${within(bytes <= EMBED_LIMITS.bytes)} the limit of ${kilobytes(EMBED_LIMITS.bytes)}`,
    `  from sight to picture, cold: ${milliseconds(live)}; an empty iframe: ${milliseconds(empty)}`,
    `  memory of ${MANY}, pictures aside: ${ratio.toFixed(2)} times that of one (${kilobytes(memory.one)} kB), ${within(ratio <= EMBED_LIMITS.memory)} the limit of ${EMBED_LIMITS.memory}; pictures: ${kilobytes(memory.pictures)} kB`,
    `  long tasks while a page with ${MANY} loads and is scrolled through: ${longTasks.length}, the longest ${longest.toFixed(0)} ms, ${within(longest <= EMBED_LIMITS.task)} the limit of ${EMBED_LIMITS.task}`,
  ].join('\n');
}

async function sizes() {
  const dist = `${root}/web/dist`;
  const module = await readFile(`${dist}/eigen-sieve.js`, 'utf8');
  const engine = /assets\/landscape_bg-[\w-]+\.wasm/.exec(module)?.[0] ?? '';
  return Promise.all(
    ['eigen-sieve.js', engine, 'embed.html', 'embed-network.html'].map(async (file) => {
      const code = await readFile(`${dist}/${file}`);
      const gzip = gzipSync(code, { level: 9 }).length;
      return { file, raw: code.length, gzip, brotli: brotliCompressSync(code).length };
    }),
  );
}

/**
 * Runs a line of the page's script in a context of its own: nothing is there from before.
 *
 * @param {Browser} browser
 * @param {string} address
 * @param {string} line
 * @returns {Promise<any>}
 */
async function visit(browser, address, line) {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    await page.setViewport({ width: 1280, height: 800 });
    await page.goto(address, { waitUntil: 'networkidle0' });
    return await page.evaluate(line);
  } finally {
    await context.close();
  }
}

/** In the host's page. */
const SCRIPT = `
const figureOf = (link) => {
  const figure = document.createElement('eigen-sieve');
  figure.src = link;
  return figure;
};
const pictured = (figure) => new Promise((resolve) => {
  const look = () =>
    figure.shadowRoot.querySelector('canvas.field')?.width > 300 ? resolve() : requestAnimationFrame(look);
  look();
});
// A neighbour may have come into sight, and ended, before its turn.
const ended = (figure) => new Promise((resolve) => {
  const look = () => {
    const { runs, playing, step, last } = figure.getState();
    if (runs.length > 0 && !runs.includes(null) && !playing && step === last) resolve();
    else setTimeout(look, 50);
  };
  look();
});
async function sight(link) {
  const figure = figureOf(link);
  document.querySelector('main').append(figure);
  const from = performance.now();
  figure.scrollIntoView();
  await pictured(figure);
  return performance.now() - from;
}
async function frame(address) {
  const iframe = document.createElement('iframe');
  iframe.src = new URL('icon.svg', address).href;
  document.body.append(iframe);
  const from = performance.now();
  iframe.scrollIntoView();
  await new Promise((resolve) => { iframe.onload = resolve; });
  return performance.now() - from;
}
async function through() {
  const longTasks = [];
  const watch = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration);
  });
  watch.observe({ type: 'longtask', buffered: true });
  const figures = [...document.querySelectorAll('eigen-sieve')];
  for (const figure of figures) {
    figure.scrollIntoView();
    await ended(figure);
  }
  const pictures = figures
    .flatMap((figure) => [...figure.shadowRoot.querySelectorAll('canvas')])
    .reduce((sum, { width, height }) => sum + 4 * width * height, 0);
  const { bytes } = await performance.measureUserAgentSpecificMemory();
  return { bytes, pictures, longTasks };
}
`;

/**
 * A page of another origin with as many figures as its address asks for, apart from all others so that
 * it may measure its memory.
 *
 * @param {string} site
 */
function hostOf(site) {
  return openHost(({ url }, response) => {
    const { pathname, searchParams } = new URL(url ?? '/', site);
    response.setHeader('Content-Type', 'text/html');
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'credentialless');
    response.statusCode = pathname === '/' ? 200 : 404;
    const figures = `<eigen-sieve src="${LINK.replaceAll('&', '&amp;')}"></eigen-sieve>`.repeat(
      Number(searchParams.get('figures') ?? 0),
    );
    response.end(
      pathname === '/'
        ? `<!doctype html><title>Host</title><script type="module" src="${site}/eigen-sieve.js"></script>
           <body><main style="width: 720px; margin: 2000px auto">${figures}</main><script>${SCRIPT}</script>`
        : '',
    );
  });
}
