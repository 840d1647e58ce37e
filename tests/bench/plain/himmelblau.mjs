// Himmelblau's function in plain JavaScript: on a grid, and gradient descent, from one start or from
// many, with the engine's stop test at every step.

const PATIENCE = 50;

/**
 * Steps from (x, y) until the run ends or `steps` are done.
 *
 * @param {number} x
 * @param {number} y
 * @param {number} alpha
 * @param {number} tolerance
 * @param {number} steps
 */
export function descend(x, y, alpha, tolerance, steps) {
  let previousX = x;
  let previousY = y;
  let beforePreviousX = x;
  let beforePreviousY = y;
  let returning = 0;
  for (let step = 0; ; step++) {
    const first = x * x + y - 11;
    const second = x + y * y - 7;
    const f = first * first + second * second;
    const fx = 4 * x * first + 2 * second;
    const fy = 2 * first + 4 * y * second;
    const steepness = Math.sqrt(fx * fx + fy * fy);
    const position = Math.sqrt(x * x + y * y);
    const scale = Math.max(1, position);
    const returns =
      step > 1 &&
      distance(x - beforePreviousX, y - beforePreviousY) <= 1e-12 * scale &&
      distance(x - previousX, y - previousY) > 1e-6 * scale;
    returning = returns ? returning + 1 : 0;
    let status = 'running';
    if (
      !(
        Number.isFinite(x) &&
        Number.isFinite(y) &&
        Number.isFinite(f) &&
        Number.isFinite(fx) &&
        Number.isFinite(fy)
      )
    ) {
      status = 'diverged';
    } else if (position > 1e8) status = 'diverged';
    else if (steepness <= tolerance) status = 'converged';
    else if (returning >= PATIENCE) status = 'cycling';
    if (status !== 'running' || step === steps) return { status, step, x, y, f };
    beforePreviousX = previousX;
    beforePreviousY = previousY;
    previousX = x;
    previousY = y;
    x -= alpha * fx;
    y -= alpha * fy;
  }
}

const STATUS = ['running', 'converged', 'phantom', 'cycling', 'diverged', 'budget'];

/**
 * How runs from the centres of side × side cells of a window end, rows from the top down: status,
 * x, y and λmax (NaN if not converged) of each.
 *
 * @param {readonly [number, number, number, number]} window
 * @param {number} side
 * @param {number} alpha
 * @param {number} tolerance
 * @param {number} steps
 * @param {Float64Array} [ends] where they go
 */
export function basins(
  [x0, x1, y0, y1],
  side,
  alpha,
  tolerance,
  steps,
  ends = new Float64Array(4 * side * side),
) {
  for (let row = 0, at = 0; row < side; row++) {
    const startY = y0 + (y1 - y0) * ((side - 1 - row + 0.5) / side);
    for (let column = 0; column < side; column++, at += 4) {
      const startX = x0 + (x1 - x0) * ((column + 0.5) / side);
      const { status, x, y } = descend(startX, startY, alpha, tolerance, steps);
      ends[at] = STATUS.indexOf(status === 'running' ? 'budget' : status);
      ends[at + 1] = x;
      ends[at + 2] = y;
      ends[at + 3] = status === 'converged' ? sharpness(x, y) : Number.NaN;
    }
  }
  return ends;
}

/**
 * λmax at a point.
 *
 * @param {number} x
 * @param {number} y
 */
function sharpness(x, y) {
  const xx = 12 * x * x + 4 * y - 42;
  const xy = 4 * (x + y);
  const yy = 12 * y * y + 4 * x - 26;
  return (xx + yy) / 2 + distance((xx - yy) / 2, xy);
}

/**
 * Where the same runs are after so many steps, with no test of whether they have ended: x and y of
 * each.
 *
 * @param {readonly [number, number, number, number]} window
 * @param {number} side
 * @param {number} alpha
 * @param {number} steps
 */
export function follow([x0, x1, y0, y1], side, alpha, steps) {
  const places = new Float64Array(2 * side * side);
  for (let row = 0, at = 0; row < side; row++) {
    for (let column = 0; column < side; column++, at += 2) {
      let x = x0 + (x1 - x0) * ((column + 0.5) / side);
      let y = y0 + (y1 - y0) * ((side - 1 - row + 0.5) / side);
      for (let step = 0; step < steps; step++) {
        const first = x * x + y - 11;
        const second = x + y * y - 7;
        const fx = 4 * x * first + 2 * second;
        const fy = 2 * first + 4 * y * second;
        x -= alpha * fx;
        y -= alpha * fy;
      }
      places[at] = x;
      places[at + 1] = y;
    }
  }
  return places;
}

/**
 * @param {number} x
 * @param {number} y
 */
function distance(x, y) {
  return Math.sqrt(x * x + y * y);
}

/**
 * The values at the centres of columns × rows cells of a window, rows from the top down.
 *
 * @param {readonly [number, number, number, number]} window
 * @param {number} columns
 * @param {number} rows
 * @param {Float64Array} values where they go
 */
export function grid([x0, x1, y0, y1], columns, rows, values) {
  for (let row = 0; row < rows; row++) {
    const y = y0 + (y1 - y0) * ((rows - 1 - row + 0.5) / rows);
    for (let column = 0; column < columns; column++) {
      const x = x0 + (x1 - x0) * ((column + 0.5) / columns);
      const first = x * x + y - 11;
      const second = x + y * y - 7;
      values[row * columns + column] = first * first + second * second;
    }
  }
  return values;
}
