import { records } from '../state/select';
import type { State } from '../state/state';
import { poster } from './poster';

/** The poster of the landscape on the page, whose runs have ended. */
export function posterFile(state: State): Blob {
  const { experiment, contours, runs, facts } = state;
  const trails = runs.flatMap(({ trail }) => trail ?? []);
  if (!experiment || !contours || trails.length < runs.length)
    throw new Error('a poster shows runs that have ended');
  const { spec } = experiment;
  const hypotheses = facts?.hypotheses ?? null;
  const svg = poster({ spec, contours, trails, records: records(state), hypotheses });
  return new Blob([svg], { type: 'image/svg+xml' });
}
