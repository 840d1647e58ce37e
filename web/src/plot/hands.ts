import { type Frame, panned, zoomed } from './frame';

type Window = [number, number, number, number];

/** How much of its window one key or button zooms. */
const ZOOM = 0.7;
/** How far one key moves the window, in pixels. */
const PAN = 48;

/** The window that a key asks for with the map in focus; undefined for its own, null for none. */
export function windowForKey(
  frame: Frame,
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
): Window | undefined | null {
  const [px, py] = middle(frame);
  if (key === '0') return undefined;
  if (key === '+' || key === '=') return zoomed(frame, ZOOM, px, py);
  if (key === '-' || key === '_' || key === '−') return zoomed(frame, 1 / ZOOM, px, py);
  const arrow = shiftKey ? ARROWS[key] : undefined;
  return arrow ? panned(frame, -arrow[0] * PAN, -arrow[1] * PAN) : null;
}

export const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export const middle = ({ left, right, top, bottom }: Frame): [number, number] => [
  (left + right) / 2,
  (top + bottom) / 2,
];

/** Where two fingers are, in pixels of the map. */
export type Fingers = readonly [readonly [number, number], readonly [number, number]];

/** Two fingers at the moment they came down, and the frame they came down on. */
export interface Pinch {
  readonly frame: Frame;
  readonly fingers: Fingers;
}

/** The window under two fingers that hold on to what they first touched, as far as pinches go. */
export function pinched({ frame, fingers }: Pinch, now: Fingers): Window {
  const [fromX, fromY] = centre(fingers);
  const [x, y] = centre(now);
  const apart = Math.max(1, spread(now));
  const window = zoomed(frame, spread(fingers) / apart, fromX, fromY);
  const moved: Frame = { ...frame, window, invert: inverse(frame, window) };
  return panned(moved, x - fromX, y - fromY);
}

const centre = ([[ax, ay], [bx, by]]: Fingers): [number, number] => [(ax + bx) / 2, (ay + by) / 2];

const spread = ([[ax, ay], [bx, by]]: Fingers): number => Math.hypot(ax - bx, ay - by);

/** From the pixels of a frame to the points of another window shown in it. */
const inverse =
  ({ left, right, top, bottom }: Frame, [x0, x1, y0, y1]: Window): Frame['invert'] =>
  (px, py) => [
    x0 + ((px - left) / (right - left)) * (x1 - x0),
    y0 + ((bottom - py) / (bottom - top)) * (y1 - y0),
  ];
