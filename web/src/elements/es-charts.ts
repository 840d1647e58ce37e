import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { FilterReport, HistoryRow } from '../generated/types';
import type { Theme } from '../plot/colour';
import { type Chart, ChartStack, type Line, type Stack } from '../plot/series';
import type { Look } from '../state/select';
import type { TrainedRun } from '../state/state';
import { count, number, percent } from '../words/numbers';
import { PageElement } from './page-element';
import { swatch } from './swatch';

/** The live charts of a training, and the numbers under the cursor. */
@customElement('es-charts')
export class EsCharts extends PageElement {
  @property({ attribute: false }) runs: readonly TrainedRun[] = [];
  @property({ attribute: false }) looks: readonly Look[] = [];
  @property({ attribute: false }) filters: readonly FilterReport[] = [];
  @property({ attribute: false }) theme: Theme = 'light';
  @property({ attribute: false }) steps = 1;
  @property({ attribute: false }) describedBy = '';

  @state() private cursor: number | null = null;

  private charts: ChartStack | null = null;
  private stack: Stack | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.charts?.destroy();
    this.charts = null;
  }

  protected override willUpdate(): void {
    this.stack = stackOf(this.runs, this.looks, this.filters, this.steps);
  }

  protected override render(): unknown {
    const accuracy = this.stack?.charts.some(({ scale }) => scale === 'share') ?? false;
    const step = this.cursor === null ? null : (this.stack?.steps[this.cursor] ?? null);
    return html`
      <div class="plots" role="img" aria-label=${this.words()} aria-describedby=${this.describedBy}></div>
      <div class="scroll legend" tabindex="0" role="region" aria-label="numbers of the charts"><table>
        <thead>
          <tr>
            <th scope="col">${step === null ? 'now' : html`at step <b>${count(step)}</b>`}</th>
            <th scope="col" class="n">λ max</th>
            <th scope="col" class="n">bound</th>
            <th scope="col" class="n">αp(λ)/c</th>
            <th scope="col" class="n">loss</th>
            <th scope="col" class="n">‖∇f‖</th>
            ${accuracy ? html`<th scope="col" class="n">accuracy</th><th scope="col" class="n">on test</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${this.looks.map((look, i) => {
            const row = rowAt(this.runs[i]?.history ?? [], step);
            return html`<tr>
              <th scope="row">${swatch(look)} <b>${look.name}</b></th>
              <td class="n" data-name="λ max">${number(row?.lambda_max)}</td>
              <td class="n" data-name="bound">${number(this.filters[i]?.bound)}</td>
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

  protected override updated(): void {
    const root = this.querySelector<HTMLElement>('.plots');
    if (!root || !this.stack) return;
    if (this.charts) this.charts.update(this.stack, this.theme);
    else {
      const hovered = (index: number | null): void => {
        this.cursor = index;
      };
      this.charts = new ChartStack(root, this.stack, this.theme, { hovered });
    }
  }

  private words(): string {
    const lines = this.looks.map((look, i) => {
      const row = rowAt(this.runs[i]?.history ?? [], null);
      return `${look.name}: largest eigenvalue ${number(row?.lambda_max)}, bound ${number(this.filters[i]?.bound)}, loss ${number(row?.loss)}`;
    });
    return `Charts over the steps of training. ${lines.join('; ')}`;
  }
}

/** The row at a step, or the latest one. */
const rowAt = (history: readonly HistoryRow[], step: number | null): HistoryRow | undefined =>
  step === null ? history[history.length - 1] : history.find((row) => row.step === step);

/** More points than a chart has pixels would only cost time. */
const MOST_POINTS = 1500;

/** Every so many rows, and the last one. */
function thinned(history: readonly HistoryRow[]): readonly HistoryRow[] {
  const every = Math.ceil(history.length / MOST_POINTS);
  if (every <= 1) return history;
  return history.filter((_, i) => i % every === 0 || i === history.length - 1);
}

function stackOf(
  runs: readonly TrainedRun[],
  looks: readonly Look[],
  filters: readonly FilterReport[],
  lastStep: number,
): Stack {
  const histories = looks.map((_, i) => thinned(runs[i]?.history ?? []));
  const steps = [...new Set(histories.flatMap((rows) => rows.map(({ step }) => step)))].sort(
    (a, b) => a - b,
  );
  const place = new Map(steps.map((step, i) => [step, i]));
  type Pick = (row: HistoryRow) => number | null;
  const lines = (pick: Pick, companion: boolean, bounds = false): Line[] =>
    looks.flatMap((look, i): Line[] => {
      const values: (number | null)[] = steps.map(() => null);
      for (const row of histories[i] ?? []) values[place.get(row.step) as number] = pick(row);
      if (companion && values.every((value) => value === null)) return [];
      return [{ ...look, values, companion, bound: bounds ? (filters[i]?.bound ?? null) : null }];
    });
  const charts: Chart[] = [
    {
      title: 'largest eigenvalue λ and the bounds',
      scale: 'linear',
      weight: 2.2,
      lines: lines((row) => row.lambda_max, false, true),
    },
    {
      title: 'loss',
      scale: 'log',
      weight: 1.2,
      lines: [...lines((row) => row.loss, false), ...lines((row) => row.test_loss, true)],
    },
  ];
  const accuracy = lines((row) => row.train_accuracy, false);
  if (accuracy.some(({ values }) => values.some((value) => value !== null)))
    charts.push({
      title: 'accuracy',
      scale: 'share',
      weight: 1,
      lines: [...accuracy, ...lines((row) => row.test_accuracy, true)],
    });
  return { steps, lastStep, charts };
}

declare global {
  interface HTMLElementTagNameMap {
    'es-charts': EsCharts;
  }
}
