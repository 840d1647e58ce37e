import { FUNCTIONS } from 'virtual:functions';
import { aspectOf } from '../plot/frame';

/** Of a picture nobody knows anything about yet. */
const USUAL = 4 / 3;

/**
 * Width over height of the picture a link will show, so that its place can be kept before there is an
 * engine to read the link. A guess for the layout alone: what does not read as it should has the usual
 * shape until the engine has spoken.
 */
export function guessAspect(link: string): number {
  const window = /[#&]window=([^&]+)/.exec(link)?.[1]?.split(',').map(Number);
  const [x0, x1, y0, y1] = window ?? [];
  if (x0 !== undefined && x1 !== undefined && y0 !== undefined && y1 !== undefined) {
    const aspect = aspectOf([x0, x1, y0, y1]);
    if (aspect > 0) return aspect;
  }
  const name = functionIn(link);
  // The window of a typed function is a square.
  if (/[#&]f=expr:/.test(link)) return 1;
  return (name !== undefined && Object.hasOwn(FUNCTIONS, name) && FUNCTIONS[name]?.aspect) || USUAL;
}

const functionIn = (link: string): string | undefined => /[#&]f=([\w-]+)(?:&|$)/.exec(link)?.[1];

/** How many of the numbers asked for the function has, and each optimizer, as far as the link's text tells. */
export function guessNumbers(link: string, names: readonly string[]): number[] {
  const count = (known: readonly string[]): number =>
    names.filter((name) => known.includes(name)).length;
  const name = functionIn(link);
  const parameters =
    (name !== undefined && Object.hasOwn(FUNCTIONS, name) && FUNCTIONS[name]) || null;
  const optimizers = [...link.matchAll(/[#&]o=([^&]*)/g)].map(([, text = '']) =>
    count(text.split(':').map((piece) => piece.split('=')[0] ?? '')),
  );
  return [count(parameters?.params ?? []), ...optimizers];
}

/** More optimizers are seldom told one by one. */
const MOST_TOLD = 3;

/** How many optimizers the sentence will tell of. */
export const guessTold = (link: string): number =>
  Math.min(MOST_TOLD, [...link.matchAll(/[#&]o=/g)].length);
