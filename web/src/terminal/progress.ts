// A line of progress on stderr, for work over a second on a terminal.

const PATIENCE = 1000;
const PERIOD = 200;

/** The share of a piece of work that is done, and the time it leaves. */
export class Progress {
  readonly #shown = process.stderr.isTTY === true;
  readonly #begun = performance.now();
  #last = 0;

  /** The work has come so far: a function to be handed on. */
  at = ({ share }: { readonly share: number }): undefined => {
    const now = performance.now();
    if (!this.#shown || now - this.#begun < PATIENCE || now - this.#last < PERIOD) return;
    this.#last = now;
    const left = ((now - this.#begun) * (1 - share)) / share / 1000;
    const percent = (100 * share).toFixed(0).padStart(3);
    process.stderr.write(`\r${percent} %, at most ${left.toFixed(0)} s left `);
  };

  /** Takes the line away. */
  end(): void {
    if (this.#last > 0) process.stderr.write('\r\u001b[K');
  }
}
