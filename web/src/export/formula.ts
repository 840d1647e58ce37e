import { IDENTITY, type Mark } from './marks';
import type { Corner } from './overlay';
import type { Paints } from './paint';

const RULE = 1;

/**
 * The marks of mathematics and words that a picture holds as MathML or HTML, where the browser has
 * set them: letters as text, the bars of fractions and the signs of roots as lines.
 */
export function formulaMarks(
  root: Element,
  corner: Corner,
  paints: Paints,
  opacity: number,
): Mark[] {
  const ruler = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
  const bars = [...root.querySelectorAll('mfrac, msqrt')].flatMap((part) =>
    barOf(part, corner, paints, opacity),
  );
  const letters: Mark[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    const lines = linesOf(node as Text);
    if (lines.length === 0 || !parent?.checkVisibility()) continue;
    const style = getComputedStyle(parent);
    const [family, size, weight] = [
      style.fontFamily,
      Number.parseFloat(style.fontSize),
      style.fontWeight,
    ];
    // A letter alone is a variable, and set in italics without a style that says so.
    const whole = lines.map(({ text }) => text).join(' ');
    const variable = parent.localName === 'mi' && [...whole].length === 1;
    const slant = variable ? 'italic' : style.fontStyle;
    ruler.font = `${slant} ${weight} ${size}px ${family}`;
    for (const { text, box } of lines) {
      const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } =
        ruler.measureText(text);
      letters.push({
        kind: 'text',
        text,
        x: box.left - corner.left,
        y: box.top - corner.top + (box.height + ascent - descent) / 2,
        anchor: 'start',
        font: { family, size, weight, style: slant },
        fill: paints.of(style.color, opacity),
        halo: null,
        matrix: IDENTITY,
        clip: [],
      });
    }
  }
  return [...bars, ...letters];
}

/** A text as the browser has broken it into lines, each with its place. */
function linesOf(node: Text): { text: string; box: DOMRect }[] {
  const range = document.createRange();
  const boxOf = (from: number, to: number): DOMRect | undefined => {
    range.setStart(node, from);
    range.setEnd(node, to);
    return range.getClientRects()[0];
  };
  const lines: { text: string; box: DOMRect }[] = [];
  for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
    const box = boxOf(index, index + word.length);
    if (!box) continue;
    const line = lines.at(-1);
    if (line && Math.abs(line.box.top - box.top) < box.height / 2) line.text += ` ${word}`;
    else lines.push({ text: word, box });
  }
  return lines;
}

/** The line of a fraction, between what is above and what is below; or the sign around a root. */
function barOf(part: Element, { left, top }: Corner, paints: Paints, opacity: number): Mark[] {
  const box = part.getBoundingClientRect();
  const [x0, x1] = [box.left - left, box.right - left];
  const [above, below] = [...part.children].map((child) => child.getBoundingClientRect());
  if (!above || box.width === 0) return [];
  let data = '';
  if (part.localName === 'mfrac') {
    const y = ((below ? (above.bottom + below.top) / 2 : above.bottom) - top).toFixed(2);
    data = `M${x0.toFixed(2)} ${y}H${x1.toFixed(2)}`;
  } else {
    const [inner, high, low] = [above.left - left, box.top - top + RULE, box.bottom - top - RULE];
    const hook = (inner - x0) / 2;
    data = `M${x0} ${(high + low) / 2}L${x0 + hook} ${low}L${inner - RULE} ${high}H${x1}`;
  }
  const paint = paints.of(getComputedStyle(part).color, opacity);
  const stroke = { paint, width: RULE, dash: [], cap: 'butt', join: 'miter' };
  return [{ kind: 'path', data, evenOdd: false, fill: null, stroke, matrix: IDENTITY, clip: [] }];
}
