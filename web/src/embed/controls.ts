/** What a reader can do with a figure. */
export interface Controls {
  /** Play, pause, step and scrub. */
  readonly play: boolean;
  /** Set, move and remove starts, and move about the map. */
  readonly starts: boolean;
  readonly zoom: boolean;
  /** Linear or logarithmic contours. */
  readonly scale: boolean;
  /** Where every run ended, as a table. */
  readonly readout: boolean;
  /** Numbers with a slider, by name: `alpha`, `rho`, or a parameter of the function. Null: all, folded away. */
  readonly numbers: readonly string[] | null;
}

const WORDS = ['play', 'starts', 'zoom', 'scale', 'readout'] as const;

const FULL: Controls = {
  play: true,
  starts: true,
  zoom: true,
  scale: true,
  readout: true,
  numbers: null,
};

const NONE: Controls = {
  play: false,
  starts: false,
  zoom: false,
  scale: false,
  readout: false,
  numbers: [],
};

/** What the attribute `controls` asks for: `full` (as without it), `minimal`, `none`, or a list of words. */
export function readControls(text: string | null): Controls {
  const words = (text ?? 'full').trim().split(/[\s,]+/);
  const [only] = words;
  if (words.length === 1 && (only === 'full' || only === '')) return FULL;
  if (words.length === 1 && only === 'minimal') return { ...NONE, play: true, starts: true };
  if (words.length === 1 && only === 'none') return NONE;
  const asked = Object.fromEntries(WORDS.map((word) => [word, words.includes(word)]));
  const numbers = words.filter((word) => !WORDS.some((own) => own === word));
  return { ...NONE, ...asked, numbers };
}
