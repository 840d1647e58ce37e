// What figures register in their host's page: names that begin with the element's own, and none that
// is taken. The page's sources say es-map; a figure's say eigen-sieve-map.

import type { Plugin } from 'vite';

/** Renames the page's elements, in scripts and style sheets alike. */
export function names(): Plugin {
  return {
    name: 'names',
    enforce: 'pre',
    transform: {
      filter: { id: /\/src\/(elements|embed|styles)\/[^?]+\.(ts|css)(\?inline)?$/ },
      handler: (code) => code.replace(/(?<=<\/?|['"\s,>+~(]|^)es-(?=[a-z])/gm, 'eigen-sieve-'),
    },
  };
}

/** Lit keeps what its copies on a page tell each other in global names; a figure's copy is alone. */
export function litAlone(): Plugin {
  const names =
    /(?:\b\w+\.)?\b(lit(?:Html|Element)Versions|reactiveElementVersions|litPropertyMetadata)\b/g;
  return {
    name: 'lit-alone',
    transform: {
      filter: { id: /\/node_modules\/(lit|lit-html|lit-element|@lit\/reactive-element)\// },
      handler: (code) => {
        const own = code
          .replace(names, 'litAlone.$1')
          .replace('Symbol.metadata??=Symbol("metadata")', '0');
        return own === code ? null : `const litAlone = {};\n${own}`;
      },
    },
  };
}
