import type { Catalogue, Cost, Optimizer, Spec } from '../generated/types';
import { isNetwork, startsOf } from './experiment';

/** More gradients than this are run only after asking. */
export const ASK_ABOVE = 1e9;

/** An HVP costs about two gradients. */
const GRADIENTS_PER_HVP = 2;

/** Gradients that a step of an optimizer takes, or is worth. */
export function gradientsAStep({ rule }: Optimizer, catalogue: Catalogue): number {
  const cost = catalogue.rules.find(({ name }) => name === rule)?.cost;
  return cost ? gradientsWorth(cost) : 1;
}

/** What gradients and Hessian-vector products come to, in gradients. */
export const gradientsWorth = ({ gradients, hvps }: Cost): number =>
  gradients + GRADIENTS_PER_HVP * hvps;

/** Gradients that a step of each optimizer is worth: the unit of the axis of gradients. */
export const costsOf = ({ optimizers }: Spec, catalogue: Catalogue): number[] =>
  optimizers.map((optimizer) => gradientsAStep(optimizer, catalogue));

/**
 * Gradients that the whole experiment may take if no run ends early: steps × starts × the rules'
 * cost, for a network times its samples (each gradient sums over them) and with its curvature. How
 * many rows a file of the user's has is known from that alone.
 */
export function gradientsOf(spec: Spec, catalogue: Catalogue, ownRows = 1): number {
  const perStep = spec.optimizers.reduce(
    (sum, optimizer) => sum + gradientsAStep(optimizer, catalogue),
    0,
  );
  const { steps } = spec.stop;
  if (!isNetwork(spec) || spec.objective.kind !== 'mlp')
    return steps * perStep * startsOf(spec).length;
  const { data, batch } = spec.objective;
  const rows = catalogue.data.find(({ name }) => name === data.name)?.train_rows ?? ownRows;
  const samples = spec.objective.samples ?? rows;
  const training = steps * perStep * (batch ?? samples);
  const curvature = spec.curvature;
  if (!curvature) return training;
  const { top, bottom, every, probes, depth } = curvature;
  const readings = top + bottom === 0 ? 0 : 1 + Math.ceil(steps / every);
  // Each reading, and at the end each probe, is so many Lanczos steps over all samples.
  const walks = (readings + probes) * spec.optimizers.length;
  return training + walks * depth * GRADIENTS_PER_HVP * samples;
}
