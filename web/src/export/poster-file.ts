import { isNetwork } from '../state/experiment';
import { records } from '../state/select';
import type { State } from '../state/state';
import { networkPoster } from './network-poster';
import { poster } from './poster';

/** The poster of what is on the page, whose runs have ended. */
export const posterFile = (state: State): Blob =>
  new Blob([posterOf(state)], { type: 'image/svg+xml' });

function posterOf(state: State): string {
  const { experiment, contours, runs, facts, training, catalogue } = state;
  if (experiment && catalogue && facts && isNetwork(experiment.spec)) {
    const { spec } = experiment;
    return networkPoster({ spec, catalogue, filters: facts.filters, runs: training.runs });
  }
  const trails = runs.flatMap(({ trail }) => trail ?? []);
  if (!experiment || !contours || trails.length < runs.length)
    throw new Error('a poster shows runs that have ended');
  const { spec } = experiment;
  const hypotheses = facts?.hypotheses ?? null;
  return poster({ spec, contours, trails, records: records(state), hypotheses });
}
