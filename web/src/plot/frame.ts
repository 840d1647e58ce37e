import { scaleLinear } from 'd3-scale';

/** Where a window of the plane lies on the screen, in CSS pixels. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly window: readonly [number, number, number, number];
  x(value: number): number;
  y(value: number): number;
  /** The point of the plane under a pixel. */
  invert(px: number, py: number): [number, number];
}

export interface Room {
  readonly width: number;
  readonly height: number;
}

/** Space for the axes' numbers. */
const MARGIN = { left: 34, top: 18, right: 18, bottom: 22 };

/** Beyond this aspect one unit may differ in length between x and y; within it circles stay round. */
const MOST_ASPECT = 2.4;

/** Width over height of a window as it is drawn. */
function aspectOf([x0, x1, y0, y1]: readonly [number, number, number, number]): number {
  const aspect = Math.abs((x1 - x0) / (y1 - y0));
  return Math.min(MOST_ASPECT, Math.max(1 / MOST_ASPECT, aspect));
}

/** The height of a picture of this window at a given width. */
export const heightFor = (window: Frame['window'], width: number): number =>
  Math.round((width - MARGIN.left - MARGIN.right) / aspectOf(window)) + MARGIN.top + MARGIN.bottom;

/** The largest frame of the window's aspect that fits the room. */
export function fitFrame(window: Frame['window'], room: Room): Frame {
  const aspect = aspectOf(window);
  const innerWidth = room.width - MARGIN.left - MARGIN.right;
  const innerHeight = room.height - MARGIN.top - MARGIN.bottom;
  const width = Math.max(40, Math.min(innerWidth, innerHeight * aspect));
  return frameAt(window, width, width / aspect);
}

function frameAt(window: Frame['window'], innerWidth: number, innerHeight: number): Frame {
  const [x0, x1, y0, y1] = window;
  const left = MARGIN.left;
  const top = MARGIN.top;
  const right = left + Math.round(innerWidth);
  const bottom = top + Math.round(innerHeight);
  const x = scaleLinear([x0, x1], [left, right]);
  const y = scaleLinear([y0, y1], [bottom, top]);
  return {
    width: right + MARGIN.right,
    height: bottom + MARGIN.bottom,
    left,
    top,
    right,
    bottom,
    window,
    x: (value) => x(value),
    y: (value) => y(value),
    invert: (px, py) => [x.invert(px), y.invert(py)],
  };
}

/** Whether a point of the plane lies in the window. */
export const contains = ({ window: [x0, x1, y0, y1] }: Frame, x: number, y: number): boolean =>
  x >= x0 && x <= x1 && y >= y0 && y <= y1;

/** A point rounded to what a pixel can tell, so that links stay short. */
export function roundToPixel(frame: Frame, [x, y]: readonly [number, number]): [number, number] {
  const [x0, x1, y0, y1] = frame.window;
  return [
    roundTo(x, (x1 - x0) / (frame.right - frame.left)),
    roundTo(y, (y1 - y0) / (frame.bottom - frame.top)),
  ];
}

/** The window moved by pixels, as the page's pan does. */
export function panned(frame: Frame, dx: number, dy: number): [number, number, number, number] {
  const [left, top] = frame.invert(frame.left - dx, frame.top - dy);
  const [right, bottom] = frame.invert(frame.right - dx, frame.bottom - dy);
  return roundWindow(frame, [left, right, bottom, top]);
}

/** The window scaled about a pixel; below 1 it shrinks, and the picture grows. */
export function zoomed(
  frame: Frame,
  factor: number,
  px: number,
  py: number,
): [number, number, number, number] {
  const [cx, cy] = frame.invert(px, py);
  const [x0, x1, y0, y1] = frame.window;
  const about = (centre: number, edge: number): number => centre + (edge - centre) * factor;
  return roundWindow(frame, [about(cx, x0), about(cx, x1), about(cy, y0), about(cy, y1)]);
}

function roundWindow(
  frame: Frame,
  [x0, x1, y0, y1]: [number, number, number, number],
): [number, number, number, number] {
  const across = (x1 - x0) / (frame.right - frame.left);
  const up = (y1 - y0) / (frame.bottom - frame.top);
  return [roundTo(x0, across), roundTo(x1, across), roundTo(y0, up), roundTo(y1, up)];
}

function roundTo(value: number, pixel: number): number {
  const digits = Math.min(15, Math.max(0, Math.ceil(-Math.log10(Math.abs(pixel)))));
  return Number(value.toFixed(digits));
}
