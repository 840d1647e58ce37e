import { nothing, svg } from 'lit';
import type { Target } from '../plot/basins';
import { screenRatio } from '../plot/canvas';
import { contains, type Frame } from '../plot/frame';
import type { Start } from '../state/experiment';
import { number } from '../words/numbers';
import type { MapGround } from './es-map';

/** What a ground is made of. */
export interface GroundParts {
  /** Fills the pixels of the plane. */
  paint(target: Target): void;
  /** Short names of points, written beside them. */
  readonly marks: readonly { readonly x: readonly [number, number]; readonly text: string }[];
  /** The start that a point of the plane stands for, and where it leads; null outside. */
  at(x: number, y: number): { readonly start: Start; readonly words: string } | null;
}

type Pointer = Parameters<MapGround['overlay']>[1];
type Pixel = readonly [number, number];

/** A ground for the map: loaded with what it shows, so that a map without one is light. */
export const groundOf = (parts: GroundParts): MapGround => ({
  draw(canvas, frame) {
    const { context, ratio } = sizePlane(canvas, frame);
    const { width, height } = canvas;
    const image = context.createImageData(width, height);
    parts.paint({ data: image.data, width, height, ratio, window: frame.window });
    context.putImageData(image, 0, 0);
  },
  start: (x, y) => parts.at(x, y)?.start ?? null,
  overlay: (frame, pointer) => svg`${marks(frame, parts)} ${cursor(frame, parts, pointer)}`,
  tip: (frame, at) => tip(frame, parts, at),
});

/** Lays a canvas over a frame's plane, clears it and returns its context in the screen's own pixels. */
function sizePlane(
  canvas: HTMLCanvasElement,
  { left, top, right, bottom }: Frame,
): { context: CanvasRenderingContext2D; ratio: number } {
  const ratio = screenRatio();
  canvas.width = Math.round((right - left) * ratio);
  canvas.height = Math.round((bottom - top) * ratio);
  canvas.style.left = `${left}px`;
  canvas.style.top = `${top}px`;
  canvas.style.width = `${right - left}px`;
  canvas.style.height = `${bottom - top}px`;
  return { context: canvas.getContext('2d') as CanvasRenderingContext2D, ratio };
}

/** The names beside their points: above them, where neither marks nor runs' names stand. */
const marks = (frame: Frame, parts: GroundParts): unknown => svg`
  <g class="ground-marks" text-anchor="middle" aria-hidden="true">
    ${parts.marks.map(({ x: [x, y], text }) =>
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
function tip(frame: Frame, parts: GroundParts, [px, py]: Pixel): unknown {
  const found = parts.at(...frame.invert(px, py));
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

const ARROWS: Readonly<Record<string, Pixel>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The keys' pointer: the arrows move it, Enter runs the start of its pixel. */
function cursor(frame: Frame, parts: GroundParts, pointer: Pointer): unknown {
  const [x, y] = pointer.at ?? frame.invert(...middle(frame));
  const [px, py] = [frame.x(x), frame.y(y)];
  const words = parts.at(x, y)?.words ?? 'not known yet';
  const keyed = (event: KeyboardEvent): void => {
    const arrow = ARROWS[event.key];
    if (arrow) pointer.move(moved(frame, [px, py], arrow, event.shiftKey ? 1 : 8));
    else if (event.key === 'Enter' || event.key === ' ') pointer.run([x, y]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return svg`
    <g
      class="cursor"
      transform="translate(${px},${py})"
      tabindex="0"
      role="button"
      aria-roledescription="pixel pointer, movable"
      aria-label="pixel at x ${number(x)}, y ${number(y)}: ${words}"
      aria-description="The arrow keys move it, with Shift in finer steps; Enter runs its pixel."
      @keydown=${keyed}
      @focus=${() => pointer.move([px, py])}
      @blur=${() => pointer.move(null)}
    >
      <path d="M-11,0H-4 M4,0H11 M0,-11V-4 M0,4V11" />
    </g>
  `;
}

const middle = ({ left, right, top, bottom }: Frame): [number, number] => [
  (left + right) / 2,
  (top + bottom) / 2,
];

function moved(frame: Frame, [px, py]: Pixel, [right, down]: Pixel, by: number): Pixel {
  const within = (value: number, low: number, high: number): number =>
    Math.min(high - 1, Math.max(low + 1, value));
  return [
    within(px + right * by, frame.left, frame.right),
    within(py + down * by, frame.top, frame.bottom),
  ];
}
