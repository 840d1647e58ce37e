// uPlot makes a format for the browser's language as it is loaded, and fails where that is none: a
// browser of a system without a locale calls its language "C". Without a word a format is the system's.

import type { Plugin } from 'vite';

const BY_NAME = /new Intl\.NumberFormat\([^)]*nav\.language[^)]*\)/;

export function anyLanguage(): Plugin {
  return {
    name: 'any-language',
    transform: {
      filter: { id: /\/uplot\/dist\/uPlot\.esm\.js$/ },
      handler(code) {
        if (!BY_NAME.test(code)) this.error('uPlot makes its format in another way now');
        return code.replace(BY_NAME, 'new Intl.NumberFormat()');
      },
    },
  };
}
