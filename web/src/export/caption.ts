import { FONT } from '../plot/canvas';
import type { Caption } from './head';
import { IDENTITY, type Mark, type Picture } from './marks';
import { Paints } from './paint';

const SIZE = 11;
const LINE = 15;
const MARGIN = 6;

/** Breaks words to lines of a width; a link, which has no spaces, breaks after its separators. */
export function wrapped(text: string, width: number, measure: (text: string) => number): string[] {
  const pieces = text.split(/(?<=[ &,:/])/);
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line !== '' && measure((line + piece).trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return [...lines, line.trimEnd()].filter((each) => each !== '');
}

/** The picture with its caption beneath: the experiment in words, and the address that shows it. */
export function captioned(picture: Picture, caption: Caption, ink: string, soft: string): Picture {
  const context = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
  context.font = `${SIZE}px ${FONT}`;
  const measure = (text: string): number => context.measureText(text).width;
  const room = picture.width - 2 * MARGIN;
  const lines = [
    ...wrapped(`${caption.words}.`, room, measure).map((text) => ({ text, colour: ink })),
    ...wrapped(caption.link, room, measure).map((text) => ({ text, colour: soft })),
  ];
  const paints = new Paints();
  const marks = lines.map(
    ({ text, colour }, i): Mark => ({
      kind: 'text',
      text,
      x: MARGIN,
      y: picture.height + LINE * (i + 1),
      anchor: 'start',
      font: { family: FONT, size: SIZE, weight: '400', style: 'normal' },
      fill: paints.of(colour),
      halo: null,
      matrix: IDENTITY,
      clip: [],
    }),
  );
  return {
    ...picture,
    height: picture.height + LINE * lines.length + MARGIN + 2,
    marks: [...picture.marks, ...marks],
  };
}
