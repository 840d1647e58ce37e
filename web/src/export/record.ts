import {
  type Clip,
  type Font,
  IDENTITY,
  type Mark,
  type Matrix,
  type Paint,
  type Stroke,
  stretch,
  type Tile,
  times,
} from './marks';
import type { Paints } from './paint';
import { PathData } from './path-data';

/** A Path2D that remembers, as path data, what it was told. It may be kept and drawn again: it is a path as well. */
class KeptPath extends Path2D {
  private readonly kept = new PathData(() => IDENTITY);

  constructor(path?: Path2D | string) {
    super(path);
    if (typeof path === 'string') this.kept.append(path);
    else if (path instanceof KeptPath) this.kept.append(path.data);
  }

  get data(): string {
    return this.kept.data;
  }

  override moveTo(x: number, y: number): void {
    super.moveTo(x, y);
    this.kept.moveTo(x, y);
  }

  override lineTo(x: number, y: number): void {
    super.lineTo(x, y);
    this.kept.lineTo(x, y);
  }

  override quadraticCurveTo(...points: [number, number, number, number]): void {
    super.quadraticCurveTo(...points);
    this.kept.quadraticCurveTo(...points);
  }

  override bezierCurveTo(...points: [number, number, number, number, number, number]): void {
    super.bezierCurveTo(...points);
    this.kept.bezierCurveTo(...points);
  }

  override arc(...arc: [number, number, number, number, number, boolean?]): void {
    super.arc(...arc);
    this.kept.arc(...arc);
  }

  override rect(...box: [number, number, number, number]): void {
    super.rect(...box);
    this.kept.rect(...box);
  }

  override closePath(): void {
    super.closePath();
    this.kept.closePath();
  }

  override addPath(path: Path2D): void {
    super.addPath(path);
    if (path instanceof KeptPath) this.kept.append(path.data);
  }
}

/**
 * Draws into marks instead of pixels. The context is a real one, so that the browser itself keeps
 * styles, transforms and the widths of letters; only what would leave ink is taken down instead, for
 * as long as `draw` takes. Path2D, which cannot be read, is for that time one that can.
 *
 * `base` takes the context's pixels to the picture's.
 */
export function record(
  context: CanvasRenderingContext2D,
  draw: (context: CanvasRenderingContext2D) => void,
  base: Matrix,
  paints: Paints,
): Mark[] {
  const recorder = new Recorder(context, base, paints);
  const hooks = recorder.hooks();
  const path = globalThis.Path2D;
  for (const [name, value] of Object.entries(hooks))
    Object.defineProperty(context, name, { value, configurable: true });
  globalThis.Path2D = KeptPath;
  try {
    draw(context);
    return recorder.marks;
  } finally {
    globalThis.Path2D = path;
    for (const name of Object.keys(hooks)) Reflect.deleteProperty(context, name);
  }
}

/** What a pattern was made of, for browsers do not tell. */
const tiles = new WeakMap<CanvasPattern, HTMLCanvasElement>();

class Recorder {
  marks: Mark[] = [];
  private clip: Clip = [];
  private readonly clips: Clip[] = [];
  private path: PathData;

  constructor(
    private readonly context: CanvasRenderingContext2D,
    private readonly base: Matrix,
    private readonly paints: Paints,
  ) {
    this.path = this.fresh();
  }

  /** What stands in for the context's own methods. */
  hooks(): Partial<Record<keyof CanvasRenderingContext2D, unknown>> {
    const { prototype } = CanvasRenderingContext2D;
    const { context } = this;
    return {
      save: (): void => {
        this.clips.push(this.clip);
        prototype.save.call(context);
      },
      restore: (): void => {
        this.clip = this.clips.pop() ?? this.clip;
        prototype.restore.call(context);
      },
      beginPath: (): void => {
        this.path = this.fresh();
      },
      moveTo: (x: number, y: number) => this.path.moveTo(x, y),
      lineTo: (x: number, y: number) => this.path.lineTo(x, y),
      quadraticCurveTo: (...points: [number, number, number, number]) =>
        this.path.quadraticCurveTo(...points),
      bezierCurveTo: (...points: [number, number, number, number, number, number]) =>
        this.path.bezierCurveTo(...points),
      arc: (...arc: [number, number, number, number, number, boolean?]) => this.path.arc(...arc),
      rect: (...box: [number, number, number, number]) => this.path.rect(...box),
      closePath: () => this.path.closePath(),
      clip: (path?: unknown, rule?: unknown): void => {
        const evenOdd = path === 'evenodd' || rule === 'evenodd';
        this.clip = [...this.clip, { ...this.outline(path), evenOdd }];
      },
      fill: (path?: unknown, rule?: unknown): void => {
        const evenOdd = path === 'evenodd' || rule === 'evenodd';
        this.add(path, this.fillPaint(), null, evenOdd);
      },
      stroke: (path?: unknown): void => {
        const whole = path instanceof KeptPath ? 1 : stretch(this.matrix());
        this.add(path, null, this.strokeOf(whole), false);
      },
      fillRect: (...box: [number, number, number, number]): void => {
        this.add(rectangle(box), this.fillPaint(), null, false);
      },
      strokeRect: (...box: [number, number, number, number]): void => {
        this.add(rectangle(box), null, this.strokeOf(1), false);
      },
      // Only ever clears all: the file begins empty.
      clearRect: (): void => {
        this.marks = [];
      },
      fillText: (text: string, x: number, y: number) => this.text(text, x, y),
      createPattern: (image: HTMLCanvasElement, repeat: string): CanvasPattern | null => {
        const pattern = prototype.createPattern.call(context, image, repeat);
        if (pattern) tiles.set(pattern, image);
        return pattern;
      },
      drawImage: (source: HTMLCanvasElement, x: number, y: number, w?: number, h?: number) => {
        const [width, height] = [w ?? source.width, h ?? source.height];
        this.image(source, [x, y, width, height], this.matrix());
      },
      putImageData: (data: ImageData, x: number, y: number): void => {
        const source = document.createElement('canvas');
        source.width = data.width;
        source.height = data.height;
        source.getContext('2d')?.putImageData(data, 0, 0);
        this.image(source, [x, y, data.width, data.height], this.base);
      },
    };
  }

