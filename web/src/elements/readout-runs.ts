import { runPlaces } from '../state/experiment';
import type { State } from '../state/state';
import type { ReadoutRun } from './es-readout';

/** The runs of a landscape as the readout lists them. */
export function landscapeReadout({ experiment, runs }: State): ReadoutRun[] {
  if (!experiment) return [];
  const { spec, beside } = experiment;
  return runPlaces(spec).map((place, i) => {
    const run = runs[i];
    const record = run?.record ?? null;
    const stale = run?.stale ?? true;
    const claimed = beside.fp[i];
    const reproduced =
      claimed === undefined || stale || !record ? null : claimed === record.fingerprint;
    return { place, record, stale, reproduced };
  });
}

/** The runs of a training, under way or ended. */
export function trainingReadout({ experiment, training }: State): ReadoutRun[] {
  const fp = experiment?.beside.fp ?? [];
  return training.runs.map(({ record, step, history }, optimizer) => {
    const claimed = fp[optimizer];
    const reproduced = claimed === undefined || !record ? null : claimed === record.fingerprint;
    const live = { steps: step, top: history[history.length - 1]?.lambda_max ?? null };
    return { place: { optimizer, start: 0 }, record, live, stale: false, reproduced };
  });
}
