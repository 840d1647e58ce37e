/** A call of the engine takes about so many milliseconds. */
const SLICE = 12;

/** How much one call of the engine is asked for, so that all take about as long. */
export class Stride {
  #size: number;
  readonly #most: number;

  /**
   * @param first size of the first call, of which nothing is known
   * @param most size of the largest
   */
  constructor(first: number, most: number) {
    this.#size = first;
    this.#most = most;
  }

  /** Makes a call, of at most `limit`, and learns from the time it takes. */
  take<T>(limit: number, call: (size: number) => T): T {
    const size = Math.min(this.#size, limit);
    const before = performance.now();
    const result = call(size);
    const took = performance.now() - before;
    if (took < SLICE / 2 && size === this.#size) this.#size = Math.min(this.#most, size * 2);
    else if (took > SLICE * 2) this.#size = Math.max(1, size >> 1);
    return result;
  }
}
