// The package, in dist/: `--mode browser` its module for browsers, `thread` what a worker runs, `whole`
// (after it) the same in one file, `node` its module, its thread and the terminal program for Node. All
// lie in one folder under fixed names, so that every one finds the engine and its data beside itself.

import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const source = (file: string): string => `${here}src/${file}`;

const INPUTS: Record<string, Record<string, string>> = {
  browser: { index: source('api/browser.ts') },
  // A file of its own, which bundlers can take along as it is.
  thread: { thread: source('api/browser-thread.worker.ts') },
  whole: { whole: source('api/whole.ts') },
  node: {
    node: source('api/node.ts'),
    'node-thread': source('api/node-thread.ts'),
    terminal: source('terminal/main.ts'),
  },
};

/** What the module that is whole in itself holds as text. */
const WHOLE: Record<string, () => Promise<string>> = {
  'whole:engine': async () => {
    const wasm = await readFile(source('generated/engine_bg.wasm'));
    return gzipSync(wasm, { level: 9 }).toString('base64');
  },
  'whole:thread': () => readFile(`${here}../dist/thread.js`, 'utf8'),
};

export default defineConfig(({ mode }) => ({
  root: here,
  publicDir: false,
  plugins: [
    {
      name: 'package-places',
      enforce: 'pre',
      resolveId(id, importer = '') {
        if (id in WHOLE) return id;
        const places = resolve(dirname(importer), id) === source('api/places.ts');
        return places ? source('api/places.package.ts') : null;
      },
      async load(id) {
        const text = await WHOLE[id]?.();
        return text === undefined ? null : `export default ${JSON.stringify(text)};`;
      },
    },
  ],
  build: {
    // For browsers too: modules as they are, without the page's helpers, and addresses left alone.
    ssr: true,
    target: mode === 'node' ? 'node20' : 'es2022',
    minify: mode !== 'node',
    outDir: '../dist',
    emptyOutDir: false,
    // What others wrote of the terminal program; the rest is our own.
    license: mode === 'node' && { fileName: 'terminal.licenses.md' },
    rolldownOptions: {
      input: INPUTS[mode] ?? {},
      // The entries are modules that others import from.
      preserveEntrySignatures: 'strict',
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: `${mode}-[name].js`,
        ...(mode !== 'browser' && mode !== 'node' && { codeSplitting: false }),
      },
    },
  },
  // Everything is bundled: the package needs no other.
  ssr: { noExternal: true },
}));
