import type { Catalogue, FilterReport, Spec } from '../generated/types';
import { chartPoster } from '../plot/chart-poster';
import { objectiveName } from '../state/experiment';
import { looksOf } from '../state/select';
import { type ChartedRun, PLAIN_CHARTS, TrainingCharts } from '../state/training-charts';
import { labels } from '../words/names';
import { asText } from '../words/phrases';
import { describeTraining } from '../words/training';

/** A network whose training has ended; filters and runs are one an optimizer. */
export interface TrainedState {
  readonly spec: Spec;
  readonly catalogue: Catalogue;
  readonly filters: readonly FilterReport[];
  readonly runs: readonly ChartedRun[];
}

/** The still of a training, as an SVG of at most 30 kB with its words in it: its charts as the page opens them. */
export function networkPoster({ spec, catalogue, filters, runs }: TrainedState): string {
  const looks = looksOf(spec.optimizers, 'light');
  const night = looksOf(spec.optimizers, 'dark');
  const source = { spec, catalogue, filters, runs, looks, select: null };
  const { stack } = new TrainingCharts(source, PLAIN_CHARTS);
  const hues = looks.map(({ colour }, i) => ({ light: colour, dark: night[i]?.colour ?? colour }));
  const records = runs.map(({ record }) => record);
  const histories = runs.map(({ history }) => history);
  return chartPoster(stack, hues, {
    title: `${objectiveName(spec)}: ${labels(spec.optimizers).join(', ')}`,
    description: describeTraining(spec, records, histories).map(asText).join(' '),
  });
}
