// The terminal program: one plain module that Node runs without a loader.
//
// It lies beside the engine's wasm in src/generated/, one folder below src/ like the sources it
// is made of. So new URL('../generated/engine_bg.wasm', import.meta.url) means the same file
// before and after bundling.

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root: here,
  build: {
    ssr: `${here}src/terminal/main.ts`,
    target: 'node20',
    outDir: 'src/generated',
    emptyOutDir: false,
    copyPublicDir: false,
    minify: false,
    rolldownOptions: { output: { entryFileNames: 'terminal.js' } },
  },
  // Everything is bundled: the program needs no node_modules.
  ssr: { noExternal: true },
});
