import { momentumDash } from '../../plot/colour';
import type { Board } from '../../plot/equalizer';
import type { Look } from '../../state/select';
import type { Mathematics } from '../../words/typeset';

/** What all parts of the picture are drawn from. */
export interface Scene {
  readonly board: Board;
  /** Prefix of the picture's ids: of hatches and clips. */
  readonly id: string;
  readonly looks: readonly Look[];
  readonly select: number | null;
  /** Heights of a lane's text and of its bar. */
  readonly text: number;
  readonly bar: number;
  /** How bounds are found, as TeX for each optimizer, and set; null where there is no room for it. */
  readonly formulas: Formulas | null;
}

export interface Formulas {
  readonly tex: readonly string[];
  readonly set: Readonly<Record<string, Mathematics>>;
}

/**
 * How an optimizer looks here: another one selected, it steps back towards the page. Colours are mixed
 * rather than groups made translucent, so that a picture that leaves the page is the same.
 */
export interface Dress {
  readonly name: string;
  readonly colour: string;
  readonly dash: string;
  /** Of its texts. */
  readonly opacity: number;
}

export function dress({ looks, select }: Scene, optimizer: number): Dress {
  const look = looks[optimizer];
  const colour = look?.colour ?? 'currentColor';
  const back = select !== null && select !== optimizer;
  return {
    name: look?.name ?? '',
    colour: back ? `color-mix(in oklab, ${colour} 30%, var(--page))` : colour,
    dash: momentumDash(look?.momentum ?? 'none')
      .map((unit) => unit * 2.2)
      .join(' '),
    opacity: back ? 0.45 : 1,
  };
}

/** The hatch above 1, the hatch of each lane, and what curves are cut to below and above 1. */
export const HIGH = 'high';
export const LOW = 'low';
export const url = ({ id }: Scene, part: string | number): string => `url(#${id}-${part})`;
