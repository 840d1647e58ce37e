import { mapName } from '../elements/landscape-picture';
import { verdictOf } from '../elements/verdict';
import type { Hypotheses, RunRecord, Spec } from '../generated/types';
import { repeats, ruleColour } from '../plot/colour';
import type { Contours } from '../plot/contours';
import { namedPoster, type PosterRun, type PosterWords } from '../plot/poster';
import type { Trail } from '../plot/trail';
import { runPlaces } from '../state/experiment';
import { labels } from '../words/names';
import { asText } from '../words/phrases';
import { describe } from '../words/sentence';

/** A landscape whose runs have ended. */
export interface EndState {
  readonly spec: Spec;
  readonly contours: Contours;
  /** One a run, as the records are. */
  readonly trails: readonly Trail[];
  readonly records: readonly (RunRecord | null)[];
  readonly hypotheses: Hypotheses | null;
}

/** What a still of an end state says: the experiment's name, and what happened. */
export function posterWords({
  spec,
  records,
  hypotheses,
}: Pick<EndState, 'spec' | 'records' | 'hypotheses'>): PosterWords {
  const names = labels(spec.optimizers).join(', ');
  return {
    title: `${mapName(spec)}: ${names}`,
    description: describe(spec, records, hypotheses).map(asText).join(' '),
  };
}

/** The runs of a spec as a poster draws them. */
export function posterRuns(
  { optimizers }: Spec,
  places: readonly { readonly optimizer: number }[],
  trails: readonly Trail[],
  records: readonly (RunRecord | null)[],
): PosterRun[] {
  const names = labels(optimizers);
  const repeat = repeats(optimizers);
  return places.flatMap(({ optimizer }, i): PosterRun[] => {
    const { rule, momentum } = optimizers[optimizer] ?? {};
    const trail = trails[i];
    if (rule === undefined || momentum === undefined || !trail) return [];
    const colour = (theme: 'light' | 'dark'): string =>
      ruleColour(rule, repeat[optimizer] ?? 0, theme);
    return [
      {
        trail,
        momentum,
        light: colour('light'),
        dark: colour('dark'),
        name: names[optimizer] ?? rule,
        mark: verdictOf(records[i] ?? null).mark,
      },
    ];
  });
}

/** The still of an end state, as an SVG of at most 30 kB with its words in it. */
export function poster(state: EndState): string {
  const { spec, contours, trails, records } = state;
  const window = spec.window ?? [-1, 1, -1, 1];
  const runs = posterRuns(spec, runPlaces(spec), trails, records);
  return namedPoster(window, contours, runs, spec.starts ?? [], posterWords(state));
}
