// The site: every page in this folder. What other sites embed is built beside it: vite.embed.config.ts.

import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { anyLanguage } from './any-language.ts';
import { contentSecurity } from './content-security.ts';
import { formulas } from './formulas.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

const pages = readdirSync(here).filter((file) => file.endsWith('.html'));

export default defineConfig({
  root: here,
  // Relative addresses: the site works from any folder of any server.
  base: './',
  // Several pages, no router: an unknown address is an error, not the first page.
  appType: 'mpa',
  plugins: [contentSecurity(), formulas(), anyLanguage()],
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
    // What others wrote of it, as their licences ask.
    license: { fileName: 'licenses.md' },
    rolldownOptions: {
      input: pages.map((f) => here + f),
      output: {
        // What a page needs at once is one file: cut along what lazy parts share, it packs worse.
        codeSplitting: { groups: [{ name: 'index', tags: ['$initial'] }] },
      },
    },
  },
});
