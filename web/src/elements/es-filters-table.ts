import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FilterReport } from '../generated/types';
import type { Mark } from '../plot/equalizer';
import { ticksOf } from '../state/filter';
import { looks } from '../state/select';
import type { State } from '../state/state';
import { FILTER_FORMULAS } from '../words/filter-formulas';
import { settings } from '../words/names';
import { number, passband } from '../words/numbers';
import './es-formula';
import { PageElement } from './page-element';
import { swatch } from './swatch';

const SIGNS: Readonly<Record<Mark, string>> = {
  inside: '\u202f✓',
  outside: '\u202f✕',
  reading: '\u202f–',
  passing: '',
};

/** All filters in numbers: the readout of the equalizer, and its text alternative. */
@customElement('es-filters-table')
export class EsFiltersTable extends PageElement {
  @property({ attribute: false }) state!: State;

  protected override render(): unknown {
    const { filter } = this.state;
    return html`
      <div class="scroll filters-table" tabindex="0" role="region" aria-label="The filters in numbers">
        <table class="filters">
          <thead>
            <tr>
              <th scope="col">optimizer</th>
              <th scope="col">limit c</th>
              <th scope="col">passband</th>
              <th scope="col" class="n">bound</th>
              <th scope="col">found from q = c/α</th>
              <th scope="col">eigenvalues</th>
            </tr>
          </thead>
          <tbody>
            ${(filter.curves?.filters ?? []).map((report, i) => this.row(report, i))}
          </tbody>
        </table>
      </div>
    `;
  }

  private row(filter: FilterReport, i: number): unknown {
    const { catalogue } = this.state;
    const look = looks(this.state)[i];
    const { rule, momentum } = filter.optimizer;
    const bound = catalogue?.rules.find(({ name }) => name === rule)?.bound;
    const limit = catalogue?.momenta.find(({ name }) => name === momentum)?.limit;
    return html`<tr>
      <th scope="row">${swatch(look)} <b>${look?.name}</b> <span class="soft">${settings(filter.optimizer)}</span></th>
      <td>${number(filter.c)} ${momentum === 'none' ? nothing : html`<span class="soft">${formula(limit)}</span>`}</td>
      <td>${passband(filter.passband)}${filter.lone_points.map((point) => html`, and the point ${number(point)}`)}</td>
      <td class="n">${number(filter.bound)}</td>
      <td>${formula(bound)}</td>
      <td>${this.eigenvalues(i)}</td>
    </tr>`;
  }

  /** Where the optimizer's runs stand, each value once, with its verdict. */
  private eigenvalues(i: number): string {
    const own = ticksOf(this.state).filter(({ optimizer }) => optimizer === i);
    const texts = [...new Set(own.map(({ value, mark }) => number(value) + SIGNS[mark]))];
    const shown = texts.length > MOST ? [...texts.slice(0, MOST), '…'] : texts;
    return shown.join(', ') || '–';
  }
}

/** More values than this are left to the table of runs. */
const MOST = 6;

const formula = (tex: string | undefined): unknown =>
  tex ? html`<es-formula .source=${tex} .tex=${true} .known=${FILTER_FORMULAS}></es-formula>` : '–';

declare global {
  interface HTMLElementTagNameMap {
    'es-filters-table': EsFiltersTable;
  }
}
