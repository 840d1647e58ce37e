// A thread of a browser that has its share of the golden links run, by each build of the engine,
// and tells the test's server what each of them said.

import * as engine from '/web/src/generated/engine.js';
import * as landscape from '/web/src/generated/landscape.js';
import * as plane from '/web/src/generated/plane.js';
import { RUNS, transcript } from './transcript.mjs';

const asked = new URLSearchParams(location.search);
const browser = asked.get('as');
/** Which of how many threads this is, and how much it does at a time. */
const [own, threads, slice] = ['thread', 'threads', 'slice'].map((name) => Number(asked.get(name)));

/** @param {string} address */
const load = async (address) =>
  new Uint8Array(await (await fetch(new URL(address, location.origin))).arrayBuffer());

/** @param {object} news */
const tell = (news) => fetch(`/told?by=${browser}`, { method: 'POST', body: JSON.stringify(news) });

const builds = Object.entries({ engine, plane, landscape });

try {
  const entries = await (await fetch('/entries')).json();
  for (const [build, engine] of builds) {
    await engine.default({ module_or_path: `/shipped/${build}` });
    for (const [index, entry] of entries.entries()) {
      if (index % threads !== own || !RUNS[build](entry)) continue;
      await tell({ build, index, transcript: await transcript(engine, entry, load, slice) });
    }
  }
  await tell({ done: true });
} catch (error) {
  await tell({ error: `${error.message ?? error}\n${error.stack}` });
}
