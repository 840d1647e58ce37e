import { html, nothing, type PropertyValues, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Curves } from '../engine/protocol';
import { type Board, boardFor, curvePath, stems, type Tick } from '../plot/equalizer';
import { pannedRange, type Range, zoomedRange } from '../plot/lambda-range';
import type { RunningFilter } from '../state/filter';
import type { Look } from '../state/select';
import { number } from '../words/numbers';
import { axes, curve, definitions, ground, runningCurve } from './equalizer/curves';
import { drops, type KnobKeys, lane } from './equalizer/lanes';
import { head, stem, values } from './equalizer/levels';
import type { Formulas, Scene } from './equalizer/scene';
import { PageElement, uniqueId } from './page-element';

/** What is held down: an optimizer's bound, or the axis by one or two fingers. */
type Grip =
  | { readonly kind: 'bound'; readonly optimizer: number; readonly off: number }
  | { readonly kind: 'axis'; readonly range: Range; readonly from: readonly number[] };

/** Heights of the curves, a lane, its text and its bar in pixels: in a small picture and a large one. */
const SMALL = { height: 150, lane: 29, text: 11, bar: 8 };
const LARGE = { height: 290, lane: 44, text: 16, bar: 9 };
/** Fingers need higher lanes. */
const LANE_FOR_FINGERS = 44;
/** The curves' height is at most this share of their width. */
const SLOPE = 0.62;
/** How much one notch of the wheel or a key zooms and pans. */
const ZOOM = 0.8;
const PAN = 0.1;
/** What an arrow key moves a bound by, as a share of the range; with Shift finer, by a page coarser. */
const STEP = 0.01;
const FINE = 0.1;
const COARSE = 10;

const FINGERS = matchMedia('(pointer: coarse)');

/** The optimizers as an equalizer: radius over λ, passbands as lanes with a knob each, eigenvalues as levels. */
@customElement('es-equalizer')
export class EsEqualizer extends PageElement {
  @property({ attribute: false }) curves: Curves | null = null;
  @property({ attribute: false }) looks: readonly Look[] = [];
  @property({ attribute: false }) ticks: readonly Tick[] = [];
  @property({ attribute: false }) running: readonly RunningFilter[] = [];
  /** How each optimizer's bound is found; a picture that has room for it is a large one. */
  @property({ attribute: false }) formulas: Formulas | null = null;
  @property({ attribute: false }) axisName = '';
  @property({ attribute: false }) select: number | null = null;
  /** Some levels are of the settings before the last edit. */
  @property({ attribute: false }) stale = false;

  @state() private width = 0;
  @state() private fingers = FINGERS.matches;

  private readonly ids = uniqueId('equalizer');
  private readonly resizing = new ResizeObserver(() => {
    this.width = this.clientWidth;
  });
  private scene: Scene | null = null;
  private paths: readonly string[] = [];
  private grip: Grip | null = null;
  private readonly pointers = new Map<number, number>();
  /** Where keys have asked a bound to be; answers lag behind a key that is held. */
  private aim: { readonly optimizer: number; readonly bound: number } | null = null;

  private readonly keys: KnobKeys = {
    down: (event, optimizer, bound) => this.nudge(event, optimizer, bound),
    up: () => {
      this.aim = null;
    },
  };

  private readonly onFingers = (): void => {
    this.fingers = FINGERS.matches;
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.resizing.observe(this);
    FINGERS.addEventListener('change', this.onFingers);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizing.disconnect();
    FINGERS.removeEventListener('change', this.onFingers);
  }

  private get board(): Board | null {
    return this.scene?.board ?? null;
  }

