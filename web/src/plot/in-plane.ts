import type { Palette } from './colour';
import type { Frame } from './frame';

/** Draws within a frame's plane alone, and a hairline around it. */
export function inPlane(
  context: CanvasRenderingContext2D,
  { left, top, right, bottom }: Frame,
  { isoline }: Palette,
  draw: () => void,
): void {
  context.save();
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
  draw();
  context.restore();
  context.strokeStyle = isoline;
  context.lineWidth = 1;
  context.strokeRect(left, top, right - left, bottom - top);
}
