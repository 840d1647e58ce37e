// node web/embed/write-docs.mjs: writes the tables of docs/embedding.md from the element's own. Run it
// when that changes; a test tells.

import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const docs = at('../../docs/embedding.md');

const { module } = await runnerImport(at('manifest.ts'));
await writeFile(docs, module.withTables(await readFile(docs, 'utf8'), await module.declaration()));