  /** Curves are drawn anew only if they, or their place, are others: levels move at every step. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    const { curves, width, looks, select, formulas } = this;
    if (!curves || width === 0) {
      this.scene = null;
      return;
    }
    const names = [...changed.keys()] as PropertyKey[];
    const same = this.board && !names.some((name) => BOARD_IS_OF.has(name));
    const { text, bar, ...size } = formulas ? LARGE : SMALL;
    const board = same
      ? this.board
      : boardFor(
          {
            width,
            height: Math.min(size.height, SLOPE * width),
            lanes: curves.filters.length,
            lane: this.fingers ? Math.max(LANE_FOR_FINGERS, size.lane) : size.lane,
          },
          curves.range,
        );
    this.scene = { board, id: this.ids, looks, select, text, bar, formulas };
    if (same) return;
    this.paths = curves.filters.map(({ radius }) =>
      radius ? curvePath(board, curves.lambdas, radius) : '',
    );
  }

  protected override render(): unknown {
    const { scene, curves, running } = this;
    if (!scene || !curves) return nothing;
    const { width, total, left, right, one } = scene.board;
    const rising = stems(scene.board, this.ticks);
    const [low, high] = curves.range;
    return html`
      <svg
        class="equalizer ${this.formulas ? 'large' : ''}"
        width=${width}
        height=${total}
        viewBox="0 0 ${width} ${total}"
        role="group"
        tabindex="0"
        aria-label="Equalizer: spectral radius over the ${this.axisName}, from ${number(low)} to ${number(high)}"
        aria-describedby="${this.ids}-hint"
        @keydown=${this.keyed}
        @wheel=${this.wheeled}
        @pointerdown=${this.pressed}
        @pointermove=${this.dragged}
        @pointerup=${this.released}
        @pointercancel=${this.released}
      >
        ${definitions(scene)} ${ground(scene)}
        ${this.levels(rising.map((one) => stem(scene, one)))}
        ${this.paths.map((path, i) => (path ? curve(scene, path, i) : nothing))}
        ${running.map((one) => runningCurve(scene, one))}
        <line class="one" x1=${left} x2=${right} y1=${one} y2=${one} />
        ${this.levels([rising.map((one) => head(scene, one)), values(scene, rising)])}
        ${axes(scene, this.axisName)} ${curves.filters.map((filter, i) => drops(scene, filter, i))}
        ${curves.filters.map((filter, i) =>
          lane(
            scene,
            filter,
            running.filter(({ optimizer }) => optimizer === i),
            i,
            this.keys,
          ),
        )}
      </svg>
      <p class="visually-hidden" id="${this.ids}-hint">
        Each optimizer’s bound is a slider: arrow keys move it, with Shift in finer steps, and its step size
        follows. On the picture itself the left and right arrows move the axis, plus and minus zoom, 0 shows
        everything again; so do dragging it, two fingers, and Ctrl with the wheel.
      </p>
    `;
  }

  private levels(parts: unknown): unknown {
    return svg`<g class=${this.stale ? 'stale' : ''}>${parts}</g>`;
  }

  // Pointers: a knob moves its bound, all else moves the axis; two fingers stretch it.

  private pressed(event: PointerEvent): void {
    const { board } = this;
    // A second finger does not take a bound out of the first one's hand.
    if (event.button !== 0 || !board || this.grip?.kind === 'bound') return;
    const svgElement = event.currentTarget as SVGSVGElement;
    const x = this.local(event);
    const knob = (event.target as Element).closest<SVGGElement>('.knob');
    svgElement.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, x);
    if (knob) {
      const optimizer = Number(knob.dataset['knob']);
      const bound = this.curves?.filters[optimizer]?.bound ?? 0;
      const off = x - Math.min(board.right, Math.max(board.left, board.x(bound)));
      this.grip = { kind: 'bound', optimizer, off };
      this.wish({ kind: 'hold-range', range: board.range });
      knob.focus();
      event.preventDefault();
    } else this.grip = { kind: 'axis', range: board.range, from: [...this.pointers.values()] };
  }

  private dragged(event: PointerEvent): void {
    const { board, grip } = this;
    if (!board || !grip || !this.pointers.has(event.pointerId)) return;
    const x = this.local(event);
    this.pointers.set(event.pointerId, x);
    if (grip.kind === 'bound') this.moveBound(grip.optimizer, board.lambdaAt(x - grip.off));
    else this.moveAxis(board, grip.range, grip.from);
  }

  private moveAxis(board: Board, range: Range, from: readonly number[]): void {
    const width = board.right - board.left;
    const now = [...this.pointers.values()];
    const [a, b] = from as [number, number?];
    const [c, d] = now as [number, number?];
    if (b === undefined || d === undefined) {
      this.look(pannedRange(range, (a - c) / width));
      return;
    }
    const before = boardFor(board, range);
    const factor = Math.abs(a - b) / Math.max(1, Math.abs(c - d));
    const stretched = zoomedRange(range, factor, before.lambdaAt((a + b) / 2));
    this.look(pannedRange(stretched, ((a + b) / 2 - (c + d) / 2) / width));
  }

  private released(event: PointerEvent): void {
    this.pointers.delete(event.pointerId);
    if (this.grip?.kind === 'bound') this.wish({ kind: 'hold-range', range: null });
    this.grip =
      this.pointers.size > 0 && this.board
        ? { kind: 'axis', range: this.board.range, from: [...this.pointers.values()] }
        : null;
  }

  private local(event: MouseEvent): number {
    return event.clientX - (event.currentTarget as SVGSVGElement).getBoundingClientRect().left;
  }

  /** With Ctrl, which is also what a pinch on a trackpad sends, or sideways; else the page scrolls. */
  private wheeled(event: WheelEvent): void {
    const { board } = this;
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (!board || !(event.ctrlKey || event.metaKey || sideways)) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey)
      this.zoom(event.deltaY < 0 ? ZOOM : 1 / ZOOM, board.lambdaAt(this.local(event)));
    else this.look(pannedRange(board.range, event.deltaX / (board.right - board.left)));
  }

  private keyed(event: KeyboardEvent): void {
    const { board } = this;
    if (!board || event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowLeft') this.look(pannedRange(board.range, -PAN));
    else if (event.key === 'ArrowRight') this.look(pannedRange(board.range, PAN));
    else if (event.key === '+' || event.key === '=') this.zoom(ZOOM);
    else if (event.key === '-') this.zoom(1 / ZOOM);
    else if (event.key === '0') this.look(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Scales the axis about a place, else about its middle; null shows everything again. */
  zoom(factor: number | null, about?: number): void {
    const { board } = this;
    if (!board) return;
    const [low, high] = board.range;
    this.look(factor === null ? null : zoomedRange(board.range, factor, about ?? (low + high) / 2));
  }

  private look(range: Range | null): void {
    this.wish({ kind: 'beside', beside: { lambda: range ? [range[0], range[1]] : null } });
  }

  private nudge(event: KeyboardEvent, i: number, bound: number): void {
    const { board } = this;
    const direction = NUDGES[event.key];
    if (!board || direction === undefined) return;
    const [low, high] = board.range;
    const size = Math.abs(direction) * STEP * (event.shiftKey ? FINE : 1) * (high - low);
    const from = this.aim?.optimizer === i ? this.aim.bound : bound;
    const to = direction < 0 && from <= size ? from / 2 : from + Math.sign(direction) * size;
    this.aim = { optimizer: i, bound: to };
    this.moveBound(i, to, size * FINE);
    event.preventDefault();
    event.stopPropagation();
  }

  private moveBound(optimizer: number, bound: number, grain?: number): void {
    const { board } = this;
    if (!board) return;
    const pixel = (board.range[1] - board.range[0]) / (board.right - board.left);
    const to = Math.max(bound, pixel / 2);
    this.wish({ kind: 'move-bound', optimizer, bound: to, grain: grain ?? pixel });
  }
}

const BOARD_IS_OF = new Set<PropertyKey>(['curves', 'width', 'formulas', 'fingers']);

const NUDGES: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: COARSE,
  PageDown: -COARSE,
};

declare global {
  interface HTMLElementTagNameMap {
    'es-equalizer': EsEqualizer;
  }
}
