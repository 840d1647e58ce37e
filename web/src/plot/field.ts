import { number } from '../words/numbers';
import { FONT } from './canvas';
import type { Palette } from './colour';
import type { Contours } from './contours';
import type { Frame } from './frame';
import { drawHoles } from './holes';
import { type Pixel, placeVertex } from './region';

/** Paints filled contours, hairline isolines, a few labels on them, and where f has no value. */
export function drawField(
  context: CanvasRenderingContext2D,
  contours: Contours,
  frame: Frame,
  palette: Palette,
): void {
  const { left, top, right, bottom } = frame;
  context.save();
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
  context.fillStyle = palette.fill(0);
  context.fillRect(left, top, right - left, bottom - top);
  const last = contours.levels.length;
  context.lineJoin = 'round';
  for (let level = 0; level < last; level += 1) {
    context.fillStyle = palette.fill((level + 1) / last);
    context.fill(outline(areaRings(contours, level, frame), true));
    context.strokeStyle = palette.isoline;
    context.lineWidth = 0.6;
    context.stroke(outline(linesOf(contours, level, frame), false));
  }
  drawHoles(context, contours.hollow, frame, palette);
  labelIsolines(context, contours, frame, palette);
  context.restore();
}

const ringsIn = ({ ends }: Contours, level: number): [number, number] => [
  level === 0 ? 0 : (ends[level - 1] as number),
  ends[level] as number,
];

const verticesOf = ({ rings }: Contours, ring: number): [number, number] => [
  ring === 0 ? 0 : (rings[ring - 1] as number),
  rings[ring] as number,
];

/** Everything at or above a level, as rings. */
export function areaRings(contours: Contours, level: number, frame: Frame): Pixel[][] {
  const [firstRing, lastRing] = ringsIn(contours, level);
  return Array.from({ length: lastRing - firstRing }, (_, i) => {
    const [first, last] = verticesOf(contours, firstRing + i);
    return Array.from({ length: last - first }, (_, j) => placeVertex(contours, first + j, frame));
  });
}

