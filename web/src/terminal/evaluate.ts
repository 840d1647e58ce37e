// eval: the objective at points of the plane, or at a network's weights.

import { writeJson } from '../export/json.ts';
import type { Experiment } from '../generated/engine.js';
import type { Spec } from '../generated/types.ts';
import { openExperiment } from './engine.ts';
import { numbers, parse, readInput, readNumbers, refuseOption } from './input.ts';
import { ownData } from './own-data.ts';
import { Refused } from './refused.ts';
import { number, table } from './text.ts';

export async function evaluate(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    json: { type: 'boolean' },
    at: { type: 'string', multiple: true },
    theta: { type: 'string' },
    data: { type: 'string' },
  });
  const { spec } = await readInput(positionals);
  const network = spec.objective.kind === 'mlp';
  refuseOption('at', network && values.at !== undefined, '--theta for a network');
  refuseOption('theta', !network && values.theta !== undefined, '--at for a function');
  const points = (values.at ?? []).map(point);
  const theta = values.theta === undefined ? undefined : await readNumbers(values.theta);
  const experiment = await openExperiment(spec, await ownData(spec, values.data));
  try {
    const hypotheses = experiment.hypotheses();
    const report =
      spec.objective.kind === 'mlp'
        ? { hypotheses, ...experiment.evaluateNetwork(theta) }
        : { hypotheses, points: inPlane(experiment, spec, points) };
    console.log(values.json ? writeJson(report) : describe(report));
    return 0;
  } finally {
    experiment.free();
  }
}

interface PointReport {
  x: number[];
  f: number;
  grad: number[];
  hess: number[][];
}

/** At the points asked for, or else at the starts. */
function inPlane(experiment: Experiment, spec: Spec, asked: number[][]): PointReport[] {
  const points = asked.length > 0 ? asked : (spec.starts ?? []);
  const flat = experiment.evaluate(Float64Array.from(points.flat()));
  return points.map(([x = Number.NaN, y = Number.NaN], index) => {
    const [f = Number.NaN, fx = f, fy = f, xx = f, xy = f, yy = f] = flat.subarray(6 * index);
    return {
      x: [x, y],
      f,
      grad: [fx, fy],
      hess: [
        [xx, xy],
        [xy, yy],
      ],
    };
  });
}

function point(text: string): number[] {
  const pair = numbers('at', text);
  if (pair.length !== 2) {
    throw new Refused({ code: 'syntax', field: 'at', got: text, allowed: 'two numbers X,Y' });
  }
  return pair;
}

function describe(report: { points: PointReport[] } | { f: number | null }): string {
  if (!('points' in report)) return writeJson(report);
  const rows = report.points.map(({ x, f, grad, hess }) =>
    [...x, f, ...grad, ...hess.flat().slice(0, 2), hess[1]?.[1]].map(number),
  );
  return table(['x', 'y', 'f', 'fx', 'fy', 'fxx', 'fxy', 'fyy'], rows);
}
