import '../styles/equalizer.css';
import { html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { isNetwork } from '../state/experiment';
import { seesPreconditioned, ticksOf } from '../state/filter';
import { typedValue } from '../state/patch';
import { looks } from '../state/select';
import type { State } from '../state/state';
import { axisName, howToRead, whyUnfixed } from '../words/filter';
import type { Mathematics } from '../words/typeset';
import './es-equalizer';
import type { EsEqualizer } from './es-equalizer';
import './es-export';
import './es-number';
import { type NumberChange, objection, PageElement } from './page-element';
import { zoomButtons } from './zoom-buttons';

/** The filter panel: the equalizer, how to read it, and its table; large in its own view, else beside a picture. */
@customElement('es-filter')
export class EsFilter extends PageElement {
  @property({ attribute: false }) state!: State;
  /** In a large picture: how bounds are found, as mathematics by its TeX. */
  @property({ attribute: false }) formulas: Readonly<Record<string, Mathematics>> | null = null;

  @query('es-equalizer') private readonly equalizer!: EsEqualizer | null;

  protected override firstUpdated(): void {
    this.wish({ kind: 'show-filter' });
  }

  protected override render(): unknown {
    const { state } = this;
    const { experiment, catalogue } = state;
    const { curves, running } = state.filter;
    if (!experiment || !catalogue) return nothing;
    const { spec, beside } = experiment;
    const look = looks(state);
    const filters = curves?.filters ?? [];
    const ticks = ticksOf(state);
    const network = isNetwork(spec);
    const rules = spec.optimizers.map(({ rule }) => catalogue.rules.find((r) => r.name === rule));
    const preconditioned = spec.optimizers.map((_, i) => seesPreconditioned(state, i));
    const names = look.map(({ name }) => name);
    const unfixed = names.filter((_, i) => filters[i]?.passband === null);
    const why = whyUnfixed(
      unfixed,
      running.map(({ filter }) => filter.optimizer.rho ?? 0),
    );
    return html`
      <div class="filter-head side-head">
        <h2>${this.formulas ? 'Equalizer' : 'The sieve'}</h2>
        ${this.formulas ? this.ends() : nothing} ${zoomButtons('zoom of the axis', 'everything', (factor) => this.equalizer?.zoom(factor))}
        <es-export .state=${state} .piece=${'filter'} .picture=${'es-equalizer'}></es-export>
      </div>
      ${objection(state.fieldErrors['lambda'])}
      <es-equalizer
        .curves=${curves}
        .looks=${look}
        .ticks=${ticks}
        .running=${running}
        .formulas=${this.formulas ? { tex: rules.map((rule) => rule?.bound ?? ''), set: this.formulas } : null}
        .axisName=${axisName(preconditioned, names)}
        .select=${beside.select}
        .stale=${state.runs.some(({ stale }) => stale)}
      ></es-equalizer>
      ${why ? html`<p class="note">${why}</p>` : nothing}
      ${
        this.formulas
          ? nothing
          : html`<details class="filters-words" @toggle=${() => void import('./es-filters-table')}>
              <summary>How to read it, and the table</summary>
              <p class="note">${howToRead(network, ticks.length > 0)}</p>
              <es-filters-table .state=${state}></es-filters-table>
            </details>`
      }
    `;
  }

  /** The ends of the axis, to be typed. */
  private ends(): unknown {
    const range = this.state.filter.curves?.range;
    if (!range) return nothing;
    const end = (i: 0 | 1, label: string): unknown => html`<es-number
      .label=${label}
      .symbol=${i === 0 ? 'λ' : ''}
      .value=${range[i]}
      @number=${({ detail: { text } }: CustomEvent<NumberChange>) => {
        const ends: unknown[] = [...range];
        ends[i] = typedValue(text);
        this.wish({ kind: 'type-range', ends, text });
      }}
    ></es-number>`;
    return html`<div class="ends" role="group" aria-label="ends of the axis">${end(0, 'from')} ${end(1, 'to')}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'es-filter': EsFilter;
  }
}
