import '../styles/equalizer.css';
import '../styles/spectrum.css';
import { html, nothing, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import {
  blurOf,
  coarseness,
  type Extent,
  extentOf,
  sharesOf,
  spectrumBoard,
} from '../plot/spectrum';
import { seesPreconditioned } from '../state/filter';
import type { Look } from '../state/select';
import {
  type Spectrum,
  type SpectrumChoices,
  spectraKey,
  stepShownOf,
  usualChoices,
} from '../state/spectrum';
import type { State } from '../state/state';
import type { SpectrumWish } from '../state/wish';
import { duration } from '../words/duration';
import { count, list, number } from '../words/numbers';
import {
  aboutZeroWords,
  densityWords,
  eigenvalueName,
  exactWords,
  matrixName,
  rankWords,
  residualWords,
  traceWords,
} from '../words/spectrum';
import './es-export';
import './es-number';
import { type NumberChange, PageElement, uniqueId } from './page-element';
import { aloud, density, frame, hatches, lane, oneEigenvalue, type Part } from './spectrum/figure';
import { swatch } from './swatch';

const NONE: readonly Spectrum[] = [];

const HEIGHT = 190;
const LANE = 40;

const FIELDS = [
  ['top', 'largest'],
  ['bottom', 'smallest'],
  ['probes', 'probes'],
  ['depth', 'depth'],
] as const;

/** The spectra of the runs at the step shown: density over the passbands, both ends, and the trace. */
@customElement('es-spectrum')
export class EsSpectrum extends PageElement {
  @property({ attribute: false }) state!: State;
  @property({ attribute: false }) looks: readonly Look[] = [];

  @state() private chosen: Partial<SpectrumChoices> = {};
  /** Both ends over the steps are wanted as well. */
  @state() private along = false;
  @state() private width = 0;

  private readonly ids = uniqueId('spectrum');
  private readonly resizing = new ResizeObserver(() => {
    this.width = this.clientWidth;
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.resizing.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizing.disconnect();
  }

  protected override render(): unknown {
    const { state } = this;
    const { spectra, experiment } = state;
    if (!experiment) return nothing;
    const shown = spectra?.key === spectraKey(experiment.spec) ? spectra : null;
    const found = shown?.found ?? NONE;
    const drawn = this.drawn(found);
    return html`
      <div class="spectrum-head">
        ${this.fields()}
        ${this.button(shown?.work != null)}
        <label><input type="checkbox" .checked=${this.along} @change=${this.toggled} />along the run</label>
        ${found.length > 0 ? html`<es-export .state=${state} .piece=${'spectrum'} .picture=${'.spectrum-pictures'}></es-export>` : nothing}
      </div>
      ${this.progress()}
      ${found.length === 0 && !shown?.work ? html`<p class="soft spectrum-note">${this.explanation()}</p>` : nothing}
      <div class="spectrum-pictures">${drawn.pictures}</div>
      ${this.notes(found)}
      ${
        this.along
          ? html`<es-ends-along .state=${state} .looks=${this.looks}></es-ends-along>
              <p class="soft spectrum-note">The largest and the smallest eigenvalue as they were measured on the way; thin lines are the next ones, up to eight at each end, where the settings ask for more.</p>`
          : nothing
      }
      ${drawn.table}
    `;
  }

  private last: { readonly from: readonly unknown[]; readonly drawn: Drawn } | null = null;

  /** Pictures and tables are made anew only if what they show is: there may be many nodes. */
  private drawn(found: readonly Spectrum[]): Drawn {
    const { theme, facts, experiment } = this.state;
    const from = [found, this.width, theme, facts, experiment?.spec];
    if (this.last && from.every((part, i) => part === this.last?.from[i])) return this.last.drawn;
    const pictures = [false, true].map((preconditioned) =>
      this.picture(found.filter((one) => one.preconditioned === preconditioned)),
    );
    this.last = { from, drawn: { pictures, table: this.table(found) } };
    return this.last.drawn;
  }

  private get choices(): SpectrumChoices {
    return { ...usualChoices(this.state), ...this.chosen };
  }

  /** One button, which keeps the focus: to compute, and to cancel. */
  private button(working: boolean): unknown {
    const wish: SpectrumWish = working
      ? { kind: 'cancel-spectrum' }
      : { kind: 'inspect-spectrum', choices: this.choices };
    return html`<button
      type="button"
      class=${working ? 'compute' : 'compute primary'}
      ?disabled=${this.state.training.phase === 'idle'}
      @click=${() => this.wish(wish)}
    >${working ? 'Cancel' : this.offer()}</button>`;
  }

  private toggled({ target }: Event): void {
    this.along = (target as HTMLInputElement).checked;
    if (this.along) void import('./es-ends-along');
  }

  private fields(): unknown {
    const { state, choices } = this;
    const { catalogue, spectra } = state;
    const usual = usualChoices(state);
    const refused = spectra?.refused;
    return html`<div class="spectrum-fields" role="group" aria-label="how closely to look">
      ${FIELDS.map(([name, label]) => {
        const range = catalogue?.network_ranges[name] ?? catalogue?.ranges[name];
        const title = range ? `${plainRange(range.min, range.max)}` : '';
        return html`<es-number
          title=${title}
          .label=${label}
          .value=${choices[name] as number}
          .home=${usual[name] as number}
          .error=${refused?.error.field === `curvature.${name}` ? refused : undefined}
          @number=${({ detail: { value } }: CustomEvent<NumberChange>) => {
            this.chosen = { ...this.chosen, [name]: value };
          }}
        ></es-number>`;
      })}
    </div>`;
  }

  /** What the button does: of which runs, at which step. */
  private offer(): string {
    const { state, looks } = this;
    const select = state.experiment?.beside.select ?? null;
    const at = state.experiment?.beside.at ?? null;
    const whose = select === null || looks.length === 1 ? '' : ` of ${looks[select]?.name ?? ''}`;
    return `Compute${whose} at ${at === null ? 'the newest step' : `step ${count(at)}`}`;
  }

  private explanation(): string {
    return this.state.training.phase === 'idle'
      ? 'Train first: a spectrum is that of the Hessian at a run’s weights.'
      : 'All eigenvalues of the Hessian at the weights of the step shown: their density over each passband, both ends with residuals, and their sum. Select an optimizer to look at its run alone.';
  }

  private progress(): unknown {
    const { spectra } = this.state;
    if (spectra?.cancelled)
      return html`<p class="soft spectrum-note" role="status">Cancelled: what was seen so far stays.</p>`;
    const work = spectra?.work;
    if (!work) return nothing;
    return html`<div class="spectrum-progress">
      <progress max="1" value=${work.share} aria-label="progress of the spectrum"></progress>
      <span>${work.doing}</span>
      <span class="soft">${work.secondsLeft === null ? '' : `at most ${duration(work.secondsLeft)} left`}</span>
    </div>`;
  }

  private parts(found: readonly Spectrum[]): Part[] {
    return found.flatMap((spectrum): Part[] => {
      const look = this.looks[spectrum.optimizer];
      if (!look || !spectrum.report) return [];
      const filter = this.state.facts?.filters[spectrum.optimizer] ?? null;
      const sees = seesPreconditioned(this.state, spectrum.optimizer);
      return [{ spectrum, look, filter: sees === spectrum.preconditioned ? filter : null }];
    });
  }

  private extent(parts: readonly Part[]): Extent {
    const values = parts.flatMap(({ spectrum: { report } }) => [
      ...(report?.density?.nodes ?? []),
      ...(report?.eigenvalues ?? []).map(({ value }) => value),
    ]);
    const edges = parts.flatMap(({ filter }) => (filter?.passband ?? []).flat());
    const known = edges.filter((edge): edge is number => edge !== null);
    return extentOf(values, known, Math.max(0, ...parts.map((part) => this.smear(part.spectrum))));
  }

  /** The whole matrix, and probes that went to the end, have told all eigenvalues apart. */
  private smear({ report }: Spectrum): number {
    if (!report?.density || report.density.exact) return 0;
    const toTheEnd = (this.spectra?.depth ?? 0) >= report.dimension;
    return toTheEnd ? 0 : blurOf(report.density, report.probes);
  }

  private picture(found: readonly Spectrum[]): unknown {
    const parts = this.parts(found);
    const first = parts[0];
    const dimension = first?.spectrum.report?.dimension;
    const seen = parts.some(({ spectrum: { report } }) => report?.density || report?.eigenvalues);
    if (!first || !dimension || !seen || this.width === 0) return nothing;
    const { preconditioned } = first.spectrum;
    const id = `${this.ids}-${preconditioned ? 'p' : 'h'}`;
    const extent = this.extent(parts);
    const room = { width: this.width, height: HEIGHT, lanes: parts.length, lane: LANE };
    const board = spectrumBoard(room, extent, dimension);
    const shares = parts.map(({ spectrum: { report } }) =>
      report?.density ? sharesOf(report.density, extent) : null,
    );
    const name = preconditioned ? 'eigenvalue μ of P⁻¹H' : 'eigenvalue λ of H';
    return html`<svg class="spectrum" width=${board.width} height=${board.total} viewBox="0 0 ${board.width} ${board.total}"
      role="img" aria-label="Spectral density over the ${name}. ${aloud(parts, shares)}">
      ${hatches(id, parts)} ${frame(board, dimension, name)}
      ${svg`${parts.map((part) => density(board, part))} ${oneEigenvalue(board, dimension)} ${parts.map((part, i) => lane(board, id, part, i))}`}
    </svg>`;
  }

  private notes(found: readonly Spectrum[]): unknown {
    const { spectra, looks } = this;
    const problems = found.filter(({ problem }) => problem !== null);
    const old = found.filter(
      ({ optimizer, step, problem }) => !problem && step !== stepShownOf(this.state, optimizer),
    );
    const seen = found.flatMap(({ report }) => (report?.density ? [report] : []));
    const exact = seen.length > 0 && seen.every((report) => report.density?.exact);
    const probes = Math.max(0, ...seen.map((report) => report.probes));
    const coarse = Math.max(
      0,
      ...seen.map((one) => (one.density ? coarseness(one.density, one.probes) : 0)),
    );
    const dimension = seen[0]?.dimension ?? 0;
    const steps = [...new Set(old.map(({ step }) => count(step)))];
    return html`
      ${old.length > 0 ? html`<p class="spectrum-note" role="status">Of step ${list(steps)}, not of the one shown now.</p>` : nothing}
      ${problems.map(
        ({ optimizer, problem }) =>
          html`<p class="error spectrum-note">${looks[optimizer]?.name ?? ''}: ${problem}.</p>`,
      )}
      ${
        seen.length > 0
          ? html`<p class="soft spectrum-note">${exact ? exactWords(dimension) : densityWords(probes, Math.min(spectra?.depth ?? 0, dimension), dimension, coarse)}</p>`
          : nothing
      }
    `;
  }

  private get spectra(): State['spectra'] {
    return this.state.spectra;
  }

  private table(found: readonly Spectrum[]): unknown {
    const seen = found.filter(({ report }) => report !== null);
    if (seen.length === 0) return nothing;
    return html`
      <div class="scroll legend" tabindex="0" role="region" aria-label="spectra in numbers"><table>
        <thead><tr>
          <th scope="col">matrix at step</th>
          <th scope="col" class="n">smallest</th>
          <th scope="col" class="n">largest</th>
          <th scope="col" class="n">bound</th>
          <th scope="col" class="n" title="the sum of all eigenvalues: the mean of zᵀHz over random signs z ± its standard error, or exactly">trace</th>
          <th scope="col" class="n">eigenvalues</th>
          <th scope="col" class="n">about zero</th>
        </tr></thead>
        <tbody>${seen.map((one) => this.row(one))}</tbody>
      </table></div>
      <details class="words"><summary>The eigenvalues at both ends, with their residuals</summary>
        <p class="soft spectrum-note">An eigenvalue lies within ± its residual of each number: ‖Av − λv‖ for the matrix A and the unit vector v that was found.</p>
        <div class="scroll eigenvalues" tabindex="0" role="region" aria-label="eigenvalues with residuals"><table>
          <thead><tr><th scope="col">matrix</th><th scope="col">which</th><th scope="col" class="n">value</th><th scope="col" class="n">residual</th></tr></thead>
          <tbody>${seen.map((one) => this.eigenvalues(one))}</tbody>
        </table></div>
      </details>
    `;
  }

  private name(one: Spectrum): unknown {
    const look = this.looks[one.optimizer];
    return html`${look ? swatch(look) : nothing} <b>${look?.name ?? ''}</b> ${matrixName(one)}`;
  }

  private row(one: Spectrum): unknown {
    const { report, optimizer, step, preconditioned } = one;
    if (!report) return nothing;
    const { eigenvalues: known } = report;
    const end = (at: number): unknown => {
      const value = known?.at(at);
      if (!value) return known ? '–' : '…';
      return html`${number(value.value)}${value.converged ? nothing : html` <span class="soft">not converged</span>`}`;
    };
    const bound = this.state.facts?.filters[optimizer]?.bound;
    const sees = seesPreconditioned(this.state, optimizer) === preconditioned;
    const extent = this.extent(this.parts([one]));
    const zero = report.density
      ? aboutZeroWords(sharesOf(report.density, extent)[1], extent.floor)
      : '…';
    return html`<tr data-optimizer=${optimizer} data-matrix=${matrixName(one)}>
      <th scope="row">${this.name(one)} <span class="soft">at ${count(step)}</span></th>
      <td class="n" data-name="smallest">${report.bottom > 0 ? end(0) : '–'}</td>
      <td class="n" data-name="largest">${end(-1)}</td>
      <td class="n" data-name="bound">${sees ? number(bound) : '–'}</td>
      <td class="n" data-name="trace">${report.trace ? traceWords(report) : '…'}</td>
      <td class="n" data-name="dimension">${count(report.dimension)}</td>
      <td class="n" data-name="about zero">${zero}</td>
    </tr>`;
  }

  private eigenvalues(one: Spectrum): unknown {
    const { report } = one;
    const known = [...(report?.eigenvalues ?? []).entries()].reverse();
    if (!report) return nothing;
    return known.map(
      ([index, { value, residual, converged }]) => html`<tr>
        <th scope="row">${this.name(one)}</th>
        <td>${eigenvalueName(one)}, ${rankWords(index, report)}</td>
        <td class="n">${number(value, 8)}</td>
        <td class="n">${residualWords(residual, converged)}</td>
      </tr>`,
    );
  }
}

interface Drawn {
  readonly pictures: unknown;
  readonly table: unknown;
}

const plainRange = (min: number, max: number): string => `${count(min)} to ${count(max)}`;

declare global {
  interface HTMLElementTagNameMap {
    'es-spectrum': EsSpectrum;
  }
}
