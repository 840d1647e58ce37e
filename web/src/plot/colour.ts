/** Whether marks are drawn on a light or a dark page. */
export type Theme = 'light' | 'dark';

/** Lightness, chroma and hue of a colour in OKLCH. */
type Lch = readonly [lightness: number, chroma: number, hue: number];

/** Hue is the rule's, on every picture alike: Okabe and Ito's set, its lightness set for each page. */
const RULES: Readonly<Record<string, Readonly<Record<Theme, Lch>>>> = {
  gd: { light: [0.47, 0.135, 248], dark: [0.68, 0.14, 248] },
  usam: { light: [0.62, 0.15, 62], dark: [0.79, 0.15, 72] },
  usam2: { light: [0.52, 0.115, 163], dark: [0.74, 0.13, 163] },
  'usam2-chained': { light: [0.6, 0.11, 225], dark: [0.83, 0.09, 225] },
  husam: { light: [0.55, 0.18, 38], dark: [0.7, 0.17, 40] },
  psam: { light: [0.57, 0.14, 350], dark: [0.77, 0.12, 350] },
  sam: { light: [0.48, 0.16, 300], dark: [0.73, 0.14, 303] },
  adam: { light: [0.45, 0.01, 260], dark: [0.78, 0.01, 260] },
};

/** A rule this table does not know yet is drawn, in a hue of its own, and never dropped. */
const UNKNOWN: Readonly<Record<Theme, Lch>> = { light: [0.5, 0.1, 110], dark: [0.8, 0.12, 110] };

const LIGHTNESS_STEP = 0.11;

/** Repeats of a rule alternate about its lightness: 0, −, +, −−, …, so that neighbours differ most. */
function lightnessShift(repeat: number): number {
  const size = Math.ceil(repeat / 2) * LIGHTNESS_STEP;
  return repeat % 2 === 1 ? -size : size;
}

/** The colour of a rule; `repeat` counts earlier optimizers of the same rule and momentum. */
export function ruleColour(rule: string, repeat: number, theme: Theme, alpha = 1): string {
  const known = Object.hasOwn(RULES, rule) ? RULES[rule] : undefined;
  const [lightness, chroma, hue] = (known ?? UNKNOWN)[theme];
  const shift = theme === 'dark' ? lightnessShift(repeat) : -lightnessShift(repeat);
  const shifted = Math.min(0.92, Math.max(0.25, lightness + shift));
  return `oklch(${shifted.toFixed(3)} ${chroma} ${hue} / ${alpha})`;
}

/** Dash is the momentum's, in units of the line's width. */
export function momentumDash(momentum: string): number[] {
  if (momentum === 'none') return [];
  return momentum === 'nesterov' ? [0.1, 2.4] : [4, 2.2];
}

/** How many earlier optimizers share the rule and the momentum of each. */
export function repeats(optimizers: readonly { rule: string; momentum: string }[]): number[] {
  const seen = new Map<string, number>();
  return optimizers.map(({ rule, momentum }) => {
    const key = `${rule} ${momentum}`;
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return count;
  });
}

/** Everything on the map that is not a rule: a quiet ramp of lightness whose floor is the page itself. */
export interface Palette {
  readonly page: string;
  readonly ink: string;
  readonly soft: string;
  readonly isoline: string;
  readonly halo: string;
  fill(share: number): string;
  /** What an isoline's label stands on. */
  plate(share: number): string;
}

const blend = (from: number, to: number, share: number): string =>
  (from + (to - from) * share).toFixed(4);

/** The same palette for lines over another ground: the ramp is left out. */
export const overGround = (palette: Palette): Palette => ({
  ...palette,
  fill: () => 'transparent',
  plate: () => palette.halo,
});

const FILLS: Readonly<Record<Theme, (share: number) => string>> = {
  light: (share) => `oklch(${blend(0.992, 0.868, share)} ${blend(0.002, 0.022, share)} 250)`,
  dark: (share) => `oklch(${blend(0.19, 0.345, share)} ${blend(0.008, 0.03, share)} 250)`,
};

export const PALETTES: Readonly<Record<Theme, Palette>> = {
  light: {
    page: '#fff',
    ink: '#1b1d21',
    soft: '#5c626b',
    isoline: 'oklch(0.62 0.02 250 / 0.55)',
    halo: 'rgb(255 255 255 / 0.85)',
    fill: FILLS.light,
    plate: FILLS.light,
  },
  dark: {
    page: '#121417',
    ink: '#eceef1',
    soft: '#a3a9b3',
    isoline: 'oklch(0.66 0.02 250 / 0.42)',
    halo: 'rgb(18 20 23 / 0.85)',
    fill: FILLS.dark,
    plate: FILLS.dark,
  },
};
