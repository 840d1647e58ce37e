// The built engine starts in Node: the same wasm that the page loads.

import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import init from '../../web/src/generated/engine.js';

const WASM = new URL('../../web/src/generated/engine_bg.wasm', import.meta.url);

test('the engine starts in Node', async () => {
  const exports = await init({ module_or_path: await readFile(WASM) });
  expect(exports.memory.buffer.byteLength).toBeGreaterThan(0);
});
