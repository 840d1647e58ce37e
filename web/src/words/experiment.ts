import type { Objective, Spec } from '../generated/types';
import { settings, symbol } from './names';
import { count, list, plain } from './numbers';

/** More starts than this are counted, not listed. */
const STARTS_LISTED = 4;

/** A number in full, as the spec holds it, with a true minus. */
const exact = (value: number): string => plain(value).replaceAll('-', '−');

/** An experiment in words, as the caption of a figure says it: every number that decides its runs. */
export function experimentWords(spec: Spec): string {
  const { steps, grad_tol } = spec.stop;
  const starts = spec.starts ?? [];
  const pieces = [
    `${optimizersWords(spec)} on ${objectiveWords(spec.objective)}${startsWords(starts)}`,
    ...(spec.objective.kind === 'mlp' ? [`seed ${exact(spec.seed)}`] : []),
    ...(spec.objective.kind !== 'mlp' && starts.length === 0
      ? []
      : [`at most ${exact(steps)} steps, until ‖∇f‖ ≤ ${exact(grad_tol)}`]),
  ];
  return pieces.join(', ');
}

const optimizersWords = ({ optimizers }: Spec): string =>
  list(
    optimizers.map((optimizer) => {
      const momentum = optimizer.momentum === 'none' ? '' : ` ${optimizer.momentum}`;
      return `${optimizer.rule}${momentum} with ${settings(optimizer).replaceAll('-', '−')}`;
    }),
  );

function objectiveWords(objective: Objective): string {
  if (objective.kind === 'mlp') return networkWords(objective);
  const params = Object.entries(objective.params).map(
    ([name, value]) => `${symbol(name)} = ${exact(value)}`,
  );
  const name = objective.kind === 'expr' ? `f = ${objective.source}` : objective.name;
  return params.length > 0 ? `${name} (${params.join(', ')})` : name;
}

function startsWords(starts: readonly (readonly [number, number])[]): string {
  if (starts.length === 0) return '';
  if (starts.length > STARTS_LISTED) return ` from ${count(starts.length)} starts`;
  return ` from ${list(starts.map(([x, y]) => `(${exact(x)}, ${exact(y)})`))}`;
}

type Network = Extract<Objective, { kind: 'mlp' }>;

function networkWords({
  data,
  samples,
  layers,
  activation,
  loss,
  l2,
  init,
  batch,
  precision,
}: Network): string {
  const options = Object.entries(data)
    .filter(([name]) => name !== 'name')
    .map(([name, value]) => `${name} ${typeof value === 'number' ? exact(value) : value}`);
  const units =
    layers.length === 0 ? 'no hidden layer' : `hidden layers ${layers.map(exact).join(', ')}`;
  const details = [
    ...options,
    samples === undefined ? 'all samples' : `${count(samples)} samples`,
    units,
    activation,
    `${loss} loss`,
    ...(l2 === 0 ? [] : [`l2 ${exact(l2)}`]),
    `${init} weights`,
    batch === null ? 'full batch' : `batches of ${count(batch)}`,
    precision,
  ];
  return `a network on ${data.name} (${details.join(', ')})`;
}
