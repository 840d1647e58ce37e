// The page's style sheets made fit for a shadow root: lengths of the page's root, and widths of its
// window, are those of the figure.

import type { Plugin } from 'vite';

export function sheets(): Plugin {
  return {
    name: 'sheets',
    enforce: 'pre',
    // What elements import for the page is adopted by the figure as a whole: see src/embed/sheets.ts.
    resolveId: { filter: { id: /\.css$/ }, handler: () => NO_SHEET },
    load: { filter: { id: new RegExp(`^${NO_SHEET}$`) }, handler: () => 'export {};' },
    transform: { filter: { id: /\.css\?inline$/ }, handler: (code) => fitted(code) },
  };
}

const NO_SHEET = '\0no-sheet';

const PIXELS_A_REM = 16;

/** A page's root may be of any size, by its author's will as well as its reader's: a figure has its own. */
export function fitted(css: string): string {
  return css.replace(/@media[^{]*|(?<![\w.-])(-?\d*\.?\d+)rem\b/g, (found, rem?: string) =>
    rem === undefined
      ? atRule(found)
      : `calc(${rem} * var(--eigensieve-text-size, ${PIXELS_A_REM}px))`,
  );
}

function atRule(rule: string): string {
  if (!/width/.test(rule)) return rule;
  return rule
    .replace('@media', '@container')
    .replace(/(\d*\.?\d+)rem/g, (_, rem: string) => `${Number(rem) * PIXELS_A_REM}px`);
}
