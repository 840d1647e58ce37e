// What only the page does: the conductor would fetch it on a wish that no figure makes.

import type { Plugin } from 'vite';

const PAGE_ONLY = [
  'data/clerk',
  'export/clerk',
  'filter-follower',
  'follower',
  'lab/lab',
  'spectrum/inspector',
];

export function leaveOut(): Plugin {
  const imports = new RegExp(`\\bimport\\('\\.{1,2}/(${PAGE_ONLY.join('|')})'\\)`, 'g');
  return {
    name: 'leave-out',
    enforce: 'pre',
    transform: {
      filter: { id: /\/src\/(conductor|training\/coach)\.ts$/ },
      handler: (code) => code.replace(imports, "Promise.reject(new Error('not in a figure'))"),
    },
  };
}
