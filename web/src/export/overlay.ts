import { formulaMarks } from './formula';
import {
  type Clip,
  type Font,
  IDENTITY,
  type Mark,
  type Matrix,
  type Paint,
  type Stroke,
  type Tile,
  times,
} from './marks';
import type { Paints } from './paint';

/** Where the picture's corner lies on the page, in pixels. */
export interface Corner {
  readonly left: number;
  readonly top: number;
}

const SHAPES = 'path, line, circle, ellipse, rect, polygon, polyline';
/** What is inside these is shown only through what refers to them. */
const UNSEEN = 'defs, pattern, clipPath, mask, symbol, marker';

/** The marks of an SVG on the page as its style sheets dress it, so that they need none in the file. */
export function marksOf(root: SVGSVGElement, corner: Corner, paints: Paints): Mark[] {
  const reader = new Reader(root, corner, paints);
  const parts = root.querySelectorAll<SVGGraphicsElement>(`${SHAPES}, text, foreignObject`);
  return [...parts].flatMap((part) => {
    if (part.closest(UNSEEN)) return [];
    return part.localName === 'foreignObject'
      ? formulaMarks(part, corner, paints, reader.opacityOf(part))
      : reader.read(part);
  });
}

class Reader {
  private readonly page: Matrix;

  constructor(
    private readonly root: SVGSVGElement,
    { left, top }: Corner,
    private readonly paints: Paints,
  ) {
    this.page = [1, 0, 0, 1, -left, -top];
  }

  read(element: SVGGraphicsElement): Mark[] {
    const style = getComputedStyle(element);
    if (style.visibility !== 'visible' || !element.checkVisibility()) return [];
    const around = { matrix: this.placed(element), clip: this.clipOf(element) };
    const opacity = this.opacityOf(element);
    if (element instanceof SVGTextElement) return this.textRuns(element, opacity, around);
    const fill = element instanceof SVGLineElement ? null : this.fillOf(element, style, opacity);
    const stroke = this.strokeOf(style, opacity);
    if (!fill && !stroke) return [];
    const data = outline(element);
    const evenOdd = style.fillRule === 'evenodd';
    return data === '' ? [] : [{ kind: 'path', data, evenOdd, fill, stroke, ...around }];
  }

  /** From an element's coordinates to the picture's. */
  private placed(element: SVGGraphicsElement): Matrix {
    return times(this.page, matrixOf(element.getScreenCTM()));
  }

  private *ancestry(element: Element): Generator<SVGGraphicsElement> {
    for (let at: Element | null = element; at; at = at.parentElement) {
      if (at instanceof SVGGraphicsElement) yield at;
      if (at === this.root) return;
    }
  }

  opacityOf(element: Element): number {
    let opacity = 1;
    for (const at of this.ancestry(element)) opacity *= Number(getComputedStyle(at).opacity);
    return opacity;
  }

  private clipOf(element: Element): Clip {
    return [...this.ancestry(element)].flatMap((at) => {
      const reference = referred(getComputedStyle(at).clipPath);
      if (!(reference instanceof SVGClipPathElement)) return [];
      const shape = reference.querySelector<SVGGraphicsElement>(SHAPES);
      if (!shape) return [];
      const data = outline(shape);
      const evenOdd = getComputedStyle(shape).clipRule === 'evenodd';
      return data === '' ? [] : [{ data, matrix: this.placed(at), evenOdd }];
    });
  }

  private fillOf(
    element: Element,
    style: CSSStyleDeclaration,
    opacity: number,
  ): Paint | Tile | null {
    const reference = referred(style.fill);
    if (reference instanceof SVGPatternElement)
      return this.tile(reference, element, Number(style.fillOpacity) * opacity);
    return this.paintOf(style.fill, Number(style.fillOpacity) * opacity);
  }

  private paintOf(colour: string, opacity: number): Paint | null {
    if (colour === 'none' || colour.startsWith('url')) return null;
    const paint = this.paints.of(colour, opacity);
    return paint.opacity === 0 ? null : paint;
  }

  private strokeOf(style: CSSStyleDeclaration, opacity: number): Stroke | null {
    const width = Number.parseFloat(style.strokeWidth);
    const paint = this.paintOf(style.stroke, Number(style.strokeOpacity) * opacity);
    if (!paint || !(width > 0)) return null;
    return {
      paint,
      width,
      dash: style.strokeDasharray === 'none' ? [] : numbersIn(style.strokeDasharray),
      cap: style.strokeLinecap,
      join: style.strokeLinejoin,
    };
  }

  /** A pattern in the coordinates of the element it fills. */
  private tile(pattern: SVGPatternElement, element: Element, opacity: number): Tile {
    const inner = [...pattern.querySelectorAll<SVGGraphicsElement>(SHAPES)];
    const marks = inner.flatMap((shape): Mark[] => {
      const style = getComputedStyle(shape);
      const fill = shape instanceof SVGLineElement ? null : this.paintOf(style.fill, 1);
      const stroke = this.strokeOf(style, 1);
      const data = outline(shape);
      const plain = { matrix: IDENTITY, clip: [], evenOdd: false };
      return fill || stroke ? [{ kind: 'path', data, fill, stroke, ...plain }] : [];
    });
    const own = matrixOf(pattern.patternTransform.baseVal.consolidate()?.matrix ?? null);
    const matrix = times(this.placed(element as SVGGraphicsElement), own);
    const [width, height] = [pattern.width.baseVal.value, pattern.height.baseVal.value];
    return { kind: 'tile', width, height, matrix, opacity, marks };
  }

