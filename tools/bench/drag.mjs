// How much the main thread has to do while a hand drags on the built page: a start with four
// optimizers of 400 steps each, then a slider; on one map, and where each optimizer has its own.
//
// Three measures. Scripting a frame: what a trace shows of JavaScript (event handlers, messages,
// timers, microtasks, minor garbage collections) between two commits of a frame; of frames in
// which nothing ran there is none. Long tasks: what the page's own PerformanceObserver reports,
// which is every task of more than 50 ms, whatever it did. And what the busiest task took of a
// processor: on a machine with other work tasks are long because they wait, and this is not.

import { openSite } from '../site.mjs';
import { spread } from './report.mjs';

/** Limits in milliseconds: of the median frame's scripting, and of any task. */
export const DRAG_LIMITS = { scripting: 8, task: 50 };

/** @param {string} view */
const linkOf = (view) =>
  `#v=1&view=${view}&f=two-wells&o=gd:alpha=0.16&o=usam:alpha=0.16:rho=0.2&o=usam2:alpha=0.16:rho=0.1` +
  '&o=husam:alpha=0.16:rho=0.02&start=0.7,0.8&steps=400&tol=0';

/** Views, and what is said of what is dragged there. */
const PLACES = /** @type {const} */ ([
  ['landscape', ''],
  ['compare', ', compared'],
]);

/** In the page: all runs have ended and their outcome is told. */
const ALL_TOLD = `(document.querySelector('main > * > es-status')?.textContent ?? '').trim() !== ''`;

/** In the page: collects long tasks until `stop` is called, which gives their milliseconds. */
const WATCH = `(() => {
  const tasks = [];
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  });
  observer.observe({ type: 'longtask' });
  globalThis.stopWatching = () => { observer.disconnect(); return tasks; };
})()`;

const TRACED = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel'];

const MOVES = { quick: 60, full: 240 };
/** Milliseconds between two moves of the hand. */
const PACE = 16;

/** Trace events in which JavaScript runs, or the collector it calls for. */
const SCRIPTING = new Set([
  ...['EventDispatch', 'EvaluateScript', 'FireAnimationFrame', 'FunctionCall', 'HandlePostMessage'],
  ...['MinorGC', 'RunMicrotasks', 'TimerFire'],
]);

/**
 * What one drag cost.
 *
 * @typedef {object} Drag
 * @property {string} what is dragged
 * @property {number} frames
 * @property {import('./report.mjs').Spread} scripting milliseconds a frame
 * @property {readonly number[]} longTasks milliseconds each
 * @property {number} busiest milliseconds of a processor's time
 */

/**
 * @param {boolean} quick
 * @returns {Promise<readonly Drag[]>}
 */
export async function measureDrags(quick) {
  const { address, browser, close } = await openSite();
  try {
    const moves = quick ? MOVES.quick : MOVES.full;
    const circle = (/** @type {number} */ turn) =>
      /** @type {const} */ ([60 * Math.sin(turn), 40 * Math.cos(turn)]);
    const along = (/** @type {number} */ turn) => /** @type {const} */ ([30 * Math.sin(turn), 0]);
    const drags = [];
    for (const [view, where] of PLACES) {
      const page = await browser.newPage();
      await page.setViewport({ width: 1280, height: 800 });
      await page.goto(`${address}${linkOf(view)}`, { waitUntil: 'networkidle0' });
      await page.waitForFunction(ALL_TOLD);
      const start = await drag(page, 'es-map .start .hit', moves, circle);
      const slider = await drag(page, 'es-number input[type=range]', moves, along);
      drags.push(
        { what: `a start${where}`, ...start },
        { what: `the step size${where}`, ...slider },
      );
      await page.close();
    }
    return drags;
  } finally {
    await close();
  }
}

/**
 * Drags the middle of an element there and back, and looks at what that cost.
 *
 * @param {import('puppeteer-core').Page} page
 * @param {string} selector
 * @param {number} moves
 * @param {(turn: number) => readonly [number, number]} path pixels from the middle
 */
async function drag(page, selector, moves, path) {
  await page.$eval(selector, (element) => element.scrollIntoView({ block: 'center' }));
  const box = await (await page.$(selector))?.boundingBox();
  if (!box) throw new Error(`${selector} is not on the page`);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  return watched(page, async () => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let move = 0; move < moves; move++) {
      const [dx, dy] = path(move / 10);
      await page.mouse.move(x + dx, y + dy);
      await new Promise((resolve) => setTimeout(resolve, PACE));
    }
    await page.mouse.up();
  });
}

