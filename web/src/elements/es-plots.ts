import '../styles/charts.css';
import { nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Stack } from '../plot/chart';
import type { Theme } from '../plot/colour';
import { ChartStack } from '../plot/series';
import { PageElement } from './page-element';

/** Charts stacked on one x axis, with one cursor through all, which asks to be moved. */
@customElement('es-plots')
export class EsPlots extends PageElement {
  /** A new stack is new values; null while there are none. */
  @property({ attribute: false }) stack: Stack | null = null;
  @property({ attribute: false }) theme: Theme = 'light';
  /** Where the cursor stands on the x axis. */
  @property({ attribute: false }) at = 0;
  /** Where its dots stand on each run, as indices of the stack's steps; at the cursor, if empty. */
  @property({ attribute: false }) places: readonly number[] = NOWHERE;
  /** Told where the cursor is asked to go. */
  @property({ attribute: false }) scrubbed: (x: number) => void = () => {};

  private drawn: ChartStack | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.drawn?.destroy();
    this.drawn = null;
  }

  protected override render(): unknown {
    return nothing;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { stack, theme } = this;
    if (!stack || !this.isConnected) return;
    if (!this.drawn)
      this.drawn = new ChartStack(this, stack, theme, { scrubbed: (x) => this.scrubbed(x) });
    else if (changed.has('stack') || changed.has('theme')) this.drawn.update(stack, theme);
    this.drawn.point(this.at, this.places);
  }
}

const NOWHERE: readonly number[] = [];

declare global {
  interface HTMLElementTagNameMap {
    'es-plots': EsPlots;
  }
}
