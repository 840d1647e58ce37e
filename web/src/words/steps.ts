import { symbol } from './names';
import { number } from './numbers';

/** What a step changed, from the name of the field as errors write it: `optimizers[0].alpha`. */
export function stepWords(field: string): string {
  const [, list, place, entry] = /^(\w+)\[(\d+)\](?:\.(\w+))?$/.exec(field) ?? [];
  const which = Number(place) + 1;
  if (list === 'starts') return `start ${which}`;
  if (list === 'optimizers')
    return entry ? `${symbol(entry)} of optimizer ${which}` : `optimizer ${which}`;
  const parameter = /^objective\.params\.(\w+)$/.exec(field)?.[1];
  if (parameter) return `parameter ${symbol(parameter)}`;
  return WORDS[field] ?? field.replace(/^\w+\./, '').replaceAll('_', ' ');
}

const WORDS: Readonly<Record<string, string>> = {
  objective: 'the function',
  'objective.source': 'the formula',
  starts: 'the starts',
  optimizers: 'the optimizers',
  window: 'the window',
};

/** A start as it is announced. */
export const startWords = (place: number, [x, y]: readonly [number, number]): string =>
  `start ${place + 1} at x ${number(x)}, y ${number(y)}`;
