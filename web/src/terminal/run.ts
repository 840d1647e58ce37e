// run: every optimizer from every start.

import { writeJson } from '../export/json.ts';
import type { Experiment, Run } from '../generated/engine.js';
import type { HistoryRow, Hypotheses, RunRecord, Spec } from '../generated/types.ts';
import { engine, openExperiment } from './engine.ts';
import { type Input, parse, readInput, readNumbers, refuseOption } from './input.ts';
import { ownData } from './own-data.ts';
import { Progress } from './progress.ts';
import { Refused } from './refused.ts';
import { reproductionLines } from './reproduction.ts';
import { number, table } from './text.ts';

/** A record with what was asked for beside it. */
type Reported = Omit<RunRecord, 'warnings' | 'history'> & {
  history?: (HistoryRow & { params?: Float64Array })[];
  trajectory?: number[][];
  params?: Float64Array;
};

interface Report {
  link: string | null;
  spec: Spec;
  engine: string;
  hypotheses: Hypotheses;
  warnings: string[];
  runs: Reported[];
}

type Params = 'no' | 'last' | 'history';

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
  const network = input.spec.objective.kind === 'mlp';
  refuseOption('trajectory', network && values.trajectory === true, '--params for a network');
  refuseOption('theta', !network && values.theta !== undefined, 'starts for a function');
  refuseOption('params', !network && params !== 'no', '--trajectory for a function');
  const theta = values.theta === undefined ? undefined : await readNumbers(values.theta);
  const own = await ownData(input.spec, values.data);
  const { trajectory = false } = values;
  const report = await runAll(input, { trajectory, params, theta, own });
  console.log(values.json ? writeJson(report) : describe(report));
  if (!values.json) {
    const { spec, beside } = input;
    const said = reproductionLines(spec, beside, report.runs, report.engine);
    if (said.length > 0) console.log(said.join('\n'));
  }
  return report.runs.some(({ reproduced }) => reproduced === false) ? 1 : 0;
}

/** --params alone has no value, which parseArgs cannot say. */
function paramsAsked(args: readonly string[]): Params {
  const word = args.findLast((arg) => arg.startsWith('--params'));
  if (word === undefined) return 'no';
  if (word === '--params') return 'last';
  if (word === '--params=history') return 'history';
  throw new Refused({
    code: 'unknown',
    field: 'option',
    got: word,
    allowed: '--params or --params=history',
  });
}

interface Wanted {
  trajectory: boolean;
  params: Params;
  theta: Float64Array | undefined;
  /** The user's own data. */
  own: Uint8Array | null;
}

async function runAll({ spec, beside }: Input, wanted: Wanted): Promise<Report> {
  const { catalogue, printLink } = await engine();
  const revision = catalogue().engine;
  const experiment = await openExperiment(spec, wanted.own);
  const warnings = specWarnings(spec, beside?.engine ?? null, revision);
  if (spec.objective.kind === 'mlp') warnings.push(...experiment.dataFacts().notes);
  const runs: Reported[] = [];
  const starts = spec.starts?.length ?? 1;
  const progress = new Progress(spec.optimizers.length * starts * spec.stop.steps);
  try {
    for (const [optimizer, { rule }] of spec.optimizers.entries()) {
      for (let start = 0; start < starts; start++) {
        const { record, notes } = runOne(experiment, spec, optimizer, start, wanted, progress);
        const expected = beside?.fp[runs.length];
        if (expected !== undefined) record.reproduced = expected === record.fingerprint;
        const place = starts > 1 ? `${rule} from start ${start + 1}` : rule;
        warnings.push(...notes.map((note) => `${place}: ${note}`));
        runs.push(record);
      }
    }
    const hypotheses = experiment.hypotheses();
    return {
      link: linkOrNull(() => printLink(spec, null)),
      spec,
      engine: revision,
      hypotheses,
      warnings,
      runs,
    };
  } finally {
    progress.end();
    experiment.free();
  }
}

/** A spec too large for a link still runs. */
function linkOrNull(print: () => string): string | null {
  try {
    return print();
  } catch {
    return null;
  }
}

function runOne(
  experiment: Experiment,
  spec: Spec,
  optimizer: number,
  start: number,
  wanted: Wanted,
  progress: Progress,
): { record: Reported; notes: string[] } {
  const landscape = spec.starts !== undefined;
  const run = experiment.run(optimizer, start, landscape && wanted.trajectory, wanted.theta);
  try {
    const byHistory = wanted.params === 'history' && spec.curvature;
    const parameters = byHistory
      ? advanceByHistory(run, spec.curvature?.every ?? 1, progress)
      : advance(run, landscape ? 10_000 : 5, progress);
    progress.runEnded(spec.stop.steps);
    const { warnings, history, ...rest } = run.record();
    const record: Reported = rest;
    if (history) {
      record.history = history.map((row, index) => {
        const params = parameters[index];
        return params ? { ...row, params } : row;
      });
    }
    if (landscape && wanted.trajectory) record.trajectory = pairs(run.iterates(0));
    if (wanted.params !== 'no') record.params = run.parameters();
    return { record, notes: warnings };
  } finally {
    run.free();
  }
}

/** Runs to the end, so many steps at a time. */
function advance(run: Run, slice: number, progress: Progress): Float64Array[] {
  while (!run.advance(slice)) progress.at(run.step);
  return [];
}

/** Runs to the end and keeps θ at each row of the history. */
function advanceByHistory(run: Run, every: number, progress: Progress): Float64Array[] {
  const parameters = [run.parameters()];
  let ended = run.advance(0);
  while (!ended) {
    ended = run.advance(every);
    parameters.push(run.parameters());
    progress.at(run.step);
  }
  return parameters;
}

function pairs(flat: Float64Array): number[][] {
  return Array.from({ length: flat.length / 2 }, (_, index) => [
    flat[2 * index] ?? Number.NaN,
    flat[2 * index + 1] ?? Number.NaN,
  ]);
}

function specWarnings(spec: Spec, madeBy: string | null, revision: string): string[] {
  const warnings: string[] = [];
  const [x0, x1, y0, y1] = spec.window ?? [-Infinity, Infinity, -Infinity, Infinity];
  for (const [x, y] of spec.starts ?? []) {
    if (x < x0 || x > x1 || y < y0 || y > y1) {
      warnings.push(`The start ${x}, ${y} lies outside the window.`);
    }
  }
  if (madeBy !== null && madeBy !== revision) {
    warnings.push(
      `The link was made with revision ${madeBy} of the engine's bits; this is revision ${revision}.`,
    );
  }
  return warnings;
}

function describe(report: Report): string {
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
