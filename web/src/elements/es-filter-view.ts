import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { isNetwork, startsOf } from '../state/experiment';
import { ticksOf } from '../state/filter';
import { looks } from '../state/select';
import { howToRead } from '../words/filter';
import { FILTER_FORMULAS } from '../words/filter-formulas';
import { EitherView } from './either-view';
import './es-filter';
import './es-filters-table';
import './es-readout';
import './es-training';
import { uniqueId } from './page-element';
import { landscapeReadout, trainingReadout } from './readout-runs';

/** The filter view: the optimizers as an equalizer for eigenvalues, for functions and for networks. */
@customElement('es-filter-view')
export class EsFilterView extends EitherView {
  private readonly description = uniqueId('description');

  protected override render(): unknown {
    const { state } = this;
    const { experiment, catalogue } = state;
    if (!experiment || !catalogue) return nothing;
    const { spec, beside } = experiment;
    const look = looks(state);
    const network = isNetwork(spec);
    const readout = network ? trainingReadout(state) : landscapeReadout(state);
    return html`
      <section class="stage" aria-label="Picture" aria-describedby=${this.description} @keydown=${this.keyed}>
        <es-filter .state=${state} .formulas=${FILTER_FORMULAS}></es-filter>
        <div class="beneath">
          ${network ? html`<es-training .state=${state}></es-training>` : this.playback()}
        </div>
        ${this.outcome(look)}
        <p class="how" id=${this.description}>${howToRead(network, ticksOf(state).length > 0)}</p>
        <es-filters-table .state=${state}></es-filters-table>
      </section>
      <aside class="side" aria-label="Readout">
        <h2>${network ? 'Where they are' : 'Where they ended'}</h2>
        ${readout.length === 0 ? html`<p class="soft">No run yet.</p>` : nothing}
        <es-readout
          .runs=${readout}
          .looks=${look}
          .starts=${startsOf(spec)}
          .select=${beside.select}
        ></es-readout>
      </aside>
      ${this.settings(look)} ${this.status()}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'es-filter-view': EsFilterView;
  }
}
