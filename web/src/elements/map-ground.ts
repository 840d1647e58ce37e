import { nothing, svg } from 'lit';
import type { Target } from '../plot/basins';
import { sizePlane } from '../plot/canvas';
import { contains, type Frame } from '../plot/frame';
import type { Start } from '../state/experiment';

/** What lies under the isolines in the ramp's place, and what it says of a point. */
export interface MapGround {
  /** Fills the pixels of the plane. */
  paint(target: Target): void;
  /** Short names of points, written beside them. */
  readonly marks: readonly { readonly x: readonly [number, number]; readonly text: string }[];
  /** The start that a point of the plane stands for, and where it leads; null outside. */
  at(x: number, y: number): { readonly start: Start; readonly words: string } | null;
}

/** Paints the ground into a canvas that covers the plane; none clears it. */
export function drawGround(
  canvas: HTMLCanvasElement,
  frame: Frame,
  ground: MapGround | null,
): void {
  const { context, ratio } = sizePlane(canvas, frame);
  if (!ground) return;
  const { width, height } = canvas;
  const image = context.createImageData(width, height);
  ground.paint({ data: image.data, width, height, ratio, window: frame.window });
  context.putImageData(image, 0, 0);
}

/** The names beside their points: above them, where neither marks nor runs' names stand. */
export const groundMarks = (frame: Frame, { marks }: MapGround): unknown => svg`
  <g class="ground-marks" text-anchor="middle" aria-hidden="true">
    ${marks.map(({ x: [x, y], text }) =>
      contains(frame, x, y)
        ? svg`<text x=${frame.x(x)} y=${clear(frame, frame.y(y))}>${text}</text>`
        : nothing,
    )}
  </g>`;

const ABOVE = 13;

/** Above a point, or below it where the picture ends. */
const clear = (frame: Frame, y: number): number =>
  y - ABOVE < frame.top + 4 ? y + ABOVE + 6 : y - ABOVE;

/** Where the pixel under the pointer leads, beside the pointer. */
export function groundTip(
  frame: Frame,
  ground: MapGround,
  [px, py]: readonly [number, number],
): unknown {
  const found = ground.at(...frame.invert(px, py));
  if (!found) return nothing;
  const onLeft = px < (frame.left + frame.right) / 2;
  const y = py - 16 < frame.top + 8 ? py + 24 : py - 16;
  return svg`<text
    class="ground-tip"
    x=${px + (onLeft ? 8 : -8)}
    y=${y}
    text-anchor=${onLeft ? 'start' : 'end'}
    aria-hidden="true"
  >${found.words}</text>`;
}
