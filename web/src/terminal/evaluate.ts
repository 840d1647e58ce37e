// eval: the objective at points of the plane, or at a network's weights.

import { writeJson } from '../export/json.ts';
import { evaluateReport } from '../report/evaluate.ts';
import type { NetworkReport, PlaneReport } from '../report/reports.ts';
import { SpecError } from '../report/spec-error.ts';
import { openExperiment } from './engine.ts';
import { numbers, parse, readInput, readNumbers } from './input.ts';
import { readTable } from './own-data.ts';
import { number, table } from './text.ts';

export async function evaluate(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    json: { type: 'boolean' },
    at: { type: 'string', multiple: true },
    theta: { type: 'string' },
    data: { type: 'string' },
  });
  const { spec } = await readInput(positionals);
  const at = values.at?.map(point);
  const theta = values.theta === undefined ? undefined : await readNumbers(values.theta);
  const own = values.data === undefined ? null : await readTable(values.data);
  const experiment = await openExperiment(spec, own);
  try {
    const report = evaluateReport(experiment, spec, { at, theta });
    console.log(values.json ? writeJson(report) : describe(report));
    return 0;
  } finally {
    experiment.free();
  }
}

function point(text: string): [number, number] {
  const [x, y, ...rest] = numbers('at', text);
  if (x === undefined || y === undefined || rest.length > 0) {
    throw new SpecError({ code: 'syntax', field: 'at', got: text, allowed: 'two numbers X,Y' });
  }
  return [x, y];
}

function describe(report: PlaneReport | NetworkReport): string {
  if (!('points' in report)) return writeJson(report);
  const rows = report.points.map(({ x, f, grad, hess }) =>
    [...x, f, ...grad, ...hess.flat().slice(0, 2), hess[1]?.[1]].map(number),
  );
  return table(['x', 'y', 'f', 'fx', 'fy', 'fxx', 'fxy', 'fyy'], rows);
}
