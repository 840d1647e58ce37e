import type { Palette } from './colour';
import type { Frame } from './frame';
import { addRegion, type Region } from './region';

/** Pixels between the dots of a hole's texture. */
const APART = 7;
const DOT = 0.65;

/** A hole, where there is nothing: bare page with a sprinkle of dots, which no height and no filter has. */
export function drawHoles(
  context: CanvasRenderingContext2D,
  hollow: Region,
  frame: Frame,
  palette: Palette,
): void {
  if (hollow.rings.length === 0) return;
  const shape = new Path2D();
  addRegion(shape, hollow, frame);
  context.save();
  context.clip(shape, 'evenodd');
  const { left, top, right, bottom } = frame;
  context.fillStyle = palette.page;
  context.fillRect(left, top, right - left, bottom - top);
  context.fillStyle = palette.soft;
  context.beginPath();
  for (let row = 0; top + row * APART <= bottom; row += 1) {
    // Every other row is shifted, so that no lines of dots stand out.
    for (let x = left + (row % 2 === 0 ? 0 : APART / 2); x <= right; x += APART) {
      context.moveTo(x + DOT, top + row * APART);
      context.arc(x, top + row * APART, DOT, 0, 2 * Math.PI);
    }
  }
  context.fill();
  context.restore();
}

/** Leaves holes out of whatever is drawn next, until the context is restored. */
export function clipToGround(
  context: CanvasRenderingContext2D,
  hollow: Region,
  { left, top, right, bottom, x, y }: Frame,
): void {
  const ground = new Path2D();
  ground.rect(left, top, right - left, bottom - top);
  addRegion(ground, hollow, { x, y });
  context.clip(ground, 'evenodd');
}
