// embed.html: a figure for hosts that allow no script, as one page that fetches nothing.

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { leaveOut } from './embed/leave-out.ts';
import { page } from './embed/page.ts';
import { figureParts, frameAliases } from './embed/parts.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root: here,
  plugins: [
    // The formulas that a figure may show are set when it is built.
    leaveOut('training/coach', 'es-figure-network', 'words/typeset', 'words/formulas'),
    figureParts(),
    page('embed.html', `${here}src/generated/plane_bg.wasm`),
  ],
  resolve: { alias: frameAliases },
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: false,
    copyPublicDir: false,
    modulePreload: false,
    rolldownOptions: {
      input: `${here}src/embed/frame.ts`,
      // Vite's own helper asks where it lies, and does without an answer.
      checks: { emptyImportMeta: false },
      output: { format: 'iife', codeSplitting: false },
    },
  },
});
