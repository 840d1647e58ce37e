import type { Trail } from '../plot/trail';
import { stepAt } from './playback';
import type { RunState } from './state';

/** What is drawn on demand beside the trajectories; nothing of it is in the link. */
export interface Shown {
  /** Loss, ‖∇f‖ and λmax along the runs. */
  readonly along: boolean;
  /** Where each gradient was really taken. */
  readonly ascent: boolean;
  /** The Hessian's ellipse where each run is. */
  readonly hessian: boolean;
}

/** What the engine said of the runs' points, for what is shown on demand. */
export interface Followed {
  readonly curves: Curves | null;
  readonly now: Now | null;
  readonly probes: readonly (Probes | null)[];
}

/** Numbers the engine gives for a point. */
export const AT_A_POINT = 6;

/** f, ‖∇f‖, the extreme eigenvalues and λmax's unit eigenvector at a point. */
export interface PointValues {
  readonly f: number;
  readonly gradNorm: number;
  readonly low: number;
  readonly high: number;
  readonly axis: readonly [number, number];
}

/** Of the engine's numbers, those of the point with this index. */
export function valuesAt(numbers: Float64Array, index: number): PointValues {
  const at = (k: number): number => numbers[AT_A_POINT * index + k] ?? Number.NaN;
  return { f: at(0), gradNorm: at(1), low: at(2), high: at(3), axis: [at(4), at(5)] };
}

/** Values along runs, at steps that all share; a run that has ended earlier has none at the later ones. */
export interface Curves {
  /** The runs', in their order. */
  readonly keys: readonly string[];
  readonly steps: readonly number[];
  /** For each run the engine's numbers, point after point, at the steps up to its end. */
  readonly numbers: readonly Float64Array[];
  /** For each run the index of its points' steps in `steps`. */
  readonly places: readonly (readonly number[])[];
}

/** Values where each run is at the step shown. */
export interface Now {
  readonly places: readonly (TrailPlace | null)[];
  /** The engine's numbers, one point a run; NaN for a run without a point. */
  readonly numbers: Float64Array;
}

/** Where the gradients along a run were taken, x and y for each of the trail's points. */
export interface Probes {
  readonly key: string;
  /** The trail they are of; it is drawn on until the next one has its own. */
  readonly trail: Trail;
  readonly points: Float64Array;
}

export interface TrailPlace {
  readonly step: number;
  readonly x: number;
  readonly y: number;
}

/** Steps of a chart, about as many as it has pixels on a fine screen. */
const SAMPLES = 1200;
/** Points asked for in all: the more runs, the fewer for each. */
const MOST_POINTS = 60_000;
const FEWEST_SAMPLES = 60;
/** More runs than this are not drawn along their steps. */
export const RUNS_DRAWN = 120;

/** The point that a trail has for a step: the last one it kept up to there, or its end. */
export function placeAt({ points, stride, steps }: Trail, step: number): TrailPlace | null {
  const all = points.length / 2;
  const index = step >= steps ? all - 1 : Math.min(all - 1, Math.floor(step / stride));
  const [x, y] = [points[2 * index], points[2 * index + 1]];
  if (x === undefined || y === undefined) return null;
  return { step: step >= steps ? steps : index * stride, x, y };
}

/**
 * Steps at which runs are looked at: as dense as the scrubber's time, whole, and such that every
 * trail has kept a point there; and the last step of each.
 */
export function sharedSteps(trails: readonly Trail[]): number[] {
  const last = Math.max(0, ...trails.map(({ steps }) => steps));
  const stride = Math.max(1, ...trails.map(({ stride }) => stride));
  const samples = Math.max(
    FEWEST_SAMPLES,
    Math.min(SAMPLES, Math.floor(MOST_POINTS / Math.max(1, trails.length))),
  );
  const steps = new Set(trails.map((trail) => trail.steps));
  for (let i = 0; i <= samples; i += 1) {
    const step = stride * Math.round(stepAt(i / samples, last) / stride);
    if (step <= last) steps.add(step);
  }
  return [...steps].sort((a, b) => a - b);
}

/** For each trail the indices of the shared steps it has a point at, and those points, x and y in turn. */
export function sample(
  trails: readonly Trail[],
  steps: readonly number[],
): { places: number[][]; points: Float64Array[] } {
  const places: number[][] = [];
  const points: Float64Array[] = [];
  for (const trail of trails) {
    const own: number[] = [];
    const pairs: number[] = [];
    steps.forEach((step, i) => {
      const at = step <= trail.steps ? placeAt(trail, step) : null;
      if (at?.step !== step) return;
      own.push(i);
      pairs.push(at.x, at.y);
    });
    places.push(own);
    points.push(Float64Array.from(pairs));
  }
  return { places, points };
}

/** The trails that are drawn along their steps. */
export const drawnTrails = (runs: readonly RunState[]): Trail[] =>
  runs.slice(0, RUNS_DRAWN).map(({ trail }) => trail ?? NOWHERE);

const NOWHERE: Trail = { points: new Float64Array(), stride: 1, steps: 0 };

/**
 * For the engine's `probes`: x, y and the x, y before, for each of a trail's points. A thinned trail
 * has no steps before its points: those of rules without momentum do not need them.
 */
export function stepsOf({ points }: Trail): Float64Array {
  const steps = new Float64Array(2 * points.length);
  for (let i = 0; i < points.length; i += 2) {
    steps.set(points.subarray(i, i + 2), 2 * i);
    steps.set(points.subarray(Math.max(0, i - 2), Math.max(2, i)), 2 * i + 2);
  }
  return steps;
}
