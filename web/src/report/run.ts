// What comes out of an experiment: every optimizer from every start.

import type { Experiment, Run } from '../generated/engine.js';
import type { Spec } from '../generated/types.ts';
import type { Between, Engine, Input } from './means.ts';
import type { RunProgress, RunReport, RunResult } from './reports.ts';
import { Misplaced } from './spec-error.ts';
import { Stride } from './stride.ts';

/** What a report of runs is to hold, beside what each does. */
export interface RunWishes {
  /** Whether to hold all iterates; functions only. */
  readonly trajectory?: boolean | undefined;
  /** Whether to hold θ at the end, or also at each row of the history; networks only. */
  readonly params?: boolean | 'history' | undefined;
  /** θ₀, instead of the seed's; networks only. */
  readonly theta?: Float64Array | undefined;
}

/** Runs an experiment that was opened from the same spec. Throws a refusal. */
export async function runReport(
  { catalogue, printLink }: Engine,
  experiment: Experiment,
  { spec, beside }: Input,
  wishes: RunWishes,
  between: Between<RunProgress>,
): Promise<RunReport> {
  refuseMisplaced(spec, wishes);
  const revision = catalogue().engine;
  const warnings = specWarnings(spec, beside?.engine ?? null, revision);
  if (spec.objective.kind === 'mlp') warnings.push(...experiment.dataFacts().notes);
  const starts = spec.starts?.length ?? 1;
  const most = spec.stop.steps;
  const count = spec.optimizers.length * starts;
  const runs: RunResult[] = [];
  let made = 0;
  for (const [optimizer, { rule }] of spec.optimizers.entries()) {
    for (let start = 0; start < starts; start++) {
      const index = runs.length;
      const news = (step: number): Promise<void> | undefined =>
        between({ share: (index + step / most) / count, steps: made + step, run: index });
      const run = experiment.run(
        optimizer,
        start,
        spec.starts !== undefined && wishes.trajectory === true,
        wishes.theta,
      );
      try {
        const { result, notes } = await resultOf(run, spec, wishes, news);
        const expected = beside?.fp[index];
        if (expected !== undefined) result.reproduced = expected === result.fingerprint;
        const place = starts > 1 ? `${rule} from start ${start + 1}` : rule;
        warnings.push(...notes.map((note) => `${place}: ${note}`));
        runs.push(result);
        made += result.steps;
      } finally {
        run.free();
      }
      await between({ share: runs.length / count, steps: made, run: index });
    }
  }
  const hypotheses = experiment.hypotheses();
  const link = linkOrNull(() => printLink(spec, null));
  return { link, spec, engine: revision, hypotheses, warnings, runs };
}

/** Refuses wishes that mean nothing for the objective. */
function refuseMisplaced(spec: Spec, { trajectory, params, theta }: RunWishes): void {
  const network = spec.objective.kind === 'mlp';
  if (network && trajectory) throw new Misplaced('trajectory', 'params for a network');
  if (!network && theta) throw new Misplaced('theta', 'starts for a function');
  if (!network && params) throw new Misplaced('params', 'trajectory for a function');
}

/** A spec too large for a link still runs. */
function linkOrNull(print: () => string): string | null {
  try {
    return print();
  } catch {
    return null;
  }
}

/** Runs to the end. */
async function resultOf(
  run: Run,
  spec: Spec,
  wishes: RunWishes,
  news: (step: number) => Promise<void> | undefined,
): Promise<{ result: RunResult; notes: string[] }> {
  const landscape = spec.starts !== undefined;
  const byHistory = wishes.params === 'history' && spec.curvature;
  const parameters = await advance(run, byHistory ? byHistory.every : null, landscape, news);
  const { warnings, history, ...rest } = run.record();
  const result: RunResult = rest;
  if (history) {
    result.history = history.map((row, index) => {
      const params = parameters[index];
      return params ? { ...row, params } : row;
    });
  }
  if (landscape && wishes.trajectory) result.trajectory = pairs(run.iterates(0));
  if (wishes.params) result.params = run.parameters();
  return { result, notes: warnings };
}

/** Runs to the end, in calls that take about as long; resolves to θ at every so many steps. */
async function advance(
  run: Run,
  every: number | null,
  landscape: boolean,
  news: (step: number) => Promise<void> | undefined,
): Promise<Float64Array[]> {
  const stride = landscape ? new Stride(256, 65_536) : new Stride(1, 64);
  const kept: Float64Array[] = every === null ? [] : [run.parameters()];
  for (let ended = false; !ended; ) {
    const due = every === null ? Number.POSITIVE_INFINITY : every - (run.step % every);
    ended = stride.take(due, (steps) => run.advance(steps));
    if (every !== null && (ended || run.step % every === 0)) kept.push(run.parameters());
    if (!ended) await news(run.step);
  }
  return kept;
}

function pairs(flat: Float64Array): [number, number][] {
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
