/** What an experiment can be shared as. */
export type Form = 'link' | 'markdown' | 'iframe' | 'element';

/** Pages and modules of the site that snippets name; they keep their names from build to build. */
const FRAME = 'embed.html';
const MODULE = 'eigen-sieve.js';

/** An experiment to be shared. */
export interface Shared {
  /** Address of the page, with the link as its fragment. */
  readonly address: string;
  /** What it shows, in words. */
  readonly words: string;
}

/** The text that shows the experiment where it is pasted. */
export function snippet(form: Form, { address, words }: Shared): string {
  const { hash } = new URL(address);
  const beside = (file: string): string => new URL(file, address).href;
  switch (form) {
    case 'link':
      return address;
    case 'markdown':
      return `[${words.replace(/[\\[\]`*_<>]/g, '\\$&')}](<${address}>)`;
    case 'iframe':
      return `<iframe src="${attribute(beside(FRAME) + hash)}" title="${attribute(words)}" width="640" height="520" loading="lazy"></iframe>`;
    case 'element':
      return `<script type="module" src="${attribute(beside(MODULE))}"></script>\n<eigen-sieve src="${attribute(hash)}"></eigen-sieve>`;
    default:
      return form satisfies never;
  }
}

/** Text as it stands between double quotes in HTML. */
const attribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
