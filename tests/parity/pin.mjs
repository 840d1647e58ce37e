// Writes the fingerprints that tests hold every engine to. To be run when the engine's bits have
// changed on purpose, together with a new revision in crate/src/catalogue.rs:
//
//     npm run engine && node tests/parity/pin.mjs
//
// The links come from the file itself; add one there, with an empty list, to pin it too.

import { readFile, writeFile } from 'node:fs/promises';
import init, * as engine from '../../web/src/generated/engine.js';
import { fingerprints } from './run.mjs';

/** @param {string} path @param {URL | string} [base] */
const at = (path, base = import.meta.url) => new URL(path, base);
const file = at('fingerprints.json');

await init({ module_or_path: await readFile(at('../../web/src/generated/engine_bg.wasm')) });
/** @type {{ engine: string, runs: { link: string, fp: string[] }[] }} */
const pinned = JSON.parse(await readFile(file, 'utf8'));
const load = (/** @type {string} */ name) => readFile(at(`../../web/public/data/${name}`));
for (const run of pinned.runs) run.fp = await fingerprints(engine, run.link, load, 1000);
pinned.engine = engine.catalogue().engine;
await writeFile(file, `${JSON.stringify(pinned, null, 2)}\n`);
console.log(`${pinned.runs.length} links pinned to revision ${pinned.engine}.`);