  private matrix(): Matrix {
    const { a, b, c, d, e, f } = this.context.getTransform();
    return times(this.base, [a, b, c, d, e, f]);
  }

  private fresh(): PathData {
    return new PathData(() => this.matrix());
  }

  /** A path's data and where it lies: the context's own is placed already. */
  private outline(path: unknown): { data: string; matrix: Matrix } {
    return path instanceof KeptPath
      ? { data: path.data, matrix: this.matrix() }
      : { data: this.path.data, matrix: IDENTITY };
  }

  private add(
    path: unknown,
    fill: Paint | Tile | null,
    stroke: Stroke | null,
    evenOdd: boolean,
  ): void {
    const { data, matrix } = this.outline(path);
    const ink = stroke?.paint ?? fill;
    // Fully transparent ink is none; the map draws so over basins.
    if (data === '' || (ink?.kind === 'paint' && ink.opacity === 0)) return;
    this.marks.push({ kind: 'path', data, matrix, clip: this.clip, fill, stroke, evenOdd });
  }

  private fillPaint(): Paint | Tile {
    const { fillStyle, globalAlpha } = this.context;
    if (typeof fillStyle === 'string') return this.paints.of(fillStyle, globalAlpha);
    const source = fillStyle instanceof CanvasPattern ? tiles.get(fillStyle) : undefined;
    if (!source) return this.paints.of('transparent');
    const { width, height } = source;
    const mark: Mark = {
      kind: 'image',
      source,
      x: 0,
      y: 0,
      width,
      height,
      opacity: 1,
      matrix: IDENTITY,
      clip: [],
    };
    const matrix = this.matrix();
    return { kind: 'tile', width, height, matrix, opacity: globalAlpha, marks: [mark] };
  }

  private strokeOf(scale: number): Stroke {
    const { context } = this;
    const style = typeof context.strokeStyle === 'string' ? context.strokeStyle : '#000';
    return {
      paint: this.paints.of(style, context.globalAlpha),
      width: context.lineWidth * scale,
      dash: context.getLineDash().map((unit) => unit * scale),
      cap: context.lineCap,
      join: context.lineJoin,
    };
  }

  private text(text: string, x: number, y: number): void {
    const { context, clip } = this;
    const fill = this.fillPaint();
    if (fill.kind !== 'paint') return;
    this.marks.push({
      kind: 'text',
      text,
      x,
      y: y + baselineShift(context),
      anchor: ANCHORS[context.textAlign],
      font: fontOf(context.font),
      fill,
      halo: null,
      matrix: this.matrix(),
      clip,
    });
  }

  private image(
    source: HTMLCanvasElement,
    [x, y, width, height]: readonly [number, number, number, number],
    matrix: Matrix,
  ): void {
    const opacity = this.context.globalAlpha;
    const { clip } = this;
    this.marks.push({ kind: 'image', source, x, y, width, height, opacity, matrix, clip });
  }
}

function rectangle([x, y, width, height]: readonly [number, number, number, number]): KeptPath {
  const path = new KeptPath();
  path.rect(x, y, width, height);
  return path;
}

const ANCHORS: Readonly<Record<CanvasTextAlign, 'start' | 'middle' | 'end'>> = {
  left: 'start',
  start: 'start',
  center: 'middle',
  right: 'end',
  end: 'end',
};

/** From the line a text hangs on down to the one its letters stand on, which every program knows. */
function baselineShift(context: CanvasRenderingContext2D): number {
  const { textBaseline } = context;
  const ascent = (baseline: CanvasTextBaseline): number => {
    context.textBaseline = baseline;
    return context.measureText('x').fontBoundingBoxAscent;
  };
  const shift = ascent('alphabetic') - ascent(textBaseline);
  context.textBaseline = textBaseline;
  return shift;
}

/** The parts of a canvas's font, as browsers print it. */
export function fontOf(font: string): Font {
  const [, style = 'normal', weight = '400', size = '10', family = 'sans-serif'] =
    /^(?:(italic|oblique) )?(?:(\d+|bold) )?([\d.]+)px(?:\/\S+)? (.*)$/.exec(font) ?? [];
  return { style, weight: weight === 'bold' ? '700' : weight, size: Number(size), family };
}
