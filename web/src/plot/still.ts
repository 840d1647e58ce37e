import type { Theme } from './colour';

// What stills of all kinds have in common: one SVG for light and dark pages, with its words in it.

/** What a poster says. */
export interface PosterWords {
  readonly title: string;
  /** What is to be seen, for those who do not see it. */
  readonly description: string;
}

/** More bytes than this are no still to load before the figure. */
const MOST = 30_000;
/** Lines are simplified by so much more until the file is small enough. */
const COARSER = 1.6;
const COARSEST = 100;

/** The finest drawing that is small enough. */
export function smallEnough(draw: (coarseness: number) => string): string {
  for (let coarseness = 1; ; coarseness *= COARSER) {
    const svg = draw(coarseness);
    if (new TextEncoder().encode(svg).length < MOST || coarseness > COARSEST) return svg;
  }
}

/** An SVG that needs no script, in the colours of the page that it stands on. */
export const stillSvg = (
  { width, height }: { readonly width: number; readonly height: number },
  { title, description }: PosterWords,
  styles: (theme: Theme) => string,
  content: readonly string[],
): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title>${escaped(title)}</title>`,
    ...(description === '' ? [] : [`<desc>${escaped(description)}</desc>`]),
    `<style>${styles('light')}@media(prefers-color-scheme:dark){${styles('dark')}}</style>`,
    ...content,
    '</svg>',
    '',
  ].join('\n');

/** Dashes of a line in tenths of a pixel, as a style. */
export function dashStyle(units: readonly number[], width: number): string {
  const dash = units.map((unit) => Math.round(unit * width * 10));
  return dash.length > 0 ? `stroke-dasharray:${dash.join(' ')};stroke-linecap:round;` : '';
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

export const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (character) => ENTITIES[character] as string);
