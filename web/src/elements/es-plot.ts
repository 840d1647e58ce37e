import { html, type PropertyValues, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { drawAxes } from '../plot/axes';
import { paint } from '../plot/canvas';
import { type Frame, fitFrame, heightFor } from '../plot/frame';
import type { Layer } from '../plot/layer';
import type { Window } from '../state/experiment';
import type { Look } from '../state/select';
import { PageElement } from './page-element';

/** A picture of a window of the plane with its axes, as wide as its place. Nothing in it moves. */
@customElement('es-plot')
export class EsPlot extends PageElement {
  @property({ attribute: false }) window: Window = [-1, 1, -1, 1];
  /** Width over height; as the window's if not given. */
  @property({ attribute: false }) aspect: number | undefined;
  /** Names of x and y. */
  @property({ attribute: false }) axes: readonly [string, string] = ['x', 'y'];
  /** Whose picture it is, in their hues. */
  @property({ attribute: false }) labels: readonly Pick<Look, 'name' | 'colour'>[] = [];
  /** What it shows, in words. */
  @property({ attribute: false }) name = '';
  /** A new function is a new picture. */
  @property({ attribute: false }) draw: Layer = () => {};

  @state() private frame: Frame | null = null;

  private readonly resizing = new ResizeObserver(() => this.measure());

  override connectedCallback(): void {
    super.connectedCallback();
    this.resizing.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizing.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('window') || changed.has('aspect')) this.measure();
  }

  private measure(): void {
    const width = this.clientWidth;
    if (width === 0) return;
    const height = heightFor(this.window, width, this.aspect);
    this.style.blockSize = `${height}px`;
    const { frame, window } = this;
    if (
      frame?.height === height &&
      frame.width === width &&
      String(frame.window) === String(window)
    )
      return;
    this.frame = fitFrame(window, { width, height }, this.aspect);
  }

  protected override render(): unknown {
    const { frame } = this;
    return html`
      <div class="map">
        <canvas aria-hidden="true"></canvas>
        <svg class="overlay" role="img" aria-label=${this.name} width=${frame?.width ?? 0} height=${frame?.height ?? 0}>
          <g class="axis x-axis"></g>
          <g class="axis y-axis"></g>
          ${frame ? this.names(frame) : ''}
        </svg>
      </div>
    `;
  }

  private names({ left, top, right, bottom }: Frame): unknown {
    const [x, y] = this.axes;
    return svg`
      <text class="axis-name" x=${right} y=${bottom - 6} text-anchor="end">${x}</text>
      <text class="axis-name" x=${left} y=${top - 6} text-anchor="start">${y}</text>
      <text class="plot-label" x=${right} y=${top - 6} text-anchor="end">${this.labels.map(
        ({ name, colour }, i) => svg`<tspan dx=${i === 0 ? 0 : 12} fill=${colour}>${name}</tspan>`,
      )}</text>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { frame } = this;
    const canvas = this.querySelector('canvas');
    if (!frame || !canvas) return;
    if ((changed as Map<PropertyKey, unknown>).has('frame')) {
      const [x, y] = [
        this.querySelector<SVGGElement>('.x-axis'),
        this.querySelector<SVGGElement>('.y-axis'),
      ];
      if (x && y) drawAxes(x, y, frame);
    }
    paint(canvas, frame, (context) => this.draw(context, frame));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'es-plot': EsPlot;
  }
}
