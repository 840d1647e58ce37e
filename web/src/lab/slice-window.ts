import type { Window } from '../state/experiment';

/** Room around what is shown, as a part of its extent. */
const AROUND = 0.1;
/** The shorter side is at least this part of the longer: both have the same unit of length. */
const NARROWEST = 0.55;
/** The height is at most this part of the width: the whole picture is to fit a screen. */
const TALLEST = 0.85;
/** Where nothing has an extent. */
const LEAST = 1e-6;

/** A window with room for all trails (x and y in turn) and, around the centre, for the plane's reach. */
export function homeWindow(
  trails: readonly Float64Array[],
  [across, up]: readonly [number, number],
): Window {
  let [x0, x1, y0, y1] = [-across, across, -up, up];
  for (const points of trails) {
    for (let i = 0; i + 1 < points.length; i += 2) {
      const [x, y] = [points[i] as number, points[i + 1] as number];
      if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
      [x0, x1] = [Math.min(x0, x), Math.max(x1, x)];
      [y0, y1] = [Math.min(y0, y), Math.max(y1, y)];
    }
  }
  const longer = Math.max(x1 - x0, y1 - y0, LEAST);
  const [left, right] = roomy(x0, x1, longer);
  const [bottom, top] = roomy(y0, y1, longer);
  return [...atLeast(left, right, (top - bottom) / TALLEST), bottom, top];
}

/** An extent that is widened about its middle, where it is too short. */
function atLeast(low: number, high: number, length: number): [number, number] {
  const lacking = Math.max(0, length - (high - low)) / 2;
  return [low - lacking, high + lacking];
}

function roomy(low: number, high: number, longer: number): [number, number] {
  const middle = (low + high) / 2;
  const half = Math.max(high - low, NARROWEST * longer) * (0.5 + AROUND);
  return [middle - half, middle + half];
}
