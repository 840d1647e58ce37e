import '../styles/charts.css';
import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ChartStack } from '../plot/series';
import { endsAlong } from '../state/ends-along';
import { type Look, lastStep, shownStep } from '../state/select';
import type { State } from '../state/state';
import { number } from '../words/numbers';
import { PageElement } from './page-element';

/** Both ends of each run's spectrum along its steps, with the scrubber's step as the cursor. */
@customElement('es-ends-along')
export class EsEndsAlong extends PageElement {
  @property({ attribute: false }) state!: State;
  @property({ attribute: false }) looks: readonly Look[] = [];

  private drawn: ChartStack | null = null;
  private from: readonly unknown[] = [];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.drawn?.destroy();
    this.drawn = null;
    this.from = [];
  }

  protected override render(): unknown {
    const words = this.looks.map(({ name }, i) => {
      const row = this.state.training.runs[i]?.history.at(-1);
      return `${name}: from ${number(row?.lambda_min)} to ${number(row?.lambda_max)}`;
    });
    return html`<div class="plots" role="img"
      aria-label="Smallest and largest eigenvalue of H over the steps. At the last one ${words.join('; ')}"></div>`;
  }

  protected override updated(): void {
    const { experiment, catalogue, facts, training, theme } = this.state;
    const root = this.querySelector<HTMLElement>('.plots');
    if (!root || !experiment || !catalogue) return;
    const { spec, beside } = experiment;
    const from = [spec, facts, training.runs, theme, beside.select];
    if (!this.drawn || from.some((part, i) => part !== this.from[i])) {
      this.from = from;
      const filters = facts?.filters ?? [];
      const { runs } = training;
      const source = { spec, catalogue, filters, runs, looks: this.looks, select: beside.select };
      const stack = endsAlong(source);
      const scrubbed = (step: number): void => this.wish({ kind: 'scrub', step });
      if (this.drawn) this.drawn.update(stack, theme);
      else this.drawn = new ChartStack(root, stack, theme, { scrubbed });
    }
    this.drawn.point(Math.floor(Math.min(shownStep(this.state), lastStep(this.state))));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'es-ends-along': EsEndsAlong;
  }
}
