// Measures a case in Node, in a thread of its own: what the compiler learned from one case must
// not slow down, or speed up, the next.

import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { measure } from '../../tests/bench/measure.mjs';
import { root } from '../setup/command.mjs';

const { name, quick } = /** @type {{ name: string, quick: boolean }} */ (workerData);

const folder = `${root}/web/src/generated`;
/** @type {import('../../tests/bench/cases.mjs').Engine} */
const engine = await import(`file://${folder}/engine.js`);
await engine.default({ module_or_path: await readFile(`${folder}/engine_bg.wasm`) });
const digits = new Uint8Array(await readFile(`${root}/web/public/data/digits.bin`));
parentPort?.postMessage(measure(name, { engine, digits, quick }));
