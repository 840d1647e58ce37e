import { html, nothing, type PropertyValues, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { drawAxes } from '../plot/axes';
import { paint, type Redrawing } from '../plot/canvas';
import { overGround, PALETTES, type Theme } from '../plot/colour';
import type { Contours } from '../plot/contours';
import { drawField } from '../plot/field';
import type { Forbidden } from '../plot/forbidden';
import {
  contains,
  type Frame,
  fitFrame,
  heightFor,
  panned,
  roundToPixel,
  zoomed,
} from '../plot/frame';
import { drawSample, type Spot } from '../plot/glyphs';
import { ARROWS, type Fingers, middle, type Pinch, pinched, windowForKey } from '../plot/hands';
import { drawHatch } from '../plot/hatch';
import { type End, type Label, LINE_HEIGHT, placeLabels } from '../plot/labels';
import type { Layer } from '../plot/layer';
import { drawPaths, type Path } from '../plot/paths';
import type { Pixel } from '../plot/region';
import { meanX, pointAt } from '../plot/trail';
import type { Start, Window } from '../state/experiment';
import type { ShownPoint } from '../state/points';
import { number } from '../words/numbers';
import { type Pointing, pointMarks } from './map-points';
import { PageElement, uniqueId } from './page-element';
import { firstInTurn, turns } from './turns';

/** A run as the map shows it. */
export interface MapRun extends Path {
  readonly name: string;
  readonly mark: string;
  readonly optimizer: number;
}

/** The forbidden region as the map shows it. */
export interface MapHatch {
  readonly forbidden: Forbidden;
  readonly colour: string;
}

/** What is shown of one critical point: all of it in a card, and its Hessian on the map. */
export interface Revealed {
  readonly card: unknown;
  ellipse(frame: Frame): unknown;
}

/** What lies under the isolines in the ramp's place, and what it says of a point. */
export interface MapGround {
  /** Draws it into a canvas, which is laid over the plane. */
  draw(canvas: HTMLCanvasElement, frame: Frame): void;
  /** The start that a point of the plane stands for; null where there is none. */
  start(x: number, y: number): Start | null;
  /** Names of points, and a pointer for keys: where it is, in the plane, and what it asks for. */
  overlay(
    frame: Frame,
    pointer: {
      readonly at: Start | null;
      /** In pixels; null when it loses the focus. */
      move(to: readonly [number, number] | null): void;
      run(at: Start): void;
    },
  ): unknown;
  /** Where a pixel leads, beside it. */
  tip(frame: Frame, at: readonly [number, number]): unknown;
}

/** Hands for a map that is not of a function of x and y: nothing starts on it, and its window is its own. */
export interface MapHands {
  /** What keys do, in words. */
  readonly hint: string;
  /** Another window is asked for; undefined for the home one. */
  look(window: Window | undefined): void;
  /** Where the pointer is in the plane; null when it left. */
  hover(at: readonly [number, number] | null): void;
}

/** A pointer held down, on a start, a point or the plane, and the frame it was pressed in. */
interface Press {
  readonly start: number | null;
  readonly point: SVGGElement | null;
  readonly x: number;
  readonly y: number;
  readonly frame: Frame;
  moved: boolean;
}

/** Pointer travel below this is a click, in pixels. */
const CLICK = 4;
/** Words beneath may squeeze the map, but not below this, nor below this part of what is seen. */
const LEAST_HEIGHT = 448;
const LEAST_SHARE = 0.6;
/** How much one notch of the wheel zooms, as a logarithm. */
const WHEEL = 0.15;
/** A window asked for longer ago than this is there or was refused, in milliseconds. */
const ON_ITS_WAY = 300;
/** Half the touch target of a start. */
const HIT = 22;

const HINT =
  'Enter sets a start in the middle; Shift and the arrow keys move the window, plus and minus zoom, 0 shows the function’s own window. A focused start moves with the arrow keys, with Shift in finer steps; Enter adds another beside it, Delete removes it. On a critical point the arrow keys go to the next one, and Escape closes its card.';

/** The map: contours, trajectories, and starts that can be set, dragged, and moved by keys. */
@customElement('es-map')
export class EsMap extends PageElement {
  @property({ attribute: false }) window: Window = [-1, 1, -1, 1];
  @property({ attribute: false }) contours: Contours | null = null;
  @property({ attribute: false }) runs: readonly MapRun[] = [];
  /** Drawn beneath the trajectories. */
  @property({ attribute: false }) layers: readonly Layer[] = [];
  @property({ attribute: false }) starts: readonly Start[] = [];
  @property({ attribute: false }) points: readonly ShownPoint[] = [];
  /** Points of a continuum of critical points. */
  @property({ attribute: false }) sample: readonly (readonly [number, number])[] = [];
  @property({ attribute: false }) hatch: MapHatch | null = null;
  /** The critical point that is meant, here or in the table, and what there is to show of it. */
  @property({ attribute: false }) pointed: number | null = null;
  @property({ attribute: false }) revealed: Revealed | null = null;
  @property({ attribute: false }) theme: Theme = 'light';
  @property({ attribute: false }) name = '';
  /** Names appear once the runs have ended. */
  @property({ attribute: false }) showEnds = false;
  /** Lies under the isolines instead of the ramp. */
  @property({ attribute: false }) ground: MapGround | null = null;
  @property({ attribute: false }) hands: MapHands | null = null;
  /** Said after what the map's own keys do. */
  @property({ attribute: false }) more = '';
  /** Id of the element that says in words what is shown. */
  @property({ attribute: false }) describedBy = '';

  @state() private frame: Frame | null = null;
  /** Where the pointer is over a ground, in pixels. */
  @state() private hovered: readonly [number, number] | null = null;
  /** Where the keys' pointer is over a ground; the middle until it is moved. */
  @state() private cursor: Start | null = null;

  private readonly hint = uniqueId('map-hint');
  private readonly resizing = new ResizeObserver(() => this.measure());
  private press: Press | null = null;
  private pinch: Pinch | null = null;
  /** The window asked for last, which may still be on its way through the engine. */
  private asked: { readonly window: Window; readonly at: number } | null = null;
  private focusNext: number | null = null;
  /** What layers are waiting to show, by name. */
  private readonly undrawn = new Map<string, () => void>();

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.resizing.observe(this);
  }

  /** Not before: to be measured for the first time in an observer's own round would start another one. */
  protected override firstUpdated(): void {
    if (this.isConnected) this.resizing.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizing.disconnect();
  }

  /** It has its place already, and comes with much else. */
  protected override scheduleUpdate(): void | Promise<void> {
    return firstInTurn(this, () => void super.scheduleUpdate());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Measuring makes the browser lay out the page at once: not for a window that is the same one.
    const before = changed.get('window');
    if (changed.has('window') && String(before) !== String(this.window)) this.measure();
  }

  /** As tall as the width asks for, or as the page lets it be. */
  private measure(): void {
    const width = this.clientWidth;
    if (width === 0) return;
    const wanted = heightFor(this.window, width);
    this.style.blockSize = `${wanted}px`;
    const stage = this.closest<HTMLElement>('.stage')?.clientHeight ?? 0;
    const least = Math.max(LEAST_HEIGHT, LEAST_SHARE * stage);
    this.style.minBlockSize = `${Math.min(wanted, least)}px`;
    const frame = fitFrame(this.window, { width, height: this.clientHeight });
    const old = this.frame;
    const same =
      old !== null &&
      old.width === frame.width &&
      old.height === frame.height &&
      String(old.window) === String(frame.window);
    if (same) return;
    this.frame = frame;
    if (this.hands) return;
    this.wish({
      kind: 'map-room',
      room: [frame.right - frame.left, frame.bottom - frame.top],
    });
    this.closest<HTMLElement>('.stage')?.style.setProperty('--picture', `${frame.width}px`);
  }

  protected override render(): unknown {
    const { frame } = this;
    return html`
      <div class="map">
        ${this.ground ? html`<canvas class="ground" aria-hidden="true"></canvas>` : nothing}
        <canvas class="field" aria-hidden="true"></canvas>
        <canvas class="hatch" aria-hidden="true"></canvas>
        <canvas class="paths" aria-hidden="true"></canvas>
        ${frame ? this.overlay(frame) : nothing}
        ${this.revealed ? html`<div class="card" role="note">${this.revealed.card}</div>` : nothing}
      </div>
      <p class="visually-hidden" id=${this.hint}>
        ${this.hands?.hint ?? HINT} ${this.more}
      </p>
    `;
  }

  private overlay(frame: Frame): unknown {
    return html`
      <svg
        class="overlay"
        width=${frame.width}
        height=${frame.height}
        tabindex="0"
        role="group"
        aria-label=${this.name}
        aria-describedby="${this.describedBy} ${this.hint}"
        @pointerdown=${this.pressed}
        @pointermove=${this.dragged}
        @pointerup=${this.released}
        @pointerleave=${() => {
          this.hovered = null;
          this.hands?.hover(null);
        }}
        @wheel=${this.wheeled}
        @keydown=${this.keyedOnPlane}
        @touchstart=${{ handleEvent: this.touched, passive: false }}
        @touchmove=${{ handleEvent: this.touched, passive: false }}
        @touchend=${this.touched}
        @touchcancel=${this.touched}
        @pointercancel=${() => {
          this.press = null;
        }}
      >
        <g class="axis x-axis"></g>
        <g class="axis y-axis"></g>
        <rect
          class="plane"
          x=${frame.left}
          y=${frame.top}
          width=${frame.right - frame.left}
          height=${frame.bottom - frame.top}
        />
        <text class="axis-name" x=${frame.right + 11} y=${frame.bottom + 4} text-anchor="middle">x</text>
        <text class="axis-name" x=${frame.left} y=${frame.top - 7} text-anchor="middle">y</text>
        ${this.ground?.overlay(frame, {
          at: this.cursor && contains(frame, ...this.cursor) ? this.cursor : null,
          move: (to) => this.movePointer(frame, to),
          run: (at) => this.addStart(frame, at),
        })}
        ${guard([this.points, frame, this.pointed], () => this.critical(frame))}
        ${this.revealed?.ellipse(frame)}
        ${this.labels(frame).map(labelGroup)} ${this.starts.map((start, i) => this.start(frame, start, i))}
        ${this.hovered && !this.revealed ? this.ground?.tip(frame, this.hovered) : nothing}
      </svg>
    `;
  }

  private critical(frame: Frame): unknown {
    return pointMarks(
      this.points,
      frame,
      this.pointed,
      (pointing) => this.point(pointing),
      (event, spots, at) => this.pointKeyed(event, spots, at),
    );
  }

  private point(pointing: Pointing): void {
    this.dispatchEvent(new CustomEvent<Pointing>('point', { detail: pointing, bubbles: true }));
  }

  /** Right and down lead to the next point by x, left and up to the one before; Enter shows its card again. */
  private pointKeyed(event: KeyboardEvent, spots: readonly Spot[], at: number): void {
    const arrow = ARROWS[event.key];
    const again = event.key === 'Enter' || event.key === ' ';
    if (!arrow && !again) return;
    const step = arrow ? arrow[0] + arrow[1] : 0;
    const next = spots[(at + step + spots.length) % spots.length];
    if (next && again) this.point({ index: next.index, passing: false });
    if (next) this.querySelector<SVGGElement>(`.point[data-point="${next.index}"]`)?.focus();
    event.preventDefault();
    event.stopPropagation();
  }

  private labels(frame: Frame): Label[] {
    if (!this.showEnds) return [];
    const ends = this.runs.flatMap((run): End[] => {
      const at = run.faded ? null : pointAt(run.trail, run.step);
      if (!at) return [];
      const { name, colour, mark } = run;
      const cameFrom = frame.x(meanX(run.trail));
      return [{ x: frame.x(at[0]), y: frame.y(at[1]), name, colour, mark, cameFrom }];
    });
    return placeLabels(ends, frame);
  }

  /** Where a ground's pointer is moved to by keys, in pixels; null lets go of it. */
  private movePointer(frame: Frame, to: readonly [number, number] | null): void {
    this.hovered = to;
    if (to) this.cursor = frame.invert(...to);
  }

  /** A start under a pixel; over a ground, the one that its pixel stands for. */
  private addStart(frame: Frame, [x, y]: readonly [number, number]): void {
    const at = this.ground?.start(x, y) ?? roundToPixel(frame, [x, y]);
    this.wish({ kind: 'add-start', at });
  }

  private start(frame: Frame, [x, y]: Start, i: number): unknown {
    const inside = contains(frame, x, y);
    const px = Math.min(frame.right, Math.max(frame.left, frame.x(x)));
    const py = Math.min(frame.bottom, Math.max(frame.top, frame.y(y)));
    const towards = (Math.atan2(frame.y(y) - py, frame.x(x) - px) * 180) / Math.PI;
    const where = `x ${number(x)}, y ${number(y)}`;
    return svg`
      <g
        class="start"
        data-start=${i}
        transform="translate(${px},${py})"
        tabindex="0"
        role="button"
        aria-roledescription="start, movable"
        aria-label="start ${i + 1} of ${this.starts.length}: ${where}${inside ? '' : ', outside the window'}"
        aria-describedby=${this.hint}
        @keydown=${(event: KeyboardEvent) => this.keyed(event, i)}
      >
        <circle class="hit" r=${HIT} />
        <circle class="focus-ring" r="13" />
        ${
          inside
            ? svg`<circle class="ring" r="6.5" />`
            : svg`<path class="ring" d="M-9,-6 L3,0 L-9,6 Z" transform="rotate(${towards})" />`
        }
      </g>
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { frame } = this;
    if (!frame) return;
    const reframed = (changed as Map<PropertyKey, unknown>).has('frame');
    const palette = PALETTES[this.theme];
    if (reframed) {
      const [x, y] = [
        this.querySelector<SVGGElement>('.x-axis'),
        this.querySelector<SVGGElement>('.y-axis'),
      ];
      if (x && y) drawAxes(x, y, frame);
    }
    const redrawn = (...names: (keyof EsMap)[]): boolean =>
      reframed || changed.has('theme') || names.some((name) => changed.has(name));
    // Each layer keeps the values it was drawn of, to be drawn of them again for a file.
    const { contours, ground, hatch, sample, layers, runs, points } = this;
    // From map to map only the ground is another: the lines over it stay.
    const grounded = changed.has('ground') && !changed.get('ground') !== !ground;
    if (grounded || redrawn('contours'))
      this.layer('field', frame, (context) => {
        if (contours) drawField(context, contours, frame, ground ? overGround(palette) : palette);
      });
    const under = this.querySelector<HTMLCanvasElement>('canvas.ground');
    if (under && (reframed || changed.has('ground'))) ground?.draw(under, frame);
    if (redrawn('hatch', 'sample'))
      this.layer('hatch', frame, (context) => {
        drawSample(context, sample, frame, palette.ink);
        if (hatch) drawHatch(context, hatch.forbidden, frame, hatch.colour);
      });
    if (redrawn('runs', 'points', 'layers'))
      this.layer('paths', frame, (context) => {
        const marks = points.map(({ point: { x } }): Pixel => [frame.x(x[0]), frame.y(x[1])]);
        for (const layer of layers) layer(context, frame);
        drawPaths(context, runs, frame, palette.halo, marks);
      });
    const card = this.querySelector<HTMLElement>('.card');
    const shown = this.pointed === null ? undefined : this.points[this.pointed];
    if (card && shown) placeCard(card, frame, this.clientWidth, shown.point.x);
    if (this.focusNext !== null) {
      this.querySelector<SVGGElement>(`.start[data-start="${this.focusNext}"]`)?.focus();
      this.focusNext = null;
    }
  }

  /** Draws a layer of the map, in the frame's size, as soon as it is its turn. */
  private layer(name: string, frame: Frame, draw: Redrawing['draw']): void {
    const waits = this.undrawn.has(name);
    this.undrawn.set(name, () => {
      const canvas = this.querySelector<HTMLCanvasElement>(`canvas.${name}`);
      if (canvas) paint(canvas, frame, draw);
    });
    if (waits) return;
    void turns.take(() => {
      const latest = this.undrawn.get(name);
      this.undrawn.delete(name);
      latest?.();
    });
  }

  private local(event: PointerEvent): [number, number] {
    const box = (event.currentTarget as SVGElement).getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  private pressed(event: PointerEvent): void {
    if (event.button !== 0 || !this.frame) return;
    const [x, y] = this.local(event);
    const grabbed = (event.target as Element).closest<SVGGElement>('.start');
    const start = grabbed ? Number(grabbed.dataset['start']) : null;
    const point = (event.target as Element).closest<SVGGElement>('.point');
    const onPlane = (event.target as Element).classList.contains('plane');
    if (start === null && point === null && !onPlane) return;
    this.press = { start, point, x, y, frame: this.frame, moved: false };
    (event.currentTarget as SVGElement).setPointerCapture(event.pointerId);
    if (start !== null) {
      grabbed?.focus();
      event.preventDefault();
    }
  }

  private dragged(event: PointerEvent): void {
    const { press, frame } = this;
    if (this.hands && frame && !press) this.hands.hover(frame.invert(...this.local(event)));
    if (this.ground) this.hovered = press ? null : this.local(event);
    if (!press || !frame) return;
    const [x, y] = this.local(event);
    if (Math.hypot(x - press.x, y - press.y) > CLICK) press.moved = true;
    if (!press.moved) return;
    if (press.start === null) {
      // One finger scrolls the page; two hold the map.
      if (event.pointerType !== 'touch') this.look(panned(press.frame, x - press.x, y - press.y));
    } else {
      const to = roundToPixel(frame, frame.invert(x, y));
      this.wish({ kind: 'move-start', start: press.start, to });
    }
  }

  private released(event: PointerEvent): void {
    const { press, frame } = this;
    this.press = null;
    if (!press || !frame || press.start !== null || press.moved) return;
    if (press.point) {
      press.point.focus();
      return;
    }
    const [x, y] = this.local(event);
    if (this.hands) {
      // A finger has no place before it comes down.
      this.hands.hover(frame.invert(x, y));
      return;
    }
    this.focusNext = this.starts.length;
    this.addStart(frame, frame.invert(x, y));
  }

  /** Ctrl and the wheel, which is also what a pinch on a trackpad sends; the wheel alone scrolls the page. */
  private wheeled(event: WheelEvent): void {
    if (!this.frame || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    const box = (event.currentTarget as SVGElement).getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    this.look(zoomed(this.aim(this.frame), Math.exp(Math.sign(event.deltaY) * WHEEL), x, y));
  }

  /** Two fingers pinch and move the map; with one of them lifted nothing is held any more. */
  private readonly touched = (event: TouchEvent): void => {
    const [one, two, ...more] = [...event.touches];
    if (!this.frame || !one || !two || more.length > 0) {
      this.pinch = null;
      return;
    }
    // Before the page has begun to scroll it can be asked not to.
    if (event.cancelable) event.preventDefault();
    this.press = null;
    const box = (event.currentTarget as SVGElement).getBoundingClientRect();
    const at = ({ clientX, clientY }: Touch) => [clientX - box.left, clientY - box.top] as const;
    const fingers: Fingers = [at(one), at(two)];
    if (event.type === 'touchstart' || !this.pinch) this.pinch = { frame: this.frame, fingers };
    else this.look(pinched(this.pinch, fingers));
  };

  /** Scales the window about the middle; null shows the function's own window again. */
  zoom(factor: number | null): void {
    if (!this.frame) return;
    const aim = this.aim(this.frame);
    this.look(factor === null ? undefined : zoomed(aim, factor, ...middle(aim)));
  }

  /** Keys on the map itself: the window, and a start in its middle. */
  private keyedOnPlane(event: KeyboardEvent): void {
    const { frame } = this;
    if (!frame || event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return;
    const window = windowForKey(this.aim(frame), event);
    if (window !== null) this.look(window);
    else if (event.key === 'Enter' && this.hands) this.hands.hover(frame.invert(...middle(frame)));
    else if (event.key === 'Enter') {
      this.focusNext = this.starts.length;
      this.wish({ kind: 'add-start', at: roundToPixel(frame, frame.invert(...middle(frame))) });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** What the next step builds upon: hands are faster than the engine, and no step must be lost. */
  private aim(frame: Frame): Frame {
    const fresh = this.asked && performance.now() - this.asked.at < ON_ITS_WAY;
    return this.asked && fresh ? fitFrame(this.asked.window, frame) : frame;
  }

  private look(window: Window | undefined): void {
    this.asked = window ? { window, at: performance.now() } : null;
    if (this.hands) {
      this.hands.look(window);
      return;
    }
    this.wish({
      kind: 'edit',
      patches: [{ path: ['window'], value: window }],
      field: 'window',
      text: '',
    });
  }

  private keyed(event: KeyboardEvent, i: number): void {
    const { frame } = this;
    const start = this.starts[i];
    const arrow = ARROWS[event.key];
    if (!frame || !start) return;
    if (arrow) {
      const pixels = event.shiftKey ? 1 : 8;
      const [px, py] = [
        frame.x(start[0]) + arrow[0] * pixels,
        frame.y(start[1]) + arrow[1] * pixels,
      ];
      this.wish({ kind: 'move-start', start: i, to: roundToPixel(frame, frame.invert(px, py)) });
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      this.focusNext = Math.max(0, i - 1);
      this.wish({ kind: 'remove-start', start: i });
    } else if (event.key === 'Enter') {
      this.focusNext = this.starts.length;
      const beside = frame.invert(frame.x(start[0]) + 24, frame.y(start[1]) - 24);
      this.wish({ kind: 'add-start', at: roundToPixel(frame, beside) });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** Pixels from a point to its card: the ellipse stays in sight. */
const CARD_AWAY = 44;

/** A card wider than this share of the map would hide the runs it explains. */
const CARD_SHARE = 0.45;

/** Beside the point where the map is wide enough, else below the map. */
function placeCard(
  card: HTMLElement,
  frame: Frame,
  room: number,
  [x, y]: readonly [number, number],
): void {
  const { offsetWidth: width, offsetHeight: height } = card;
  const [px, py] = [frame.x(x), frame.y(y)];
  const fitsRight = px + CARD_AWAY + width <= room;
  const fits = fitsRight || px - CARD_AWAY - width >= 0;
  const below = !fits || width > CARD_SHARE * frame.width;
  const left = fitsRight ? px + CARD_AWAY : px - CARD_AWAY - width;
  const wanted = below ? px - width / 2 : left;
  card.style.left = `${Math.max(0, Math.min(room - width, wanted))}px`;
  card.style.top = below
    ? '100%'
    : `${Math.max(0, Math.min(frame.height - height, py - height / 2))}px`;
}

const labelGroup = ({ x, y, anchor, lines }: Label): unknown => svg`
  <g class="label" text-anchor=${anchor} aria-hidden="true">
    ${lines.map(
      ({ name, colour, mark }, i) => svg`
        <text x=${x} y=${y + i * LINE_HEIGHT} fill=${colour}>${mark} ${name}</text>`,
    )}
  </g>`;

declare global {
  interface HTMLElementTagNameMap {
    'es-map': EsMap;
  }
}
