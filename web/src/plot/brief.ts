/** A point in pixels. */
type Point = readonly [x: number, y: number];

/** The line without the points that lie within `tolerance` of it when they are left out (Douglas and Peucker). */
export function simplify(line: readonly Point[], tolerance: number): Point[] {
  const kept = new Set([0, line.length - 1]);
  const parts: [number, number][] = [[0, line.length - 1]];
  for (let part = parts.pop(); part; part = parts.pop()) {
    const [from, to] = part;
    let farthest = from;
    let most = tolerance;
    for (let i = from + 1; i < to; i += 1) {
      const away = distance(line[i] as Point, line[from] as Point, line[to] as Point);
      if (away <= most) continue;
      most = away;
      farthest = i;
    }
    if (farthest === from) continue;
    kept.add(farthest);
    parts.push([from, farthest], [farthest, to]);
  }
  return line.filter((_, i) => kept.has(i));
}

/** From a point to a segment; a ring's segment may be a point itself. */
function distance([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const square = dx * dx + dy * dy;
  const share = square === 0 ? 0 : ((x - ax) * dx + (y - ay) * dy) / square;
  const along = Math.min(1, Math.max(0, share));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/**
 * Path data of a line in tenths of a pixel, each point told from the one before: whole numbers of few
 * digits. Rounded before it is told, so that errors do not add up.
 */
export function briefPath(line: readonly Point[]): string {
  const [first, ...rest] = line.map(([x, y]) => [Math.round(10 * x), Math.round(10 * y)] as const);
  if (!first) return '';
  let [x, y] = first;
  const steps = rest.flatMap((point) => {
    const step = [point[0] - x, point[1] - y];
    [x, y] = point;
    return step[0] === 0 && step[1] === 0 ? [] : step;
  });
  return `M${numbers(first)}${steps.length > 0 ? `l${numbers(steps)}` : ''}`;
}

/** A minus parts two numbers as well as a space does. */
const numbers = (values: readonly number[]): string => values.join(' ').replaceAll(' -', '-');
