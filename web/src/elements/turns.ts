/** So much of a task goes to updates, in milliseconds; what is left of its 50 is for layout and paint. */
const SHARE = 8;

/**
 * Lets many elements be updated without holding the page up: they follow one another in the task they
 * were asked for in until it has lasted its share; the others wait for tasks of their own. Where little
 * changes nothing waits.
 */
export class Turns {
  private readonly waiting: (() => void)[] = [];
  /** When the first update of this task began; null before it. */
  private began: number | null = null;

  /** `now` in milliseconds; `later` runs something in a task of its own. */
  constructor(
    private readonly now: () => number,
    private readonly later: (run: () => void) => void,
  ) {}

  /** Runs `update` if there is time, else when its turn has come; a promise if it waits. */
  take(update: () => void): void | Promise<void> {
    return this.waiting.length === 0 && this.hasTime() ? update() : this.wait(update);
  }

  /** Runs `update` when its turn has come, in a task after this one. */
  wait(update: () => void): Promise<void> {
    this.hasTime();
    return new Promise<void>((resolve) => {
      this.waiting.push(resolve);
    }).then(update);
  }

  /** Whether this task has; sees to it that there will be another. */
  private hasTime(): boolean {
    if (this.began === null) {
      this.began = this.now();
      this.later(() => void this.serve());
    }
    return this.now() - this.began < SHARE;
  }

  /** In a new task: whoever has waited longest first. */
  private async serve(): Promise<void> {
    this.began = null;
    while (this.waiting.length > 0 && this.hasTime()) {
      this.waiting.shift()?.();
      // Its update runs before the clock is read again.
      await null;
    }
  }
}

/** Whoever is told by this one is told in a task after this one, before any timer. */
function inTask(run: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    run();
  };
  port2.postMessage(null);
}

/** All elements of a page take turns with one another. */
export const turns = new Turns(() => performance.now(), inTask);

/**
 * Gives an element's first update a turn of its own, as much else comes with it. Later ones must not wait:
 * what a person sets meanwhile would be overtaken by what was to be shown before.
 */
export const firstInTurn = (
  { hasUpdated }: { readonly hasUpdated: boolean },
  update: () => void,
): void | Promise<void> => (hasUpdated ? update() : turns.wait(update));
