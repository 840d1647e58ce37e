import { number } from '../words/numbers';
import { FONT } from './canvas';
import type { Palette } from './colour';
import type { Contours } from './contours';
import type { Frame } from './frame';
import { drawHoles } from './holes';
import { labelSpot, type Spot } from './isoline-labels';
import { linesOf, ringsByLevel } from './isolines';
import { addStretch, placeVertices, type Stretch } from './region';

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
  const placed = placeVertices(contours, frame);
  const lines: Stretch[][] = [];
  context.lineJoin = 'round';
  context.strokeStyle = palette.isoline;
  context.lineWidth = 0.6;
  ringsByLevel(contours).forEach((rings, level) => {
    context.fillStyle = palette.fill((level + 1) / last);
    context.fill(outline(placed, rings, true));
    lines[level] = linesOf(contours, rings);
    context.stroke(outline(placed, lines[level], false));
  });
  drawHoles(context, contours.hollow, frame, palette);
  labelIsolines(context, contours.levels, placed, lines, frame, palette);
  context.restore();
}

function outline(placed: Float64Array, stretches: readonly Stretch[], closed: boolean): Path2D {
  const path = new Path2D();
  for (const stretch of stretches) addStretch(path, placed, stretch, closed);
  return path;
}

const LABELS = 6;

/** Writes a few levels' values on their lines. */
function labelIsolines(
  context: CanvasRenderingContext2D,
  levels: readonly number[],
  placed: Float64Array,
  lines: readonly (readonly Stretch[])[],
  frame: Frame,
  palette: Palette,
): void {
  const count = levels.length;
  const every = Math.max(1, Math.ceil(count / LABELS));
  const taken: Spot[] = [];
  context.font = `10px ${FONT}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (let level = every - 1; level < count; level += every) {
    const neighbours = [...(lines[level - 1] ?? []), ...(lines[level + 1] ?? [])];
    const spot = labelSpot(placed, lines[level] ?? [], neighbours, frame, taken);
    if (!spot) continue;
    taken.push(spot);
    const text = number(levels[level], 3);
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