/**
 * What something cost the page's main thread.
 *
 * @param {import('puppeteer-core').Page} page
 * @param {() => Promise<void>} act
 */
export async function watched(page, act) {
  await page.evaluate(WATCH);
  await page.tracing.start({ categories: TRACED });
  await act();
  const trace = await page.tracing.stop();
  if (!trace) throw new Error('the browser gave no trace');
  const longTasks = /** @type {number[]} */ (await page.evaluate('stopWatching()'));
  const { traceEvents } = JSON.parse(Buffer.from(trace).toString());
  const frames = scriptingOf(traceEvents);
  const busiest = busiestOf(traceEvents);
  return { frames: frames.length, scripting: spread(frames), longTasks, busiest };
}

/**
 * @typedef {object} TraceEvent
 * @property {string} name
 * @property {number} pid
 * @property {number} tid
 * @property {number} ts microseconds
 * @property {number} [dur] microseconds
 * @property {number} [tdur] of these the thread had a processor for so many
 * @property {{ name?: string }} [args]
 */

/**
 * The events of the page's main thread, and its commits of frames: that of the browser's threads of
 * this name which committed most.
 *
 * @param {readonly TraceEvent[]} events
 */
function mainThread(events) {
  const threads = events
    .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
    .map(({ pid, tid }) => events.filter((event) => event.pid === pid && event.tid === tid))
    .map((own) => ({ own, commits: own.filter(({ name }) => name === 'Commit') }))
    .sort((a, b) => b.commits.length - a.commits.length);
  return threads[0] ?? { own: [], commits: [] };
}

/**
 * Milliseconds of a processor's time that the busiest task of the page's main thread took.
 *
 * @param {readonly TraceEvent[]} events
 */
export function busiestOf(events) {
  const tasks = mainThread(events).own.filter(({ name }) => name === 'RunTask');
  return tasks.reduce((most, { tdur = 0 }) => Math.max(most, tdur / 1000), 0);
}

/**
 * Milliseconds of scripting in each frame of the page's main thread.
 *
 * @param {readonly TraceEvent[]} events
 */
export function scriptingOf(events) {
  const { own, commits } = mainThread(events);
  const ends = commits.map(({ ts }) => ts).sort((a, b) => a - b);
  const frames = ends.map(() => 0);
  let covered = 0;
  const scripts = own.filter(({ name, dur }) => dur !== undefined && SCRIPTING.has(name));
  for (const { ts, dur = 0 } of scripts.sort((a, b) => a.ts - b.ts)) {
    // Events lie within one another: what is covered counts once.
    const from = Math.max(ts, covered);
    covered = Math.max(covered, ts + dur);
    const frame = ends.findIndex((end) => end >= ts);
    if (frame >= 0) frames[frame] = (frames[frame] ?? 0) + Math.max(0, covered - from) / 1000;
  }
  return frames.filter((milliseconds) => milliseconds > 0);
}

/** @param {Drag} drag */
function describeDrag({ what, frames, scripting, longTasks, busiest }) {
  const { median, min, max } = scripting;
  const spreadOut = [median, min, max].map((each) => each.toFixed(1));
  const tasks =
    longTasks.length === 0
      ? 'no task'
      : `${longTasks.length} tasks (longest ${Math.max(...longTasks).toFixed(0)} ms)`;
  const within = median <= DRAG_LIMITS.scripting && longTasks.length === 0;
  return (
    `  ${what.padEnd(25)}${spreadOut[0]} [${spreadOut[1]} … ${spreadOut[2]}] ms of scripting a frame, ` +
    `${frames} frames; ${tasks} over ${DRAG_LIMITS.task} ms, at most ${busiest.toFixed(0)} ms of a processor: ` +
    `${within ? 'within' : 'beyond'} the limits`
  );
}

/** @param {readonly Drag[]} drags */
export function describeDrags(drags) {
  const lines = drags.map(describeDrag);
  return [
    `Dragging and training, in Chromium: median [least … most]; limits ${DRAG_LIMITS.scripting} ms a frame, no task over ${DRAG_LIMITS.task} ms`,
    ...lines,
  ].join('\n');
}
