// What of the engine's table of functions decides a figure's layout, set when figures are built: a
// figure keeps its place before it has an engine to ask.

import type { Plugin } from 'vite';
import { engineCatalogue } from '../formulas.ts';

const NAME = 'virtual:functions';

export function functions(): Plugin {
  return {
    name: 'functions',
    resolveId: { filter: { id: new RegExp(`^${NAME}$`) }, handler: () => `\0${NAME}` },
    load: {
      filter: { id: new RegExp(`^\0${NAME}$`) },
      handler: async () => {
        const catalogue = await engineCatalogue();
        const table = catalogue.functions.map(({ name, window: [x0, x1, y0, y1], params }) => {
          const aspect = Number(((x1 - x0) / (y1 - y0)).toFixed(4));
          return [name, { aspect, params: params.map((one) => one.name) }];
        });
        return `export const FUNCTIONS = ${JSON.stringify(Object.fromEntries(table))};`;
      },
    },
  };
}
