import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Stack } from '../plot/chart';
import { endsAlong } from '../state/ends-along';
import { type Look, wholeStep } from '../state/select';
import type { State } from '../state/state';
import { number } from '../words/numbers';
import './es-plots';
import { PageElement } from './page-element';

/** Both ends of each run's spectrum along its steps, with the scrubber's step as the cursor. */
@customElement('es-ends-along')
export class EsEndsAlong extends PageElement {
  @property({ attribute: false }) state!: State;
  @property({ attribute: false }) looks: readonly Look[] = [];

  private stack: Stack | null = null;
  private from: readonly unknown[] = [];

  protected override willUpdate(): void {
    const { experiment, catalogue, facts, training, theme } = this.state;
    if (!experiment || !catalogue) return;
    const { spec, beside } = experiment;
    const from = [spec, facts, training.runs, theme, beside.select];
    if (from.every((part, i) => part === this.from[i])) return;
    this.from = from;
    const filters = facts?.filters ?? [];
    const { runs } = training;
    const { looks } = this;
    this.stack = endsAlong({ spec, catalogue, filters, runs, looks, select: beside.select });
  }

  protected override render(): unknown {
    const words = this.looks.map(({ name }, i) => {
      const row = this.state.training.runs[i]?.history.at(-1);
      return `${name}: from ${number(row?.lambda_min)} to ${number(row?.lambda_max)}`;
    });
    return html`<es-plots class="plots" role="img"
      aria-label="Smallest and largest eigenvalue of H over the steps. At the last one ${words.join('; ')}"
      .stack=${this.stack}
      .theme=${this.state.theme}
      .at=${wholeStep(this.state)}
      .scrubbed=${this.scrubbed}
    ></es-plots>`;
  }

  private readonly scrubbed = (step: number): void => this.wish({ kind: 'scrub', step });
}

declare global {
  interface HTMLElementTagNameMap {
    'es-ends-along': EsEndsAlong;
  }
}
