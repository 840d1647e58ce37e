import { linearScale } from './scale';

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
export function aspectOf([x0, x1, y0, y1]: readonly [number, number, number, number]): number {
  const aspect = Math.abs((x1 - x0) / (y1 - y0));
  return Math.min(MOST_ASPECT, Math.max(1 / MOST_ASPECT, aspect));
}

/** The height of a picture of this window at a given width; of another aspect if it has one of its own. */
export const heightFor = (
  window: Frame['window'],
  width: number,
  aspect = aspectOf(window),
): number => Math.round((width - MARGIN.left - MARGIN.right) / aspect) + MARGIN.top + MARGIN.bottom;

/** The largest frame of the window's aspect, or another, that fits the room. */
export function fitFrame(window: Frame['window'], room: Room, aspect = aspectOf(window)): Frame {
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
  const x = linearScale([x0, x1], [left, right]);
  const y = linearScale([y0, y1], [bottom, top]);
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

/**
 * Hands show no window narrower than this, nor wider; a link may. (Numbers have sixteen digits: of a
 * narrower window they could not tell the pixels apart.)
 */
export const NARROWEST = 1e-12;
export const WIDEST = 1e12;

/** How narrow a window about this place may be: as numbers far from 0 are coarser, not so narrow. */
const narrowest = (place: number): number => NARROWEST * Math.max(1, Math.abs(place));

/** How far a window is from both limits: 1 at one of them, more between, less beyond. */
function leeway([x0, x1, y0, y1]: Frame['window']): { narrow: number; wide: number } {
  const [across, up] = [x1 - x0, y1 - y0];
  const [x, y] = [Math.max(-x0, x1), Math.max(-y0, y1)];
  return {
    narrow: Math.min(across / narrowest(x), up / narrowest(y)),
    wide: WIDEST / Math.max(across, up),
  };
}

/** What rounding to pixels may take from an extent. */
const SLACK = 0.01;

/** Less room than this to a limit is none: a step of any zoom would pass it. */
const STEP = 1.16;

/** The limit that a window has come up to, if any. */
export function limitOf(window: Frame['window']): 'narrow' | 'wide' | null {
  const { narrow, wide } = leeway(window);
  if (narrow < STEP) return 'narrow';
  return wide < STEP ? 'wide' : null;
}

/** The window moved by pixels, as the page's pan does; not further than numbers reach. */
export function panned(frame: Frame, dx: number, dy: number): [number, number, number, number] {
  const [left, top] = frame.invert(frame.left - dx, frame.top - dy);
  const [right, bottom] = frame.invert(frame.right - dx, frame.bottom - dy);
  return within(frame, roundWindow(frame, [left, right, bottom, top]));
}

/** The window scaled about a pixel, as far as limits let it; below 1 it shrinks, and the picture grows. */
export function zoomed(
  frame: Frame,
  factor: number,
  px: number,
  py: number,
): [number, number, number, number] {
  const { narrow, wide } = leeway(frame.window);
  const allowed = Math.max(Math.min(1, 1 / narrow), Math.min(factor, Math.max(1, wide)));
  const [cx, cy] = frame.invert(px, py);
  const [x0, x1, y0, y1] = frame.window;
  const about = (centre: number, edge: number): number => centre + (edge - centre) * allowed;
  const wanted: Frame['window'] = [about(cx, x0), about(cx, x1), about(cy, y0), about(cy, y1)];
  // Rounded as finely as the new picture's pixels.
  return within(frame, roundWindow({ ...frame, window: wanted }, wanted));
}

/** The window wanted; the present one where that would pass a limit, unless it is on its way back. */
function within(
  { window: now }: Frame,
  wanted: [number, number, number, number],
): [number, number, number, number] {
  const least = ({ narrow, wide }: ReturnType<typeof leeway>): number => Math.min(narrow, wide);
  const room = least(leeway(wanted));
  return room >= 1 - SLACK || room > least(leeway(now)) ? wanted : [...now];
}

function roundWindow(
  frame: Frame,
  [x0, x1, y0, y1]: Frame['window'],
): [number, number, number, number] {
  const across = (x1 - x0) / (frame.right - frame.left);
  const up = (y1 - y0) / (frame.bottom - frame.top);
  return [roundTo(x0, across), roundTo(x1, across), roundTo(y0, up), roundTo(y1, up)];
}

function roundTo(value: number, pixel: number): number {
  const digits = Math.min(15, Math.max(0, Math.ceil(-Math.log10(Math.abs(pixel)))));
  return Number(value.toFixed(digits));
}
