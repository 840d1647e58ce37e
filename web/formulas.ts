// Sets the formulas of the engine's catalogue when the site is built or served: they are the same
// on every visit, and the typesetter would be a fifth of the first one.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { normalizePath, type Plugin, runnerImport } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The module to fill in. */
const FORMULAS = normalizePath(at('src/words/formulas.ts'));

interface Typesetter {
  typeset(source: string): unknown;
}

export function formulas(): Plugin {
  return {
    name: 'formulas',
    load: {
      filter: { id: FORMULAS },
      async handler() {
        const { module } = await runnerImport<Typesetter>(at('src/words/typeset.ts'));
        const set = (await formulasOfCatalogue()).map((source) => [source, module.typeset(source)]);
        return `export const FORMULAS = ${JSON.stringify(Object.fromEntries(set))};`;
      },
    },
  };
}

/** The engine is built before the site, yet after this file may first be read: hence the late import. */
async function formulasOfCatalogue(): Promise<string[]> {
  const { catalogue, initSync } = await import('./src/generated/engine.js');
  initSync({ module: await readFile(at('src/generated/engine_bg.wasm')) });
  return catalogue().functions.map(({ formula }) => formula);
}
