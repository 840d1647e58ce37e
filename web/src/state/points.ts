import type { CriticalPoint } from '../generated/types';
import { labels } from '../words/names';
import { pointLine, type Said, verdictOn } from '../words/points';
import { filterShown, hasFilter } from './select';
import type { State } from './state';

/** What one optimizer's filter says of a point. */
export interface PointVerdict extends Said {
  readonly name: string;
  readonly admitted: boolean | null;
  /** αp(λ) of both eigenvalues and their limit; null where the rule has no filter for the Hessian. */
  readonly gains: readonly [number, number] | null;
  readonly limit: number;
}

/** A critical point as mark, card and row show it. */
export interface ShownPoint {
  /** What is nothing but rounding beside the others, in x or f, is 0 here: see `settled`. */
  readonly point: CriticalPoint;
  /** One an optimizer. */
  readonly verdicts: readonly PointVerdict[];
  /** By the filter shown; null is undecided, or no filter. */
  readonly admitted: boolean | null;
  /** All of it in words. */
  readonly line: string;
}

/** The critical points with what every filter says of them; empty until they are known. */
export function shownPoints(state: State): ShownPoint[] {
  const { critical, experiment, catalogue } = state;
  if (!critical || !experiment) return [];
  const { optimizers } = experiment.spec;
  const names = labels(optimizers);
  const shown = filterShown(state);
  const span = spanOf(state);
  return settled(critical.found.points, span).map((point, i) => {
    const verdicts = optimizers.map(({ rule }, k): PointVerdict => {
      const admission = critical.sifting.admissions[k];
      const admitted = admission?.admitted[i] ?? null;
      return {
        ...verdictOn(admitted, point.kind, hasFilter(catalogue, rule)),
        name: names[k] as string,
        admitted,
        gains: admission?.gains?.[i] ?? null,
        limit: admission?.c ?? Number.NaN,
      };
    });
    return {
      point,
      verdicts,
      admitted: verdicts[shown]?.admitted ?? null,
      line: pointLine(point, span, verdicts),
    };
  });
}

/** Of the window's width, and of the largest |f| among the points: less than that Newton leaves behind. */
const DUST = 1e-9;

/** The points as people read them: f = 7.9·10⁻³¹ beside f = 180 is 0. */
function settled(points: readonly CriticalPoint[], span: number): CriticalPoint[] {
  const largest = Math.max(...points.map(({ f }) => Math.abs(f)));
  const settle = (value: number, scale: number): number =>
    Math.abs(value) < DUST * scale ? 0 : value;
  return points.map((point) => ({
    ...point,
    x: [settle(point.x[0], span), settle(point.x[1], span)],
    f: settle(point.f, largest),
  }));
}

/** The window's width: what is small beside it is 0 to the eye. */
export function spanOf({ experiment }: State): number {
  const [x0, x1] = experiment?.spec.window ?? [-1, 1];
  return Math.abs(x1 - x0);
}
