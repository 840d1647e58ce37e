// What makes the page's code fit for a guest in someone else's page.

import { fileURLToPath } from 'node:url';
import type { Alias, PluginOption } from 'vite';
import { anyLanguage } from '../any-language.ts';
import { formulas } from '../formulas.ts';
import { functions } from './functions.ts';
import { litAlone, names } from './names.ts';
import { sheets } from './sheets.ts';
import { thread } from './thread.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** `source` is the file of the figure's thread. */
export const figureParts = (source = 'thread.ts'): PluginOption[] => [
  thread(source),
  functions(),
  formulas(),
  anyLanguage(),
  names(),
  litAlone(),
  sheets(),
];

/** What is another module in a figure. */
export const figureAliases: Alias[] = [
  { find: /^lit\/decorators\.js$/, replacement: at('../src/embed/decorators.ts') },
];

/** And in a page that holds everything: `engine` and `networks` stand for what fetches those. */
export const frameAliases = (engine: string, networks: string): Alias[] => [
  ...figureAliases,
  { find: /^\.\/engine-file$/, replacement: at(`../src/embed/${engine}`) },
  { find: /^\.\/network-thread$/, replacement: at(`../src/embed/${networks}`) },
  { find: /^\.\/here$/, replacement: at('../src/embed/here-frame.ts') },
];
