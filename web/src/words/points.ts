import type { CriticalPoint, Kind } from '../generated/types';
import { number, point } from './numbers';

/** Critical points and what filters say of them, as people read it. */

const KINDS: Readonly<Record<Kind, string>> = {
  minimum: 'minimum',
  saddle: 'saddle',
  maximum: 'maximum',
  degenerate: 'degenerate point',
};

export const kindWord = (kind: Kind): string => KINDS[kind];

/** Several of a kind: "3 minima". */
export const kinds = (kind: Kind, many: number): string =>
  `${many} ${many === 1 ? KINDS[kind] : PLURALS[kind]}`;

const PLURALS: Readonly<Record<Kind, string>> = {
  minimum: 'minima',
  saddle: 'saddles',
  maximum: 'maxima',
  degenerate: 'degenerate points',
};

/** "saddle (0.282, 0)"; `span` is the window's width. */
export const pointName = ({ kind, x }: Pick<CriticalPoint, 'kind' | 'x'>, span: number): string =>
  `${KINDS[kind]} ${point(x, span)}`;

/** What a filter says of a point. */
export interface Said {
  readonly mark: string;
  readonly words: string;
}

/** A verdict as a mark and a word; null has its reason. */
export function verdictOn(
  admitted: boolean | null | undefined,
  kind: Kind,
  filtered: boolean,
): Said {
  if (!filtered) return { mark: '–', words: 'no filter' };
  if (admitted === true) return { mark: '✓', words: 'admitted' };
  if (admitted === false) return { mark: '✕', words: 'blocked' };
  const why = kind === 'degenerate' ? 'an eigenvalue is 0' : 'an eigenvalue is on the edge';
  return { mark: '–', words: `undecided: ${why}` };
}

/** Of the limit: less than this is rounding to the eye. */
const DUST = 1e-6;

/** αp(λ) against 0 and its limit: "1.6 ≤ 2", "2.4 > 2", "−0.45 < 0". */
export function gainAgainst(gain: number, limit: number): Said {
  const value = number(gain, 3);
  const dust = DUST * limit;
  if (Math.abs(gain) <= dust) return { mark: '–', words: value === '0' ? value : `${value} ≈ 0` };
  if (Math.abs(gain - limit) <= dust) return { mark: '–', words: `${value} ≈ ${number(limit, 3)}` };
  if (gain < 0) return { mark: '✕', words: `${value} < 0` };
  if (gain > limit) return { mark: '✕', words: `${value} > ${number(limit, 3)}` };
  return { mark: '✓', words: `${value} ≤ ${number(limit, 3)}` };
}

/** Everything about a point in one line, for who cannot see its mark. */
export function pointLine(
  critical: CriticalPoint,
  span: number,
  verdicts: readonly { readonly name: string; readonly words: string }[],
): string {
  const { f, eigenvalues } = critical;
  const [low, high] = eigenvalues.map((value) => number(value));
  const said = verdicts.map(({ name, words }) => `${name}: ${words}`);
  return [
    `${pointName(critical, span)}, f = ${number(f)}, λ = ${low} and ${high}`,
    ...(said.length > 0 ? [said.join(', ')] : []),
  ].join('; ');
}
