// embed.html: a figure for hosts that allow no script, as one page that fetches nothing; and, in the
// mode `network`, embed-network.html, which the other goes on with where the figure is a network.

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { leaveOut } from './embed/leave-out.ts';
import { page } from './embed/page.ts';
import { figureParts, frameAliases } from './embed/parts.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const engine = (build: string): string => `${here}src/generated/${build}_bg.wasm`;

/** The formulas that a figure may show are set when it is built. */
const TYPESET = ['words/typeset', 'words/formulas'];
const NETWORKS = 'embed-network.html';

export default defineConfig(({ mode }) => ({
  root: here,
  ...(mode === 'network'
    ? {
        plugins: [
          leaveOut(...TYPESET),
          figureParts('whole-thread.ts'),
          page(NETWORKS, {
            engine: engine('engine'),
            'digits.bin': `${here}public/data/digits.bin`,
          }),
        ],
        resolve: { alias: frameAliases('engine-whole.ts', 'network-thread-whole.ts') },
        define: { NETWORKS: "''" },
      }
    : {
        plugins: [
          leaveOut('training/coach', 'es-figure-network', ...TYPESET),
          figureParts(),
          page('embed.html', { engine: engine('plane') }),
        ],
        resolve: { alias: frameAliases('engine-inline.ts', 'network-thread-none.ts') },
        define: { NETWORKS: JSON.stringify(NETWORKS) },
      }),
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
}));
