// run: every optimizer from every start.

import { writeJson } from '../export/json.ts';
import type { RunReport } from '../report/reports.ts';
import { type RunWishes, runReport } from '../report/run.ts';
import { SpecError } from '../report/spec-error.ts';
import { engine, openExperiment } from './engine.ts';
import { parse, readInput, readNumbers } from './input.ts';
import { readTable } from './own-data.ts';
import { Progress } from './progress.ts';
import { reproductionLines } from './reproduction.ts';
import { number, table } from './text.ts';

/** Exit code 1 if a fingerprint of the link is not reproduced. */
export async function run(args: readonly string[]): Promise<number> {
  const params = paramsAsked(args);
  const { values, positionals } = parse(
    args.filter((arg) => !arg.startsWith('--params')),
    {
      json: { type: 'boolean' },
      trajectory: { type: 'boolean' },
      theta: { type: 'string' },
      data: { type: 'string' },
    },
  );
  const input = await readInput(positionals);
  const theta = values.theta === undefined ? undefined : await readNumbers(values.theta);
  const wishes: RunWishes = { trajectory: values.trajectory, params, theta };
  const own = values.data === undefined ? null : await readTable(values.data);
  const experiment = await openExperiment(input.spec, own);
  const progress = new Progress();
  try {
    const report = await runReport(await engine(), experiment, input, wishes, progress.at);
    progress.end();
    console.log(values.json ? writeJson(report) : describe(report));
    if (!values.json) {
      const { spec, beside } = input;
      const said = reproductionLines(spec, beside, report.runs, report.engine);
      if (said.length > 0) console.log(said.join('\n'));
    }
    return report.runs.some(({ reproduced }) => reproduced === false) ? 1 : 0;
  } finally {
    progress.end();
    experiment.free();
  }
}

/** --params alone has no value, which parseArgs cannot say. */
function paramsAsked(args: readonly string[]): RunWishes['params'] {
  const word = args.findLast((arg) => arg.startsWith('--params'));
  if (word === undefined) return false;
  if (word === '--params') return true;
  if (word === '--params=history') return 'history';
  throw new SpecError({
    code: 'unknown',
    field: 'option',
    got: word,
    allowed: '--params or --params=history',
  });
}

function describe(report: RunReport): string {
  const rows = report.runs.map((run) => {
    const { optimizer, start, status, steps, eigenvalues, bound } = run;
    const verdict = run.verdict ?? run.reading;
    const inside = verdict === null || verdict.inside === null ? '–' : verdict.inside ? '✓' : '✕';
    return [
      optimizer.rule + (optimizer.momentum === 'none' ? '' : ` ${optimizer.momentum}`),
      number(optimizer.alpha),
      start ? start.map(number).join(', ') : '–',
      status,
      String(steps),
      number(run.f),
      number(run.grad_norm),
      number(eigenvalues[0]?.value),
      number(eigenvalues.at(-1)?.value),
      number(bound),
      run.verdict ? inside : run.reading ? `(${inside})` : '–',
      run.fingerprint + (run.reproduced === null ? '' : run.reproduced ? ' =' : ' ≠'),
    ];
  });
  const head = 'rule,α,start,status,steps,f,‖∇f‖,λmin,λmax,bound,inside,fingerprint'.split(',');
  const notes = [...report.hypotheses.notes, ...report.warnings];
  return [
    report.link ?? '',
    `${report.hypotheses.definability}, ${report.hypotheses.smoothness}`,
    '',
    table(head, rows),
    '',
    'inside: ✓ every eigenvalue in the passband, ✕ not; in brackets: not converged, the theorem does not apply; –: no verdict.',
    ...notes,
  ].join('\n');
}
