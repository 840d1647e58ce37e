// Runs of a plain network by `gd` and `psam`, with the engine's stop test at every step: ‖x‖,
// ‖∇f‖, finite or not, phantoms, 2-cycles.

import { addScaled, allFinite, distance, norm, zeros } from './vector.mjs';

/** @typedef {import('./vector.mjs').Vector} Vector */

const PATIENCE = 50;

export class Descent {
  /**
   * @param {import('./network.mjs').Network} network
   * @param {ArrayLike<number>} theta
   * @param {{ alpha: number, rho?: number, tolerance: number }} options with rho, psam; else gd
   */
  constructor(network, theta, { alpha, rho = 0, tolerance }) {
    const { dimension, precision } = network;
    const vector = () => zeros(precision, dimension);
    this.network = network;
    this.alpha = alpha;
    this.rho = rho;
    this.tolerance = tolerance;
    this.cycle = precision === 'f64' ? { same: 1e-12, apart: 1e-6 } : { same: 1e-6, apart: 1e-4 };
    this.x = vector();
    this.x.set(theta);
    this.previous = vector();
    this.beforePrevious = vector();
    this.gradient = vector();
    this.direction = vector();
    this.step = 0;
    this.resting = 0;
    this.returning = 0;
    this.f = 0;
    this.status = 'running';
    this.evaluate();
  }

  /** @param {number} steps */
  advance(steps) {
    for (let i = 0; i < steps && this.status === 'running'; i++) {
      const { network, x, previous, gradient, direction } = this;
      this.beforePrevious.set(previous);
      previous.set(x);
      if (this.rho === 0) direction.set(gradient);
      else {
        network.hessianTimes(x, gradient, direction);
        for (let j = 0; j < x.length; j++) direction[j] = gradient[j] + this.rho * direction[j];
      }
      addScaled(-this.alpha, direction, x);
      this.step++;
      this.evaluate();
    }
  }

  evaluate() {
    const { x, gradient, step, tolerance, cycle } = this;
    this.f = this.network.gradient(x, gradient);
    const steepness = norm(gradient);
    const position = norm(x);
    const rests =
      step > 0 && this.rho > 0 && steepness > 1e4 * tolerance && norm(this.direction) <= tolerance;
    this.resting = rests ? this.resting + 1 : 0;
    const scale = Math.max(1, position);
    const returns =
      step > 1 &&
      distance(x, this.beforePrevious) <= cycle.same * scale &&
      distance(x, this.previous) > cycle.apart * scale;
    this.returning = returns ? this.returning + 1 : 0;
    const finite = allFinite(x) && Number.isFinite(this.f) && allFinite(gradient);
    if (!finite || position > 1e8) this.status = 'diverged';
    else if (steepness <= tolerance) this.status = 'converged';
    else if (this.resting >= PATIENCE) this.status = 'phantom';
    else if (this.returning >= PATIENCE) this.status = 'cycling';
  }
}
