import type { Frame } from './frame';

/** The screen's pixels to one of the page's, as far as the eye can tell. */
export const screenRatio = (): number => Math.min(3, globalThis.devicePixelRatio || 1);

/** Sizes a canvas for the screen's pixels and returns its context in CSS pixels. */
export function prepare(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D {
  const ratio = screenRatio();
  const columns = Math.round(width * ratio);
  const rows = Math.round(height * ratio);
  if (canvas.width !== columns || canvas.height !== rows) {
    canvas.width = columns;
    canvas.height = rows;
  }
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/** Lays a canvas over a frame's plane, clears it and returns its context in the screen's own pixels. */
export function sizePlane(
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

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';
