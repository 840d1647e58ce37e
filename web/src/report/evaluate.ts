// The objective at points of the plane, or at a network's weights.

import type { Experiment } from '../generated/engine.js';
import type { Spec } from '../generated/types.ts';
import type { NetworkReport, PlaneReport, PointReport } from './reports.ts';
import { Misplaced } from './spec-error.ts';

/** Where to evaluate. */
export interface EvaluateWishes {
  /** Points x, y, instead of the starts; functions only. */
  readonly at?: readonly (readonly [number, number])[] | undefined;
  /** θ, instead of the seed's θ₀; networks only. */
  readonly theta?: Float64Array | undefined;
}

/** Evaluates an experiment that was opened from the same spec. Throws a refusal. */
export function evaluateReport(
  experiment: Experiment,
  spec: Spec,
  { at, theta }: EvaluateWishes,
): PlaneReport | NetworkReport {
  const network = spec.objective.kind === 'mlp';
  if (network && at) throw new Misplaced('at', 'theta for a network');
  if (!network && theta) throw new Misplaced('theta', 'at for a function');
  const hypotheses = experiment.hypotheses();
  return network
    ? { hypotheses, ...experiment.evaluateNetwork(theta) }
    : { hypotheses, points: inPlane(experiment, at ?? spec.starts ?? []) };
}

function inPlane(
  experiment: Experiment,
  points: readonly (readonly [number, number])[],
): PointReport[] {
  const flat = experiment.evaluate(Float64Array.from(points.flat()));
  return points.map(([x, y], index) => {
    const entry = (offset: number): number | null => {
      const value = flat[6 * index + offset] ?? Number.NaN;
      return Number.isFinite(value) ? value : null;
    };
    return {
      x: [x, y],
      f: entry(0),
      grad: [entry(1), entry(2)],
      hess: [
        [entry(3), entry(4)],
        [entry(4), entry(5)],
      ],
    };
  });
}
