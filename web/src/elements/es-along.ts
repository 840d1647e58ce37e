import '../styles/charts.css';
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Chart, Line, Stack } from '../plot/chart';
import { ChartStack } from '../plot/series';
import {
  type Curves,
  type PointValues,
  RUNS_DRAWN,
  type TrailPlace,
  valuesAt,
} from '../state/along';
import { type Experiment, runPlaces } from '../state/experiment';
import { type Look, lastStep, shownStep } from '../state/select';
import type { State } from '../state/state';
import { count, number } from '../words/numbers';
import { PageElement } from './page-element';
import { swatch } from './swatch';

/** More starts than this make their lines thin. */
const STRONG_UP_TO = 2;
/** Rows of numbers before the rest is left to choosing an optimizer. */
const ROWS_SHOWN = 12;

/** Loss, ‖∇f‖ and λmax along the runs, with the scrubber's step as their cursor, and the numbers there. */
@customElement('es-along')
export class EsAlong extends PageElement {
  @property({ attribute: false }) state!: State;
  @property({ attribute: false }) looks: readonly Look[] = [];

  private charts: ChartStack | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.charts?.destroy();
    this.charts = null;
  }

  private get step(): number {
    return Math.floor(Math.min(shownStep(this.state), lastStep(this.state)));
  }

  protected override render(): unknown {
    const runs = this.state.runs.length;
    const hidden = runs - RUNS_DRAWN;
    return html`
      <div
        class="plots"
        role="img"
        aria-label="Charts of the loss, the gradient’s norm and the largest eigenvalue along ${runs} runs; the numbers at the step shown are in the table below"
      ></div>
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

  protected override updated(changed: PropertyValues<this>): void {
    const root = this.querySelector<HTMLElement>('.plots');
    const { experiment, followed } = this.state;
    const { curves } = followed;
    if (!root || !experiment || !curves || curves.keys.length !== this.state.runs.length) return;
    const before = changed.get('state') as State | undefined;
    if (!this.charts) {
      const scrubbed = (step: number): void => this.wish({ kind: 'scrub', step });
      const stack = stackOf(this.state, experiment, this.looks, curves);
      this.charts = new ChartStack(root, stack, this.state.theme, { scrubbed });
    } else if (!before || drawnOf(before).some((part, i) => part !== drawnOf(this.state)[i]))
      this.charts.update(stackOf(this.state, experiment, this.looks, curves), this.state.theme);
    this.charts.point(this.step);
  }
}

const COLUMNS: readonly [string, (place: TrailPlace, values: PointValues) => string][] = [
  ['step', ({ step }) => count(step)],
  ['f', (_, { f }) => number(f)],
  ['‖∇f‖', (_, { gradNorm }) => number(gradNorm, 3)],
  ['λ min', (_, { low }) => number(low)],
  ['λ max', (_, { high }) => number(high)],
];

/** What the charts, all but their cursor, are drawn from. */
const drawnOf = ({ followed, facts, theme, experiment }: State): readonly unknown[] => [
  followed.curves,
  facts,
  theme,
  experiment?.beside.select,
  experiment?.spec,
];

function stackOf(
  state: State,
  { spec, beside }: Experiment,
  looks: readonly Look[],
  curves: Curves,
): Stack {
  const { steps, places } = curves;
  const drawn = runPlaces(spec).slice(0, places.length);
  const starts = spec.starts?.length ?? 0;
  const { select } = beside;
  const valuesOf = (run: number, pick: (values: PointValues) => number): (number | null)[] => {
    const values: (number | null)[] = steps.map(() => null);
    places[run]?.forEach((place, i) => {
      values[place] = pick(valuesAt(curves.numbers[run] as Float64Array, i));
    });
    return values;
  };
  const lines = (pick: (values: PointValues) => number, bounds = false): Line[] =>
    drawn.flatMap(({ optimizer, start }, run): Line[] => {
      const look = looks[optimizer];
      if (!look) return [];
      return [
        {
          ...look,
          name: start === 0 ? look.name : '',
          values: valuesOf(run, pick),
          companion: false,
          thin: starts > STRONG_UP_TO,
          faded: select !== null && select !== optimizer,
          bound: bounds && start === 0 ? boundOf(state, optimizer) : null,
        },
      ];
    });
  const loss = lines(({ f }) => f);
  const top = lines(({ high }) => high, true);
  const positive = loss.every(({ values }) =>
    values.every((value) => value === null || value >= 0),
  );
  const charts: Chart[] = [
    {
      title: 'loss f',
      scale: positive ? 'log' : 'linear',
      weight: 1,
      lines: loss,
      limits: limitsOf(state, loss),
    },
    { title: '‖∇f‖', scale: 'log', weight: 1, lines: lines(({ gradNorm }) => gradNorm) },
    {
      title: 'largest eigenvalue λ and the bounds',
      scale: 'linear',
      weight: 1.4,
      lines: top,
      limits: limitsOf(state, top),
    },
  ];
  return { steps, lastStep: steps[steps.length - 1] ?? 1, unrolled: true, charts };
}

/** The bound on λ; that of a rule without a verdict is on something else. */
function boundOf({ facts, catalogue, experiment }: State, optimizer: number): number | null {
  const rule = experiment?.spec.optimizers[optimizer]?.rule;
  const judged = catalogue?.rules.find(({ name }) => name === rule)?.verdict ?? false;
  return judged ? (facts?.filters[optimizer]?.bound ?? null) : null;
}

/** The spread of runs that did not diverge; of all lines, if all did, as far as the bounds reach. */
function limitsOf({ runs }: State, lines: readonly Line[]): readonly [number, number] {
  const calm = lines.filter((_, i) => runs[i]?.record?.status !== 'diverged');
  const bounds = lines.flatMap(({ bound }) => (bound === null ? [] : [bound]));
  const values = calm.flatMap((line) => line.values.filter((value) => value !== null));
  const finite = [...values, ...bounds].filter((value) => Number.isFinite(value));
  if (finite.length === 0) return [-1, 1];
  const reach = calm.length > 0 ? 1 : DIVERGING_REACH;
  const [low, high] = finite.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [0, 0],
  );
  return [reach * low, reach * high];
}

/** Where nothing settles, this many bounds high. */
const DIVERGING_REACH = 3;

declare global {
  interface HTMLElementTagNameMap {
    'es-along': EsAlong;
  }
}