/** Lines as a path, told point by point: text for a browser to parse would cost it several times as much. */
function outline(lines: Iterable<readonly Pixel[]>, closed: boolean): Path2D {
  const path = new Path2D();
  for (const line of lines) {
    line.forEach(([x, y], i) => {
      if (i === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    });
    if (closed) path.closePath();
  }
  return path;
}

/** A level's lines alone: edges that only follow the window's border are left out. */
function* linesOf(contours: Contours, level: number, frame: Frame): Generator<Pixel[]> {
  const [firstRing, lastRing] = ringsIn(contours, level);
  for (let ring = firstRing; ring < lastRing; ring += 1) {
    const [first, last] = verticesOf(contours, ring);
    let line: Pixel[] = [];
    for (let i = first; i < last; i += 1) {
      if (i > first && alongBorder(contours, i - 1, i)) {
        if (line.length > 1) yield line;
        line = [];
      }
      line.push(placeVertex(contours, i, frame));
    }
    if (line.length > 1) yield line;
  }
}

const onBorder = (a: number, b: number): boolean => a === b && (a === 0 || a === 1);

/** Corners are cut by the tracer, so an edge counts when both ends touch any border. */
function alongBorder({ vertices }: Contours, i: number, j: number): boolean {
  const [ax, ay] = [vertices[2 * i] as number, vertices[2 * i + 1] as number];
  const [bx, by] = [vertices[2 * j] as number, vertices[2 * j + 1] as number];
  if (onBorder(ax, bx) || onBorder(ay, by)) return true;
  const touches = (x: number, y: number): boolean => x === 0 || x === 1 || y === 0 || y === 1;
  return touches(ax, ay) && touches(bx, by);
}

/** Lines shorter than this stay bare. */
const LINE_NEEDED = 150;
const LABELS = 6;

/** Writes a few levels' values on their lines, where these run straight and away from other labels. */
function labelIsolines(
  context: CanvasRenderingContext2D,
  contours: Contours,
  frame: Frame,
  palette: Palette,
): void {
  const count = contours.levels.length;
  const every = Math.max(1, Math.ceil(count / LABELS));
  const taken: Pixel[] = [];
  context.font = `10px ${FONT}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (let level = every - 1; level < count; level += every) {
    const spot = bestSpot(contours, level, frame, taken);
    if (!spot) continue;
    taken.push([spot.x, spot.y]);
    const text = number(contours.levels[level], 3);
    context.save();
    context.translate(spot.x, spot.y);
    context.rotate(spot.angle);
    const width = context.measureText(text).width + 6;
    context.fillStyle = palette.plate((level + 0.5) / count);
    context.fillRect(-width / 2, -6, width, 12);
    context.fillStyle = palette.soft;
    context.fillText(text, 0, 0.5);
    context.restore();
  }
}

interface Spot {
  readonly x: number;
  readonly y: number;
  readonly angle: number;
}

const REACH = 14;
/** A label needs this much room to the neighbouring levels. */
const ELBOW = 9;

function bestSpot(
  contours: Contours,
  level: number,
  frame: Frame,
  taken: readonly Pixel[],
): Spot | null {
  let best: Spot | null = null;
  let least = 0.35;
  const neighbours = [level - 1, level + 1]
    .filter((other) => other >= 0 && other < contours.levels.length)
    .flatMap((other) => [...linesOf(contours, other, frame)].flat());
  for (const line of linesOf(contours, level, frame)) {
    if (pathLength(line) < LINE_NEEDED) continue;
    for (let i = 6; i + 6 < line.length; i += 2) {
      const [x, y] = line[i] as Pixel;
      if (!roomFor(x, y, frame, taken)) continue;
      const bend = bendAt(line, i);
      if (!bend || bend.amount >= least) continue;
      // Asked last, for it looks at every vertex of the neighbouring lines.
      if (crowded(x, y, neighbours)) continue;
      least = bend.amount;
      best = { x, y, angle: upright(bend.angle) };
    }
  }
  return best;
}

const crowded = (x: number, y: number, others: readonly Pixel[]): boolean =>
  others.some(([ox, oy]) => Math.abs(ox - x) < ELBOW && Math.abs(oy - y) < ELBOW);

function pathLength(line: readonly Pixel[]): number {
  let length = 0;
  for (let i = 1; i < line.length; i += 1) {
    const [ax, ay] = line[i - 1] as Pixel;
    const [bx, by] = line[i] as Pixel;
    length += Math.hypot(bx - ax, by - ay);
  }
  return length;
}

const roomFor = (x: number, y: number, frame: Frame, taken: readonly Pixel[]): boolean =>
  x > frame.left + 24 &&
  x < frame.right - 24 &&
  y > frame.top + 14 &&
  y < frame.bottom - 14 &&
  taken.every(([tx, ty]) => Math.hypot(tx - x, ty - y) > 56);

/** How far the line turns within a label's reach of a vertex, and its direction there. */
function bendAt(line: readonly Pixel[], i: number): { amount: number; angle: number } | null {
  const [x, y] = line[i] as Pixel;
  let a = i;
  while (a > 0 && Math.hypot((line[a] as Pixel)[0] - x, (line[a] as Pixel)[1] - y) < REACH) a -= 1;
  let b = i;
  while (
    b < line.length - 1 &&
    Math.hypot((line[b] as Pixel)[0] - x, (line[b] as Pixel)[1] - y) < REACH
  )
    b += 1;
  const [ax, ay] = line[a] as Pixel;
  const [bx, by] = line[b] as Pixel;
  if (Math.hypot(bx - ax, by - ay) < REACH) return null;
  const inAngle = Math.atan2(y - ay, x - ax);
  const outAngle = Math.atan2(by - y, bx - x);
  const turn = Math.abs(Math.atan2(Math.sin(outAngle - inAngle), Math.cos(outAngle - inAngle)));
  const angle = Math.atan2(by - ay, bx - ax);
  // Straight first, then level: a label lying down reads best.
  return { amount: turn + 0.08 * Math.abs(Math.sin(angle)), angle };
}

function upright(angle: number): number {
  if (angle > Math.PI / 2) return angle - Math.PI;
  if (angle < -Math.PI / 2) return angle + Math.PI;
  return angle;
}
