import { FONT } from './canvas';
import type { Palette } from './colour';
import { contains } from './frame';
import type { Layer } from './layer';

/** Half the arm of a cross, in pixels. */
const ARM = 5;

/** The points that a plane was made through: a cross each, and letters where there are several. */
export const slicePoints =
  (points: readonly (readonly [number, number])[], palette: Palette): Layer =>
  (context, frame) => {
    context.save();
    context.font = `650 12px ${FONT}`;
    context.textAlign = 'left';
    context.textBaseline = 'bottom';
    points.forEach(([px, py], i) => {
      if (!contains(frame, px, py)) return;
      const [x, y] = [frame.x(px), frame.y(py)];
      context.beginPath();
      context.moveTo(x - ARM, y);
      context.lineTo(x + ARM, y);
      context.moveTo(x, y - ARM);
      context.lineTo(x, y + ARM);
      context.strokeStyle = palette.ink;
      context.lineWidth = 1.2;
      context.stroke();
      if (points.length < 2) return;
      const letter = 'ABC'.charAt(i);
      context.lineWidth = 3;
      context.lineJoin = 'round';
      context.strokeStyle = palette.halo;
      context.strokeText(letter, x + 4, y - 3);
      context.fillStyle = palette.ink;
      context.fillText(letter, x + 4, y - 3);
    });
    context.restore();
  };
