import type { Forbidden } from './forbidden';
import type { Frame } from './frame';
import { clipToGround } from './holes';
import { addRegion } from './region';

/** Pixels between two lines of the hatch, counted along an axis. */
const APART = 8;
const LINE = { width: 0.9, alpha: 0.34 };
const BORDER = { width: 0.9, alpha: 0.65 };

/**
 * Hatches the forbidden region in its rule's hue: fine diagonals, hairline border. The diagonals stand
 * still while the border moves, so that a slider sweeps over them instead of shaking them.
 */
export function drawHatch(
  context: CanvasRenderingContext2D,
  { region, hollow }: Forbidden,
  frame: Frame,
  colour: string,
): void {
  if (region.rings.length === 0) return;
  const { left, top, right, bottom } = frame;
  const shape = new Path2D();
  addRegion(shape, region, frame);
  context.save();
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
  clipToGround(context, hollow, frame);
  context.strokeStyle = colour;
  context.globalAlpha = BORDER.alpha;
  context.lineWidth = BORDER.width;
  context.lineJoin = 'round';
  context.stroke(shape);
  context.clip(shape, 'evenodd');
  context.globalAlpha = LINE.alpha;
  context.lineWidth = LINE.width;
  context.beginPath();
  const height = bottom - top;
  for (let x = left; x < right + height; x += APART) {
    context.moveTo(x, top);
    context.lineTo(x - height, bottom);
  }
  context.stroke();
  context.restore();
}
