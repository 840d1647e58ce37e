import { redrawing } from '../plot/canvas';
import { IDENTITY, type Mark, type Matrix, type Picture } from './marks';
import { type Corner, marksOf } from './overlay';
import { Paints } from './paint';
import { record } from './record';
import { tableMarks } from './table';

/** Letters may reach a little beyond the SVG they belong to, in pixels. */
export const MARGIN = 4;

/** What pictures consist of. A table is one where it says so by its class. */
const LAYERS = 'canvas, svg, table.figure';

/**
 * The picture in an element: its canvases drawn once more, as vectors, and its SVGs as they are
 * dressed, in the order they lie. A canvas that nobody knows how to draw again is taken as it is.
 */
export function pictureOf(root: HTMLElement): Picture {
  const paints = new Paints();
  const layers = [
    ...root.querySelectorAll<HTMLCanvasElement | SVGSVGElement | HTMLTableElement>(LAYERS),
  ].filter((layer) => layer.checkVisibility() && !layer.parentElement?.closest('svg'));
  const boxes = layers.map((layer) => layer.getBoundingClientRect());
  const corner: Corner = {
    left: Math.min(...boxes.map(({ left }) => left)) - MARGIN,
    top: Math.min(...boxes.map(({ top }) => top)) - MARGIN,
  };
  const width = Math.max(...boxes.map(({ right }) => right)) + MARGIN - corner.left;
  const height = Math.max(...boxes.map(({ bottom }) => bottom)) + MARGIN - corner.top;
  const marks = layers.flatMap((layer) =>
    layer instanceof HTMLCanvasElement
      ? canvasMarks(layer, corner, paints)
      : layer instanceof HTMLTableElement
        ? tableMarks(layer, corner, paints)
        : marksOf(layer, corner, paints),
  );
  const page = paints.of(pageColour(root));
  return { width, height, page, marks };
}

/** The colour behind the picture: that of the nearest element which has one. */
function pageColour(root: Element): string {
  for (let at: Element | null = root; at; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at);
    if (backgroundColor !== 'rgba(0, 0, 0, 0)' && backgroundColor !== 'transparent')
      return backgroundColor;
  }
  return '#fff';
}

function canvasMarks(canvas: HTMLCanvasElement, corner: Corner, paints: Paints): Mark[] {
  const box = canvas.getBoundingClientRect();
  const [x, y] = [box.left - corner.left, box.top - corner.top];
  if (canvas.width === 0 || canvas.height === 0 || box.width === 0) return [];
  const known = redrawing(canvas);
  if (known) {
    const scale = known.own ? box.width / canvas.width : 1;
    const base: Matrix = [scale, 0, 0, scale, x, y];
    const context = (known.own ? canvas : document.createElement('canvas')).getContext('2d');
    return context ? record(context, known.draw, base, paints) : [];
  }
  const { width, height } = box;
  const placed = { matrix: IDENTITY, clip: [], opacity: 1 };
  return [{ kind: 'image', source: canvas, x, y, width, height, ...placed }];
}
