import type { Open, Pace } from '../engine/pace';
import type { Answers, Asset, Progress, Request } from '../engine/protocol';
import type { Spec } from '../generated/types';
import { type Judge, Lesson } from './lesson';

type Order<K extends Request['kind']> = Extract<Request, { kind: K }>;

/** What a thread remembers of training: its last lesson, to look back on and to go on with. */
export class Classroom {
  private lesson: Lesson | null = null;

  /** `open` builds a spec's experiment; `judge` reads the ends of its runs. */
  constructor(
    private readonly open: Open,
    private readonly judge: Judge,
  ) {}

  async train(
    { spec, asset, optimizers, from }: Order<'train'>,
    pace: Pace,
    report: (progress: Progress) => void,
  ): Promise<null> {
    const lesson =
      from !== null && this.lesson?.isOf(spec) && this.lesson.teaches(optimizers)
        ? this.lesson
        : await this.begin(spec, asset, optimizers, pace, report);
    if (from !== null) await lesson.goBack(from, spec.stop.steps, pace);
    await lesson.train(pace, report);
    return null;
  }

  /** θ at a step of a run of the last lesson; null if this thread has not trained it. */
  async weights(
    { spec, run, step }: Order<'weights'>,
    pace: Pace,
    report: (progress: Progress) => void,
  ): Promise<Answers['weights']> {
    return this.lesson?.isOf(spec) ? this.lesson.weights(run, step, pace, report) : null;
  }

  private async begin(
    spec: Spec,
    asset: Asset,
    optimizers: readonly number[],
    pace: Pace,
    report: (progress: Progress) => void,
  ): Promise<Lesson> {
    const experiment = await this.open(spec, asset, pace, report);
    this.lesson?.free();
    this.lesson = new Lesson(experiment, spec, optimizers, this.judge);
    return this.lesson;
  }
}
