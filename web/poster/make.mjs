// node web/poster/make.mjs: draws web/public/poster.svg, which stands in the picture's place while
// the page loads, from the default preset's real run. Run it when that preset or the map changes.

import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

const { module } = await runnerImport(at('draw.ts'));
const wasm = await readFile(at('../src/generated/engine_bg.wasm'));
await writeFile(at('../public/poster.svg'), module.drawPoster(wasm));
