// critical-points: where the gradient vanishes in the window, and which optimizers admit it.

import type { CriticalPoints } from '../generated/types.ts';
import { openExperiment } from './engine.ts';
import { parse, readInput } from './input.ts';
import { writeJson } from './json.ts';
import { number, table } from './text.ts';

export async function criticalPoints(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, { json: { type: 'boolean' } });
  const { spec } = await readInput(positionals);
  const experiment = await openExperiment(spec);
  try {
    const report = experiment.criticalPoints();
    const rules = spec.optimizers.map(({ rule }) => rule);
    console.log(values.json ? writeJson(report) : describe(report, rules));
    return 0;
  } finally {
    experiment.free();
  }
}

function describe(report: CriticalPoints, rules: readonly string[]): string {
  const { points, continuum, at_least } = report;
  const rows = points.map(({ x, f, eigenvalues, kind, admitted }) => [
    ...[...x, f, ...eigenvalues].map(number),
    kind,
    ...admitted.map((one) => (one === null ? 'open' : one ? 'yes' : 'no')),
  ]);
  const head = ['x', 'y', 'f', 'λmin', 'λmax', 'kind', ...rules];
  const lines = rows.length > 0 ? [table(head, rows)] : ['No isolated critical points found.'];
  if (continuum) lines.push('And a continuum: curves or regions of critical points.');
  if (at_least) lines.push(`At least ${points.length}: the search ended before it had them all.`);
  return lines.join('\n');
}
