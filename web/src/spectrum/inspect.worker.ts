import { finish, type Open, type Pace } from '../engine/pace';
import type { Answers, Progress, Request } from '../engine/protocol';
import type { Inspection } from '../generated/engine.js';
import type { InspectionReport, Spec } from '../generated/types';

/** What the engine's thread does to look at a spectrum. It comes with the first of them. */

interface Means {
  /** Judges a spec. */
  readonly read: (value: unknown) => Spec;
  readonly open: Open;
}

/** Milliseconds between two pictures of what was seen so far, and how many times those that one takes. */
const PICTURE_EVERY = 400;
const TIMES_ITS_OWN = 20;

/** What was seen so far, as often as it is worth the time: thousands of nodes take theirs. */
class Picture {
  private due = 0;

  constructor(private readonly look: Inspection) {}

  take(): InspectionReport | null {
    const before = performance.now();
    if (before < this.due) return null;
    const report = this.look.report();
    const after = performance.now();
    this.due = after + Math.max(PICTURE_EVERY, TIMES_ITS_OWN * (after - before));
    return report;
  }
}

/** Looks at the spectrum of a network's H, or P⁻¹H, at θ, and tells what it has seen on the way. */
export async function inspected(
  { spec, choices, asset, theta, diagonal }: Extract<Request, { kind: 'inspect' }>,
  { read, open }: Means,
  pace: Pace,
  report: (progress: Progress) => void,
): Promise<Answers['inspect']> {
  const closely = read({ ...spec, curvature: { ...spec.curvature, ...choices } });
  const experiment = await open(closely, asset, pace, report);
  try {
    const look = experiment.inspect(theta, diagonal);
    try {
      const picture = new Picture(look);
      await finish(look, pace, (howFar) => {
        report({ kind: 'inspected', ...howFar, report: picture.take() });
      });
      return { report: look.report() };
    } finally {
      look.free();
    }
  } finally {
    experiment.free();
  }
}
