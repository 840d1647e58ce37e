import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { type Look, wholeStep } from '../state/select';
import type { State } from '../state/state';
import {
  type ChartChoices,
  isPreconditioned,
  PLAIN_CHARTS,
  rowAt,
  TrainingCharts,
} from '../state/training-charts';
import { count, number, percent } from '../words/numbers';
import { axisChoice } from './axis-choice';
import './es-plots';
import { PageElement } from './page-element';
import { swatch } from './swatch';

/** The charts of a training, with the scrubber's step as their cursor, and the numbers there. */
@customElement('es-charts')
export class EsCharts extends PageElement {
  @property({ attribute: false }) state!: State;
  @property({ attribute: false }) looks: readonly Look[] = [];
  @property({ attribute: false }) describedBy = '';

  @state() private choices: ChartChoices = PLAIN_CHARTS;

  private charts: TrainingCharts | null = null;
  private from: readonly unknown[] = [];

  private get step(): number {
    return wholeStep(this.state);
  }

  protected override willUpdate(): void {
    const { experiment, catalogue, facts, training, theme } = this.state;
    if (!experiment || !catalogue) return;
    const { spec, beside } = experiment;
    const from = [spec, facts, training.runs, theme, beside.select, this.choices];
    if (from.every((part, i) => part === this.from[i])) return;
    this.from = from;
    const { runs } = training;
    const { looks } = this;
    const filters = facts?.filters ?? [];
    const source = { spec, catalogue, filters, runs, looks, select: beside.select };
    this.charts = new TrainingCharts(source, this.choices);
  }

  protected override render(): unknown {
    return html`
      <div class="chart-choices" role="group" aria-label="axes">
        ${axisChoice(this.choices.axis, (axis) => this.choose({ axis }))}
        ${this.box('logAxis', 'log axis')}
        ${this.box('logEigenvalues', 'log eigenvalues')}
      </div>
      <es-plots
        class="plots"
        role="img"
        aria-label=${this.words()}
        aria-describedby=${this.describedBy}
        .stack=${this.charts?.stack ?? null}
        .theme=${this.state.theme}
        .at=${this.charts?.cursor(this.step) ?? 0}
        .places=${this.charts?.placesAt(this.step) ?? []}
        .scrubbed=${this.scrubbed}
      ></es-plots>
      ${this.table()}
    `;
  }

  private box(name: 'logAxis' | 'logEigenvalues', label: string): unknown {
    return html`<label><input type="checkbox" .checked=${this.choices[name]}
      @change=${(event: Event) => this.choose({ [name]: (event.target as HTMLInputElement).checked })}
    />${label}</label>`;
  }

  private choose(change: Partial<ChartChoices>): void {
    this.choices = { ...this.choices, ...change };
  }

  private table(): unknown {
    const { experiment, catalogue, facts, training } = this.state;
    if (!experiment || !catalogue) return nothing;
    const { spec, beside } = experiment;
    const rows = this.looks.map((_, i) => rowAt(training.runs[i]?.history ?? [], beside.at));
    const accuracy = rows.some((row) => (row?.train_accuracy ?? null) !== null);
    const adaptive = this.looks.map((_, i) => isPreconditioned(spec, catalogue, i));
    const some = adaptive.includes(true);
    return html`
      <div class="scroll legend" tabindex="0" role="region" aria-label="numbers of the charts"><table>
        <thead>
          <tr>
            <th scope="col">${beside.at === null ? 'now' : html`at step <b>${count(this.step)}</b>`}</th>
            <th scope="col" class="n">λ max</th>
            ${some ? html`<th scope="col" class="n">μ max</th>` : nothing}
            <th scope="col" class="n">bound</th>
            <th scope="col" class="n">αp(λ)/c</th>
            <th scope="col" class="n">loss</th>
            <th scope="col" class="n">‖∇f‖</th>
            ${accuracy ? html`<th scope="col" class="n">accuracy</th><th scope="col" class="n">on test</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${this.looks.map((look, i) => {
            const row = rows[i];
            const bound = number(facts?.filters[i]?.bound);
            return html`<tr>
              <th scope="row">${swatch(look)} <b>${look.name}</b>${
                row && row.step !== this.step
                  ? html` <span class="soft" title="measured at this step, the last one before">at ${count(row.step)}</span>`
                  : nothing
              }</th>
              <td class="n" data-name="λ max">${number(row?.lambda_max)}</td>
              ${some ? html`<td class="n" data-name="μ max">${number(row?.preconditioned_lambda_max)}</td>` : nothing}
              <td class="n" data-name="bound">${adaptive[i] ? `μ ≤ ${bound}` : bound}</td>
              <td class="n" data-name="αp(λ)/c">${number(row?.ratio, 3)}</td>
              <td class="n" data-name="loss">${number(row?.loss)}</td>
              <td class="n" data-name="‖∇f‖">${number(row?.grad_norm, 3)}</td>
              ${
                accuracy
                  ? html`<td class="n" data-name="accuracy">${percent(row?.train_accuracy)}</td>
                      <td class="n" data-name="on test">${percent(row?.test_accuracy)}</td>`
                  : nothing
              }
            </tr>`;
          })}
        </tbody>
      </table></div>
    `;
  }

  private readonly scrubbed = (x: number): void =>
    this.wish({ kind: 'scrub', step: this.charts?.stepAt(x) ?? 0 });

  private words(): string {
    const { training, facts } = this.state;
    const lines = this.looks.map((look, i) => {
      const row = rowAt(training.runs[i]?.history ?? [], null);
      return `${look.name}: largest eigenvalue ${number(row?.lambda_max)}, bound ${number(facts?.filters[i]?.bound)}, loss ${number(row?.loss)}`;
    });
    return `Charts over the ${this.choices.axis === 'steps' ? 'steps of training' : 'gradients spent'}. ${lines.join('; ')}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'es-charts': EsCharts;
  }
}
