/** The screen's pixels to one of the page's, as far as the eye can tell. */
export const screenRatio = (): number => print ?? Math.min(3, globalThis.devicePixelRatio || 1);

let print: number | null = null;

/** Draws for paper instead of the screen: so many pixels to one of the page's; null for the screen again. */
export function drawForPrint(ratio: number | null): void {
  print = ratio;
}

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

/** How a canvas was drawn: on any context in CSS pixels, or on its own in the screen's. */
export interface Redrawing {
  readonly draw: (context: CanvasRenderingContext2D) => void;
  readonly own: boolean;
}

const redrawings = new WeakMap<HTMLCanvasElement, Redrawing>();

/**
 * Draws on a canvas of this size, and keeps how, so that the picture can be drawn again: as vectors, or
 * larger.
 */
export function paint(
  canvas: HTMLCanvasElement,
  { width, height }: { readonly width: number; readonly height: number },
  draw: Redrawing['draw'],
): void {
  // CSS pixels, set by script as the content-security policy asks.
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  keepRedrawing(canvas, { draw, own: false });
  draw(prepare(canvas, width, height));
}

/** Tells how a canvas that someone else draws on can be drawn again. */
export function keepRedrawing(canvas: HTMLCanvasElement, redrawing: Redrawing): void {
  redrawings.set(canvas, redrawing);
}

/** How to draw a canvas again; null if nobody said. */
export const redrawing = (canvas: HTMLCanvasElement): Redrawing | null =>
  redrawings.get(canvas) ?? null;

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';
