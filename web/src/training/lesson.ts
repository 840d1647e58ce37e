import type { Pace } from '../engine/pace';
import type { Answers, Progress, Through, TrainedPart } from '../engine/protocol';
import type { Experiment, Run } from '../generated/engine.js';
import type { RunRecord, Spec } from '../generated/types';
import { Ladder } from './ladder';

/** Bytes of copies that all runs of an experiment keep together, however many threads share them. */
const BUDGET = 192 * 2 ** 20;
/** A call of the engine takes about so many milliseconds. */
const SLICE = 12;
/** Most steps of one call. */
const MOST_STEPS = 64;

type Report = (progress: Progress) => void;

interface Pupil {
  readonly index: number;
  run: Run;
  /** The step where this stretch of training began. */
  begun: number;
  /** Rows of the history that were reported. */
  rows: number;
  /** Steps of one call, as many as a slice has room for. */
  steps: number;
  record: RunRecord | null;
  through: Through;
  readonly ladder: Ladder<Run>;
  /** A copy on its way to the steps that were looked at last. */
  scout: Run | null;
}

/** Judges which eigenvalues of an ended run its filter lets through. */
export type Judge = (experiment: Experiment, optimizer: number, record: RunRecord) => Through;

/**
 * Some optimizers of an experiment, training side by side from the same weights in one thread, with
 * copies kept on the way: so that each step can be looked at again, and trained on from.
 */
export class Lesson {
  private readonly pupils: Pupil[] = [];
  private steps: number;
  /** Milliseconds of work that this stretch of training began after. */
  private began = 0;

  /** `experiment` belongs to the lesson from now on. */
  constructor(
    private readonly experiment: Experiment,
    private readonly spec: Spec,
    private readonly optimizers: readonly number[],
    private readonly judge: Judge,
  ) {
    this.steps = spec.stop.steps;
  }

  /** Whether this is a lesson of a spec, but for its number of steps. */
  isOf(spec: Spec): boolean {
    return keyOf(spec) === keyOf(this.spec);
  }

  /** Whether these are the optimizers it trains. */
  teaches(optimizers: readonly number[]): boolean {
    return String(optimizers) === String(this.optimizers);
  }

  /** Goes back to a step, or stays where it is if it has not come so far, with a budget of `steps`. */
  async goBack(from: number, steps: number, pace: Pace): Promise<void> {
    await this.enrol(pace);
    this.steps = Math.max(this.steps, steps);
    for (const pupil of this.pupils) {
      const beyond = pupil.run.step > from;
      if (beyond) this.rewind(pupil, from);
      pupil.run.extend(this.steps);
      // What ended for good before that step, stays.
      if (pupil.record && pupil.record.status !== 'budget') continue;
      pupil.record = null;
      pupil.through = null;
      if (beyond) await this.advanceTo(pupil, from, pace);
      pupil.begun = pupil.run.step;
      // The last row may be that of an end which is none any more.
      pupil.rows = Math.max(0, pupil.run.history(0).length - 1);
    }
  }

  /** Trains until all runs have ended, always the one that has come least far. */
  async train(pace: Pace, report: Report): Promise<void> {
    this.began = pace.worked();
    await this.enrol(pace, report);
    for (let pupil = this.hindmost(); pupil; pupil = this.hindmost()) {
      if (this.advance(pupil, Number.POSITIVE_INFINITY)) this.end(pupil);
      if (pace.sliceIsOver()) await pace.breathe();
      if (pace.reportIsDue()) report(this.news(pace));
    }
    report(this.news(pace));
  }

  /**
   * θ of a run at a step, or at the last one before that it has come to: from the nearest copy on
   * the steps are made again, to the same bits. Null is the newest step.
   */
  async weights(
    index: number,
    step: number | null,
    pace: Pace,
    report: Report,
  ): Promise<Answers['weights']> {
    const pupil = this.pupils.find((pupil) => pupil.index === index);
    if (!pupil) return null;
    if (step === null || step >= pupil.run.step) return standing(pupil.run);
    const scout = this.scoutBefore(pupil, step);
    try {
      const begun = scout.step;
      const size = Math.max(1, Math.min(MOST_STEPS, pupil.steps));
      while (scout.step < step) {
        scout.skip(Math.min(size, step - scout.step));
        if (pace.sliceIsOver()) await pace.breathe();
        if (!pace.reportIsDue()) continue;
        const done = scout.step - begun;
        const secondsLeft = (pace.worked() / done) * (step - scout.step) * 1e-3;
        report({ kind: 'recomputed', share: done / (step - begun), secondsLeft });
      }
      return standing(scout);
    } finally {
      pupil.scout?.free();
      pupil.scout = scout;
    }
  }

