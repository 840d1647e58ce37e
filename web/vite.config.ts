// The site: every page in this folder, and the embed element as one module of a fixed name.

import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { contentSecurity } from './content-security.ts';
import { formulas } from './formulas.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

const pages = readdirSync(here).filter((file) => file.endsWith('.html'));
/** Other sites name this file, so it keeps its name from build to build. */
const embed = 'src/embed/eigen-sieve.ts';

export default defineConfig({
  root: here,
  // Relative addresses: the site works from any folder of any server.
  base: './',
  // Several pages, no router: an unknown address is an error, not the first page.
  appType: 'mpa',
  plugins: [contentSecurity(), formulas()],
  server: { host: '127.0.0.1', port: 5173 },
  preview: { host: '127.0.0.1', port: 4173 },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    // No data: addresses, which the content-security policy forbids.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: [...pages, ...(existsSync(`${here}${embed}`) ? [embed] : [])].map((f) => here + f),
      output: {
        entryFileNames: ({ name }) =>
          name === 'eigen-sieve' ? 'eigen-sieve.js' : 'assets/[name]-[hash].js',
        // What a page needs at once is one file: cut along what lazy parts share, it packs worse.
        codeSplitting: { groups: [{ name: 'index', tags: ['$initial'] }] },
      },
    },
  },
});
