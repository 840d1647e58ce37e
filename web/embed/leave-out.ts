// What only the page does: the conductor would fetch it on a wish that no figure makes.

import type { Plugin } from 'vite';

const PAGE_ONLY = [
  'es-export-menu',
  'data/clerk',
  'export/clerk',
  'follower',
  'lab/lab',
  'spectrum/inspector',
];

/** Leaves these modules out, and others named. */
export function leaveOut(...others: readonly string[]): Plugin {
  const names = [...PAGE_ONLY, ...others].join('|');
  const imports = new RegExp(`\\bimport\\('\\.{1,2}/(${names})'\\)`, 'g');
  return {
    name: 'leave-out',
    enforce: 'pre',
    transform: {
      filter: {
        id: /\/src\/(conductor|elements\/es-(export|formula)|embed\/eigen-sieve|training\/coach)\.ts$/,
      },
      handler: (code) => code.replace(imports, "Promise.reject(new Error('not in a figure'))"),
    },
  };
}
