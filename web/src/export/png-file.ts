import type { Mark, Matrix, Paint, Picture, Stroke, Tile } from './marks';
import { withTexts } from './png-text';

/** Screens' pixels to one of the picture's. */
export const PNG_SCALE = 2;

/** Tiles are small and get turned: drawn this much finer, they stay sharp. */
const TILE_SCALE = 8;

/** A picture as pixels, two to one, with texts that say what it shows. */
export async function pngFile(
  picture: Picture,
  texts: Readonly<Record<string, string>>,
): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * PNG_SCALE);
  canvas.height = Math.round(picture.height * PNG_SCALE);
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  fillWith(context, picture.page);
  context.fillRect(0, 0, canvas.width, canvas.height);
  drawMarks(context, picture.marks, [PNG_SCALE, 0, 0, PNG_SCALE, 0, 0]);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('the browser could not write the picture');
  return new Blob([withTexts(new Uint8Array(await blob.arrayBuffer()), texts)], {
    type: 'image/png',
  });
}

function drawMarks(context: CanvasRenderingContext2D, marks: readonly Mark[], base: Matrix): void {
  for (const mark of marks) {
    context.save();
    for (const { data, matrix, evenOdd } of mark.clip) {
      place(context, base, matrix);
      context.clip(new Path2D(data), evenOdd ? 'evenodd' : 'nonzero');
    }
    place(context, base, mark.matrix);
    drawMark(context, mark, base);
    context.restore();
  }
}

function place(context: CanvasRenderingContext2D, base: Matrix, matrix: Matrix): void {
  context.setTransform(...base);
  context.transform(...matrix);
}

function drawMark(context: CanvasRenderingContext2D, mark: Mark, base: Matrix): void {
  switch (mark.kind) {
    case 'path': {
      const path = new Path2D(mark.data);
      if (mark.fill?.kind === 'tile') {
        context.save();
        context.clip(path, mark.evenOdd ? 'evenodd' : 'nonzero');
        fillWithTile(context, mark.fill, base);
        context.restore();
      } else if (mark.fill) {
        fillWith(context, mark.fill);
        context.fill(path, mark.evenOdd ? 'evenodd' : 'nonzero');
      }
      if (mark.stroke) {
        strokeWith(context, mark.stroke);
        context.stroke(path);
      }
      return;
    }
    case 'text': {
      const { style, weight, size, family } = mark.font;
      context.font = `${style} ${weight} ${size}px ${family}`;
      context.textAlign = mark.anchor === 'middle' ? 'center' : mark.anchor;
      if (mark.halo) {
        strokeWith(context, mark.halo);
        context.strokeText(mark.text, mark.x, mark.y);
      }
      fillWith(context, mark.fill);
      context.fillText(mark.text, mark.x, mark.y);
      return;
    }
    case 'image':
      context.globalAlpha = mark.opacity;
      context.drawImage(mark.source, mark.x, mark.y, mark.width, mark.height);
      return;
    default:
      mark satisfies never;
  }
}

function fillWith(context: CanvasRenderingContext2D, { colour, opacity }: Paint): void {
  context.fillStyle = colour;
  context.globalAlpha = opacity;
}

function strokeWith(context: CanvasRenderingContext2D, stroke: Stroke): void {
  context.strokeStyle = stroke.paint.colour;
  context.globalAlpha = stroke.paint.opacity;
  context.lineWidth = stroke.width;
  context.setLineDash([...stroke.dash]);
  context.lineCap = stroke.cap as CanvasLineCap;
  context.lineJoin = stroke.join as CanvasLineJoin;
}

/** Fills all of the canvas that the clip leaves open. */
function fillWithTile(context: CanvasRenderingContext2D, tile: Tile, base: Matrix): void {
  const { width, height } = tile;
  const source = document.createElement('canvas');
  source.width = Math.round(width * TILE_SCALE);
  source.height = Math.round(height * TILE_SCALE);
  const inner = source.getContext('2d') as CanvasRenderingContext2D;
  drawMarks(inner, tile.marks, [TILE_SCALE, 0, 0, TILE_SCALE, 0, 0]);
  const pattern = context.createPattern(source, 'repeat');
  if (!pattern) return;
  const scaled = new DOMMatrix([...base])
    .multiply(new DOMMatrix([...tile.matrix]))
    .scale(width / source.width, height / source.height);
  pattern.setTransform(scaled);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = pattern;
  context.globalAlpha = tile.opacity;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
}
