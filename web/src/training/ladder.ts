/** Most rungs of one ladder: more would not make the way from one to the next shorter than a blink. */
const MOST_RUNGS = 1024;

interface Rung<T> {
  readonly step: number;
  readonly held: T;
}

/**
 * Copies of a run on its way, kept at even distances within a budget of bytes: when they would
 * exceed it, the distance doubles and every other one is let go. The one at step 0 always stays.
 */
export class Ladder<T> {
  private rungs: Rung<T>[] = [];
  private stride = 1;

  /** `letGo` frees what is not kept any longer. */
  constructor(
    private readonly budget: number,
    private readonly letGo: (held: T) => void,
  ) {}

  /** The first step after `step` at which a copy is due. */
  due(step: number): number {
    return (Math.floor(step / this.stride) + 1) * this.stride;
  }

  /** Keeps a copy if one is due at this step; `weight` is the bytes of one. */
  offer(step: number, weight: number, copy: () => T): void {
    if (step % this.stride !== 0 || step <= (this.rungs.at(-1)?.step ?? -1)) return;
    const most = Math.max(1, Math.min(MOST_RUNGS, Math.floor(this.budget / Math.max(1, weight))));
    while (this.rungs.length >= most) {
      if (most === 1) return;
      this.stride *= 2;
      this.keep((rung) => rung.step % this.stride === 0);
    }
    if (step % this.stride === 0) this.rungs.push({ step, held: copy() });
  }

  /** The last copy at or before a step. */
  nearest(step: number): Rung<T> | undefined {
    return this.rungs.findLast((rung) => rung.step <= step);
  }

  /** Lets go of all copies after a step. */
  cut(step: number): void {
    this.keep((rung) => rung.step <= step);
  }

  clear(): void {
    this.keep(() => false);
  }

  private keep(stays: (rung: Rung<T>) => boolean): void {
    const kept: Rung<T>[] = [];
    for (const rung of this.rungs) {
      if (stays(rung)) kept.push(rung);
      else this.letGo(rung.held);
    }
    this.rungs = kept;
  }
}