  /** A text, or each of its parts where it has several. */
  private textRuns(
    text: SVGTextElement,
    opacity: number,
    around: { matrix: Matrix; clip: Clip },
  ): Mark[] {
    const spans = [...text.querySelectorAll('tspan')];
    return (spans.length > 0 ? spans : [text]).flatMap((run: SVGTextContentElement): Mark[] => {
      const words = (run.textContent ?? '').replace(/\s+/g, ' ').trim();
      const style = getComputedStyle(run);
      const fill = this.paintOf(style.fill, Number(style.fillOpacity) * opacity);
      if (words === '' || !fill || run.getNumberOfChars() === 0) return [];
      const { x, y } = run.getStartPositionOfChar(0);
      const anchor = spans.length > 0 ? 'start' : anchorOf(style.textAnchor);
      const length = run.getComputedTextLength();
      const font = fontOf(style);
      const halo = style.paintOrder.startsWith('stroke') ? this.strokeOf(style, opacity) : null;
      const at = x + (anchor === 'middle' ? length / 2 : anchor === 'end' ? length : 0);
      const down = y + baselineShift(style.dominantBaseline, font);
      return [{ kind: 'text', text: words, x: at, y: down, anchor, font, fill, halo, ...around }];
    });
  }
}

const anchorOf = (anchor: string): 'start' | 'middle' | 'end' =>
  anchor === 'middle' || anchor === 'end' ? anchor : 'start';

const fontOf = (style: CSSStyleDeclaration): Font => ({
  family: style.fontFamily,
  size: Number.parseFloat(style.fontSize),
  weight: style.fontWeight,
  style: style.fontStyle,
});

let ruler: CanvasRenderingContext2D | null = null;

/** From the line a text hangs on down to the one its letters stand on, which every program knows. */
function baselineShift(baseline: string, { style, weight, size, family }: Font): number {
  if (baseline === 'auto' || baseline === 'alphabetic') return 0;
  ruler ??= document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
  ruler.font = `${style} ${weight} ${size}px ${family}`;
  const letter = ruler.measureText('x');
  const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = letter;
  if (baseline === 'central') return (ascent - descent) / 2;
  return baseline === 'middle' ? letter.actualBoundingBoxAscent / 2 : ascent;
}

const matrixOf = (matrix: DOMMatrix | SVGMatrix | null): Matrix =>
  matrix ? [matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f] : IDENTITY;

const numbersIn = (text: string): number[] => (text.match(/[\d.]+/g) ?? []).map(Number);

/** The element that a style's `url("#…")` names. */
function referred(value: string): Element | null {
  const id = /^url\(["']?[^"')]*#([^"')]+)["']?\)/.exec(value)?.[1];
  return id === undefined ? null : document.getElementById(id);
}

/** A shape as path data. */
function outline(shape: SVGGraphicsElement): string {
  if (shape instanceof SVGPathElement) return shape.getAttribute('d') ?? '';
  if (shape instanceof SVGLineElement) {
    const [x1, y1, x2, y2] = [shape.x1, shape.y1, shape.x2, shape.y2].map(lengthOf);
    return `M${x1} ${y1}L${x2} ${y2}`;
  }
  if (shape instanceof SVGRectElement) {
    const box = [shape.x, shape.y, shape.width, shape.height].map(lengthOf);
    return rectangle(box as [number, number, number, number], lengthOf(shape.rx));
  }
  if (shape instanceof SVGCircleElement) {
    return round(lengthOf(shape.cx), lengthOf(shape.cy), lengthOf(shape.r), lengthOf(shape.r));
  }
  if (shape instanceof SVGEllipseElement) {
    return round(lengthOf(shape.cx), lengthOf(shape.cy), lengthOf(shape.rx), lengthOf(shape.ry));
  }
  if (shape instanceof SVGPolygonElement || shape instanceof SVGPolylineElement) {
    const points = [...shape.points].map(({ x, y }) => `${x} ${y}`).join('L');
    const end = shape instanceof SVGPolygonElement ? 'Z' : '';
    return points === '' ? '' : `M${points}${end}`;
  }
  return '';
}

/** A rectangle, with round corners where it has a radius. */
function rectangle(
  [x, y, width, height]: readonly [x: number, y: number, width: number, height: number],
  radius: number,
): string {
  const r = Math.min(radius, width / 2, height / 2);
  if (!(r > 0)) return `M${x} ${y}h${width}v${height}h${-width}Z`;
  const corner = (dx: number, dy: number): string => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  const [across, down] = [width - 2 * r, height - 2 * r];
  return `M${x + r} ${y}h${across}${corner(r, r)}v${down}${corner(-r, r)}h${-across}${corner(-r, -r)}v${-down}${corner(r, -r)}Z`;
}

const lengthOf = ({ baseVal }: SVGAnimatedLength): number => baseVal.value;

const round = (x: number, y: number, rx: number, ry: number): string =>
  `M${x - rx} ${y}a${rx} ${ry} 0 1 1 ${2 * rx} 0a${rx} ${ry} 0 1 1 ${-2 * rx} 0Z`;
