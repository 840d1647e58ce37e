import { mapName } from '../elements/landscape-picture';
import { verdictOf } from '../elements/verdict';
import type { Hypotheses, RunRecord, Spec } from '../generated/types';
import type { Contours } from '../plot/contours';
import { namedPoster, type PosterRun } from '../plot/poster';
import type { PosterWords } from '../plot/still';
import type { Trail } from '../plot/trail';
import { runPlaces } from '../state/experiment';
import { looksOf } from '../state/select';
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
  const light = looksOf(optimizers, 'light');
  const dark = looksOf(optimizers, 'dark');
  return places.flatMap(({ optimizer }, i): PosterRun[] => {
    const look = light[optimizer];
    const night = dark[optimizer];
    const trail = trails[i];
    if (!look || !night || !trail) return [];
    const { name, momentum, colour } = look;
    const { mark } = verdictOf(records[i] ?? null);
    return [{ trail, name, momentum, mark, light: colour, dark: night.colour }];
  });
}

/** The still of an end state, as an SVG of at most 30 kB with its words in it. */
export function poster(state: EndState): string {
  const { spec, contours, trails, records } = state;
  const window = spec.window ?? [-1, 1, -1, 1];
  const runs = posterRuns(spec, runPlaces(spec), trails, records);
  return namedPoster(window, contours, runs, spec.starts ?? [], posterWords(state));
}
