import type { Contours } from './contours';
import { type Stretch, stretchesOf } from './region';

/** The rings of everything at or above a level, level by level. */
export function ringsByLevel(contours: Contours): Stretch[][] {
  const rings = stretchesOf(contours);
  return Array.from(contours.ends, (end, level) =>
    rings.slice(level === 0 ? 0 : contours.ends[level - 1], end),
  );
}

/** A level's lines alone: edges of its rings that only follow the window's border are left out. */
export function linesOf(
  { vertices }: Pick<Contours, 'vertices'>,
  rings: readonly Stretch[],
): Stretch[] {
  const lines: Stretch[] = [];
  for (const [first, end] of rings) {
    let from = first;
    for (let i = first + 1; i <= end; i += 1) {
      if (i < end && !alongBorder(vertices, i - 1, i)) continue;
      if (i - from > 1) lines.push([from, i]);
      from = i;
    }
  }
  return lines;
}

/** Corners are cut by the tracer, so an edge counts when both ends touch any border. */
function alongBorder(vertices: Float32Array, i: number, j: number): boolean {
  const ax = vertices[2 * i] as number;
  const ay = vertices[2 * i + 1] as number;
  const bx = vertices[2 * j] as number;
  const by = vertices[2 * j + 1] as number;
  return (
    (ax === bx && onBorder(ax)) ||
    (ay === by && onBorder(ay)) ||
    ((onBorder(ax) || onBorder(ay)) && (onBorder(bx) || onBorder(by)))
  );
}

const onBorder = (coordinate: number): boolean => coordinate === 0 || coordinate === 1;