  free(): void {
    for (const { run, ladder, scout } of this.pupils) {
      run.free();
      scout?.free();
      ladder.clear();
    }
    this.experiment.free();
  }

  /** Makes the runs, one after the other: the first measurement of each may take long. */
  private async enrol(pace: Pace, report: Report = () => {}): Promise<void> {
    const budget = BUDGET / this.spec.optimizers.length;
    for (const index of this.optimizers.slice(this.pupils.length)) {
      this.pupils.push({
        index,
        run: this.experiment.run(index, 0, false),
        begun: 0,
        rows: 0,
        steps: 1,
        record: null,
        through: null,
        ladder: new Ladder<Run>(budget, (held) => held.free()),
        scout: null,
      });
      if (pace.sliceIsOver()) await pace.breathe();
      if (pace.reportIsDue()) report(this.news(pace));
    }
  }

  private hindmost(): Pupil | undefined {
    return this.pupils
      .filter(({ record }) => record === null)
      .reduce<Pupil | undefined>(
        (least, pupil) => (least && least.run.step <= pupil.run.step ? least : pupil),
        undefined,
      );
  }

  /** One call of the engine, which stops where a copy is due; whether the run has ended. */
  private advance(pupil: Pupil, most: number): boolean {
    const { run, ladder } = pupil;
    ladder.offer(run.step, run.weight, () => forked(run));
    const due = Math.min(most, ladder.due(run.step)) - run.step;
    const before = performance.now();
    const ended = run.advance(Math.min(pupil.steps, due));
    const took = performance.now() - before;
    if (took < SLICE / 2) pupil.steps = Math.min(MOST_STEPS, pupil.steps * 2);
    else if (took > SLICE * 2) pupil.steps = Math.max(1, pupil.steps >> 1);
    return ended;
  }

  private async advanceTo(pupil: Pupil, step: number, pace: Pace): Promise<void> {
    while (pupil.run.step < step && !this.advance(pupil, step))
      if (pace.sliceIsOver()) await pace.breathe();
  }

  private end(pupil: Pupil): void {
    pupil.record = pupil.run.record();
    pupil.through = this.judge(this.experiment, pupil.index, pupil.record);
  }

  private rewind(pupil: Pupil, step: number): void {
    const rung = pupil.ladder.nearest(step);
    const run = rung ? forked(rung.held) : this.experiment.run(pupil.index, 0, false);
    pupil.run.free();
    pupil.ladder.cut(step);
    pupil.run = run;
    pupil.record = null;
    pupil.through = null;
  }

  /** The copy that has least to go to a step; it is the caller's alone. */
  private scoutBefore(pupil: Pupil, step: number): Run {
    const rung = pupil.ladder.nearest(step);
    const { scout } = pupil;
    if (scout && scout.step <= step && scout.step >= (rung?.step ?? 0)) {
      pupil.scout = null;
      return scout;
    }
    return rung ? forked(rung.held) : this.experiment.run(pupil.index, 0, false);
  }

  private news(pace: Pace): Progress {
    const made = this.pupils.reduce((sum, { run, begun }) => sum + run.step - begun, 0);
    const open = this.pupils.reduce(
      (sum, { run, record }) => sum + (record ? 0 : this.steps - run.step),
      0,
    );
    const secondsLeft = made === 0 ? null : ((pace.worked() - this.began) / made) * open * 1e-3;
    const runs = this.pupils.map((pupil): TrainedPart => {
      const { index, run, rows, record, through } = pupil;
      const history = run.history(rows);
      pupil.rows += history.length;
      return { index, kept: rows, history, step: run.step, record, through };
    });
    return { kind: 'trained', runs, secondsLeft };
  }
}

/** The weights where a run stands, and the preconditioner that goes with them. */
function standing(run: Run): NonNullable<Answers['weights']> {
  const diagonal = run.preconditioner() ?? null;
  return { theta: run.parameters(), diagonal, step: run.step };
}

/** What decides the runs of a lesson, but for their number of steps. */
const keyOf = ({ objective, optimizers, seed, stop, curvature }: Spec): string =>
  JSON.stringify([objective, optimizers, seed, stop.grad_tol, curvature]);

/** Only runs of networks have copies, and lessons have no others. */
function forked(run: Run): Run {
  const fork = run.fork();
  if (!fork) throw new Error('a run of a function has no copies');
  return fork;
}
