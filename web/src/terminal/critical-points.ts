// critical-points: where the gradient vanishes in the window, and which optimizers admit it.

import { writeJson } from '../export/json.ts';
import type { Admission, CriticalPoints } from '../generated/types.ts';
import { labels } from '../words/names.ts';
import { engine, openExperiment } from './engine.ts';
import { parse, readInput } from './input.ts';
import { number, table } from './text.ts';

export async function criticalPoints(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, { json: { type: 'boolean' } });
  const { spec } = await readInput(positionals);
  const experiment = await openExperiment(spec);
  try {
    const report = experiment.criticalPoints();
    if (values.json) console.log(writeJson(report));
    else {
      const spectra = report.points.flatMap(({ eigenvalues }) => eigenvalues);
      const admissions = (await engine()).admission(spec, Float64Array.from(spectra));
      console.log(describe(report, labels(spec.optimizers), admissions));
    }
    return 0;
  } finally {
    experiment.free();
  }
}

function describe(
  { points, continuum, at_least }: CriticalPoints,
  names: readonly string[],
  admissions: readonly Admission[],
): string {
  const rows = points.map(({ x, f, eigenvalues, kind }, point) => [
    ...[...x, f, ...eigenvalues].map(number),
    kind,
    ...admissions.map((admission) => judgement(admission, point)),
  ]);
  const head = ['x', 'y', 'f', 'λmin', 'λmax', 'kind', ...names];
  const lines = rows.length > 0 ? [table(head, rows)] : ['No isolated critical points found.'];
  if (rows.length > 0)
    lines.push('Under an optimizer: does its filter admit the point, and the αp(λ) that decides.');
  if (continuum) lines.push('And a continuum: curves or regions of critical points.');
  if (at_least) {
    const found = points.length > 0 ? `At least ${points.length}` : 'Not a complete list';
    lines.push(`${found}: the search ended before it had them all.`);
  }
  return lines.join('\n');
}

/** "no, 2.4 > 2": the verdict, and the αp(λ) that is farthest out, or nearest to be. */
function judgement({ admitted, gains, c }: Admission, point: number): string {
  const verdict = admitted[point];
  const word = verdict === true ? 'yes' : verdict === false ? 'no' : 'open';
  const gain = gains?.[point];
  if (!gain) return word;
  const [low, high] = [Math.min(...gain), Math.max(...gain)];
  if (low < 0 && verdict !== true) return `${word}, ${number(low)} < 0`;
  return `${word}, ${number(high)} ${high > c ? '>' : '≤'} ${number(c)}`;
}
