import type { Palette } from './colour';
import type { Frame } from './frame';
import { inPlane } from './in-plane';

/** What is predicted over what is true, of rows that train and of rows that test. */
export interface ScatterPicture {
  readonly truths: { readonly train: Float64Array; readonly test: Float64Array };
  readonly predicted: { readonly train: Float64Array; readonly test: Float64Array };
  readonly colour: string;
}

const POINT = 2.4;

/** Rows that train as rings, those that test filled; on the line what is predicted is true. */
export function drawScatter(
  context: CanvasRenderingContext2D,
  frame: Frame,
  { truths, predicted, colour }: ScatterPicture,
  palette: Palette,
): void {
  inPlane(context, frame, palette, () => {
    const [x0, x1] = frame.window;
    context.strokeStyle = palette.soft;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(frame.x(x0), frame.y(x0));
    context.lineTo(frame.x(x1), frame.y(x1));
    context.stroke();
    context.strokeStyle = colour;
    context.fillStyle = colour;
    for (const part of ['train', 'test'] as const)
      truths[part].forEach((truth, i) => {
        const y = frame.y(predicted[part][i] as number);
        if (!Number.isFinite(y)) return;
        context.beginPath();
        context.arc(frame.x(truth), y, POINT, 0, 2 * Math.PI);
        if (part === 'train') context.stroke();
        else context.fill();
      });
  });
}
