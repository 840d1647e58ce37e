// The embed element: one module of a fixed name, beside the site's pages. Other sites name it, and
// load it from their own origins.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { leaveOut } from './embed/leave-out.ts';
import { beside } from './embed/manifest.ts';
import { figureAliases, figureParts } from './embed/parts.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** What browsers check a file by. */
const integrityOf = (file: string): string =>
  `sha384-${createHash('sha384').update(readFileSync(file)).digest('base64')}`;

export default defineConfig({
  root: here,
  // Relative addresses: the module finds its files wherever it lies.
  base: './',
  plugins: [leaveOut(), figureParts(), beside('eigen-sieve.js')],
  resolve: { alias: figureAliases },
  define: {
    INTEGRITY: JSON.stringify({
      landscape: integrityOf(`${here}src/generated/landscape_bg.wasm`),
      plane: integrityOf(`${here}src/generated/plane_bg.wasm`),
    }),
  },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    outDir: 'dist',
    // The site's pages lie there already.
    emptyOutDir: false,
    copyPublicDir: false,
    assetsInlineLimit: 0,
    modulePreload: false,
    // What others wrote of it, as their licences ask.
    license: { fileName: 'eigen-sieve.licenses.md' },
    rolldownOptions: {
      input: `${here}src/embed/index.ts`,
      // All that a landscape needs is one file, which a page can check by its hash; later parts import from it.
      preserveEntrySignatures: 'allow-extension',
      output: {
        entryFileNames: 'eigen-sieve.js',
        chunkFileNames: 'assets/figure-[name]-[hash].js',
      },
    },
  },
});
