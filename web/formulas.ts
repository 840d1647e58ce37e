// Sets the formulas of the engine's tables when the site is built or served: they are the same
// on every visit, and the typesetter would be a fifth of the first one.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { normalizePath, type Plugin, runnerImport } from 'vite';
import { DEFAULT_LINK } from './src/gallery/default.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

interface Typesetter {
  typeset(source: string): unknown;
  typesetTex(tex: string): unknown;
}

type Catalogue = ReturnType<typeof import('./src/generated/engine.js')['catalogue']>;

/** The modules to fill in, with what each holds. */
const MODULES: Readonly<
  Record<string, { name: string; set: (by: Typesetter, from: Catalogue) => [string, unknown][] }>
> = {
  [normalizePath(at('src/words/first-formula.ts'))]: {
    name: 'FIRST_FORMULA',
    set: (by, { functions }) =>
      functions
        .filter(({ name }) => name === opensWith())
        .map(({ formula }) => [formula, by.typeset(formula)]),
  },
  [normalizePath(at('src/words/formulas.ts'))]: {
    name: 'FORMULAS',
    set: (by, { functions }) => functions.map(({ formula }) => [formula, by.typeset(formula)]),
  },
  [normalizePath(at('src/words/filter-formulas.ts'))]: {
    name: 'FILTER_FORMULAS',
    set: (by, { rules, momenta }) =>
      [...rules.map(({ bound }) => bound), ...momenta.map(({ limit }) => limit)]
        .filter((tex) => tex !== '')
        .map((tex) => [tex, by.typesetTex(tex)]),
  },
};

export function formulas(): Plugin {
  return {
    name: 'formulas',
    load: {
      filter: { id: Object.keys(MODULES) },
      async handler(id) {
        const wanted = MODULES[id];
        if (!wanted) return null;
        const { module } = await runnerImport<Typesetter>(at('src/words/typeset.ts'));
        const set = wanted.set(module, await engineCatalogue());
        return `export const ${wanted.name} = ${JSON.stringify(Object.fromEntries(set))};`;
      },
    },
  };
}

/** The engine is built before the site, yet after this file may first be read: hence the late import. */
export async function engineCatalogue(): Promise<Catalogue> {
  const { catalogue, initSync } = await import('./src/generated/engine.js');
  initSync({ module: await readFile(at('src/generated/engine_bg.wasm')) });
  return catalogue();
}

/** The function that the page opens with. */
const opensWith = (): string | undefined => /&f=([\w-]+)/.exec(DEFAULT_LINK)?.[1];
