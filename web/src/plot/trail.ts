/** A run's iterates for drawing: every `stride`-th point from x₀ on, as x,y pairs, and the last one. */
export interface Trail {
  readonly points: Float64Array<ArrayBuffer>;
  readonly stride: number;
  /** Steps made: the last point is x_steps. */
  readonly steps: number;
}

/** Up to this many points a trail is complete; a longer one is thinned by doubling its stride. */
const CAPACITY = 16_384;

/** Collects iterates slice by slice without ever growing beyond its capacity. */
export class TrailKeeper {
  private readonly kept: number[] = [];
  private last: [number, number] | null = null;
  private stride = 1;
  private count = 0;

  constructor(private readonly capacity = CAPACITY) {}

  /** Iterates already taken; the next slice starts with x_count. */
  get taken(): number {
    return this.count;
  }

  take(pairs: Float64Array): void {
    for (let i = 0; i + 1 < pairs.length; i += 2) {
      const x = pairs[i] as number;
      const y = pairs[i + 1] as number;
      this.count += 1;
      // A diverged run ends beyond all numbers: it is drawn as far as there are any.
      if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
      this.last = [x, y];
      if ((this.count - 1) % this.stride === 0) this.kept.push(x, y);
      if (this.kept.length > 2 * this.capacity) this.thin();
    }
  }

  snapshot(): Trail {
    const steps = Math.max(0, this.count - 1);
    const endsOnKept = steps % this.stride === 0;
    const points = Float64Array.from(
      endsOnKept || !this.last ? this.kept : [...this.kept, ...this.last],
    );
    return { points, stride: this.stride, steps };
  }

  private thin(): void {
    let write = 0;
    for (let read = 0; read < this.kept.length; read += 4) {
      this.kept[write] = this.kept[read] as number;
      this.kept[write + 1] = this.kept[read + 1] as number;
      write += 2;
    }
    this.kept.length = write;
    this.stride *= 2;
  }
}

/** How many of the trail's points lie at or before a step, at least the start. */
export function pointsUpTo(trail: Trail, step: number): number {
  const all = trail.points.length / 2;
  if (step >= trail.steps) return all;
  return Math.min(all, Math.floor(Math.max(0, step) / trail.stride) + 1);
}

/** The step that is drawn for a step, and which of the trail's points it is; null where there is none. */
export function sampleAt(trail: Trail, step: number): { index: number; step: number } | null {
  const index = pointsUpTo(trail, step) - 1;
  if (index < 0) return null;
  return { index, step: Math.min(trail.steps, index * trail.stride) };
}

/** The point shown for a step. */
export function pointAt(trail: Trail, step: number): [number, number] | null {
  const i = pointsUpTo(trail, step) - 1;
  const x = trail.points[2 * i];
  const y = trail.points[2 * i + 1];
  return x === undefined || y === undefined ? null : [x, y];
}

/** Where a trail's first points lie on the whole: the side it came from. */
export function meanX({ points }: Trail): number {
  const shown = Math.min(points.length / 2, 40);
  let sum = 0;
  for (let i = 0; i < shown; i += 1) sum += points[2 * i] as number;
  return sum / shown;
}
