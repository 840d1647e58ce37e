import '../styles/charts.css';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { type PointValues, RUNS_DRAWN, type TrailPlace, valuesAt } from '../state/along';
import { AlongCharts } from '../state/along-charts';
import { runPlaces } from '../state/experiment';
import { type Look, wholeStep } from '../state/select';
import type { State } from '../state/state';
import type { ChartChoices } from '../state/training-charts';
import { count, number } from '../words/numbers';
import { axisChoice } from './axis-choice';
import './es-plots';
import { PageElement } from './page-element';
import { swatch } from './swatch';

/** Rows of numbers before the rest is left to choosing an optimizer. */
const ROWS_SHOWN = 12;

/** Loss, ‖∇f‖ and λmax along the runs, with the scrubber's step as their cursor, and the numbers there. */
@customElement('es-along')
export class EsAlong extends PageElement {
  @property({ attribute: false }) state!: State;
  @property({ attribute: false }) looks: readonly Look[] = [];

  /** What lies on the x axis. */
  @property({ attribute: false }) axis: ChartChoices['axis'] = 'steps';

  @state() private chosen: ChartChoices['axis'] | null = null;

  private charts: AlongCharts | null = null;
  private from: readonly unknown[] = [];

  /** Those of a moment ago stay until the engine has followed all runs. */
  protected override willUpdate(): void {
    const { experiment, catalogue, facts, followed, runs, theme } = this.state;
    const { curves } = followed;
    if (!experiment || !catalogue || curves?.keys.length !== runs.length) return;
    const axis = this.chosen ?? this.axis;
    const from = [curves, facts, theme, experiment.beside.select, experiment.spec, axis];
    if (from.every((part, i) => part === this.from[i])) return;
    this.from = from;
    const { looks } = this;
    const filters = facts?.filters ?? [];
    this.charts = new AlongCharts({ experiment, catalogue, filters, runs, looks, curves }, axis);
  }

  private get step(): number {
    return wholeStep(this.state);
  }

  protected override render(): unknown {
    const runs = this.state.runs.length;
    const hidden = runs - RUNS_DRAWN;
    return html`
      <div class="chart-choices" role="group" aria-label="axes">
        ${axisChoice(this.chosen ?? this.axis, (axis) => {
          this.chosen = axis;
        })}
      </div>
      <es-plots
        class="plots"
        role="img"
        aria-label="Charts of the loss, the gradient’s norm and the largest eigenvalue along ${runs} runs; the numbers at the step shown are in the table below"
        .stack=${this.charts?.stack ?? null}
        .theme=${this.state.theme}
        .at=${this.charts?.cursor(this.step) ?? 0}
        .scrubbed=${this.scrubbed}
      ></es-plots>
      ${hidden > 0 ? html`<p class="note">The first ${RUNS_DRAWN} runs are drawn, ${count(hidden)} more are not.</p>` : nothing}
      ${this.table()}
    `;
  }

  private table(): unknown {
    const { now } = this.state.followed;
    const rows = this.rows();
    const shown = rows.slice(0, ROWS_SHOWN);
    return html`
      <div class="scroll legend" tabindex="0" role="region" aria-label="numbers at the step shown">
        <table>
          <thead>
            <tr>
              <th scope="col">at step <b>${count(this.step)}</b></th>
              ${COLUMNS.map(([name]) => html`<th scope="col" class="n">${name}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${shown.map(({ index, look, start }) => {
              const place = now?.places[index] ?? null;
              const values = now && place ? valuesAt(now.numbers, index) : null;
              return html`<tr>
                <th scope="row">${swatch(look)} <b>${look.name}</b>${start === null ? '' : ` ${start + 1}`}</th>
                ${COLUMNS.map(
                  ([name, value]) =>
                    html`<td class="n" data-name=${name}>${place && values ? value(place, values) : '–'}</td>`,
                )}
              </tr>`;
            })}
          </tbody>
        </table>
        ${
          rows.length > ROWS_SHOWN
            ? html`<p class="soft">and ${count(rows.length - ROWS_SHOWN)} more: choose an optimizer to see its own.</p>`
            : nothing
        }
      </div>
    `;
  }

  /** The runs of the table: those selected, or all. */
  private rows(): { index: number; look: Look; start: number | null }[] {
    const { experiment } = this.state;
    if (!experiment) return [];
    const { spec, beside } = experiment;
    const many = (spec.starts?.length ?? 0) > 1;
    return runPlaces(spec).flatMap(({ optimizer, start }, index) => {
      const look = this.looks[optimizer];
      const other = beside.select !== null && beside.select !== optimizer;
      return look && !other ? [{ index, look, start: many ? start : null }] : [];
    });
  }

  private readonly scrubbed = (x: number): void =>
    this.wish({ kind: 'scrub', step: this.charts?.stepAt(x) ?? 0 });
}

const COLUMNS: readonly [string, (place: TrailPlace, values: PointValues) => string][] = [
  ['step', ({ step }) => count(step)],
  ['f', (_, { f }) => number(f)],
  ['‖∇f‖', (_, { gradNorm }) => number(gradNorm, 3)],
  ['λ min', (_, { low }) => number(low)],
  ['λ max', (_, { high }) => number(high)],
];

declare global {
  interface HTMLElementTagNameMap {
    'es-along': EsAlong;
  }
}
