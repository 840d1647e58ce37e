// A line of progress on stderr, for runs over a second on a terminal.

const PATIENCE = 1000;
const PERIOD = 200;

/** Counts the steps of all runs together, or the rows of all maps. */
export class Progress {
  readonly #total: number;
  readonly #shown = process.stderr.isTTY === true;
  readonly #begun = performance.now();
  #done = 0;
  #last = 0;

  /** @param total steps or rows, at most */
  constructor(total: number) {
    this.#total = total;
  }

  /** The run or map under way is at this step or row. */
  at(step: number): void {
    const now = performance.now();
    if (!this.#shown || now - this.#begun < PATIENCE || now - this.#last < PERIOD) return;
    this.#last = now;
    const share = (this.#done + step) / this.#total;
    const left = ((now - this.#begun) * (1 - share)) / share / 1000;
    const percent = (100 * share).toFixed(0).padStart(3);
    process.stderr.write(`\r${percent} %, at most ${left.toFixed(0)} s left `);
  }

  /** It ended; the steps it did not need count as done. */
  runEnded(most: number): void {
    this.#done += most;
  }

  /** Takes the line away. */
  end(): void {
    if (this.#last > 0) process.stderr.write('\r\u001b[K');
  }
}
