// The objective at points of the plane, or at a network's weights.

import type { Experiment } from '../generated/engine.js';
import type { Hypotheses, NetworkEvaluation, Spec } from '../generated/types.ts';
import { SpecError } from './spec-error.ts';

/** A function and its derivatives at a point; null where they are not finite. */
export interface PointReport {
  /** Where. */
  x: [number, number];
  /** f there. */
  f: number | null;
  /** ∇f. */
  grad: [number | null, number | null];
  /** H, row by row. */
  hess: [[number | null, number | null], [number | null, number | null]];
}

/** A function of the plane, evaluated. */
export interface PlaneReport {
  /** Which hypotheses of the theorem are certified. */
  hypotheses: Hypotheses;
  /** In the order in which they were asked for. */
  points: PointReport[];
}

/** A network, evaluated. */
export type NetworkReport = NetworkEvaluation & {
  /** Which hypotheses of the theorem are certified. */
  hypotheses: Hypotheses;
};

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
  const refuse = (field: string, allowed: string): never => {
    throw new SpecError({ code: 'unknown', field, got: field, allowed });
  };
  if (network && at !== undefined) refuse('at', 'theta for a network');
  if (!network && theta !== undefined) refuse('theta', 'at for a function');
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
