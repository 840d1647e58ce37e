import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { isNetwork, objectiveName, startsOf } from '../state/experiment';
import { ticksOf } from '../state/filter';
import { allEnded, lastStep, looks, records, shownStep } from '../state/select';
import type { State } from '../state/state';
import { howToRead } from '../words/filter';
import { FILTER_FORMULAS } from '../words/filter-formulas';
import { asText, type Sentence } from '../words/phrases';
import { describe } from '../words/sentence';
import { describeTraining } from '../words/training';
import './es-filter';
import './es-filters-table';
import './es-plane-controls';
import './es-readout';
import './es-sentence';
import { warningsOf } from './es-sentence';
import './es-status';
import './es-training';
import './es-transport';
import type { EsTransport } from './es-transport';
import { PageElement, uniqueId } from './page-element';
import { landscapeReadout, trainingReadout } from './readout-runs';

/** The filter view: the optimizers as an equalizer for eigenvalues, for functions and for networks. */
@customElement('es-filter-view')
export class EsFilterView extends PageElement {
  @property({ attribute: false }) state!: State;
  @property({ attribute: false }) wide = true;

  @state() private networkControls = false;

  @query('es-transport') private readonly transport!: EsTransport | null;

  private readonly description = uniqueId('description');
  /** The last outcome; it stays, dimmed, until the next one is there. */
  private told: readonly Sentence[] = [];
  private toldOf = '';
  private happened: { readonly from: readonly unknown[]; readonly words: readonly Sentence[] } = {
    from: [],
    words: [],
  };

  protected override render(): unknown {
    const { state } = this;
    const { experiment, catalogue } = state;
    if (!experiment || !catalogue) return nothing;
    const { spec, beside } = experiment;
    const look = looks(state);
    const network = isNetwork(spec);
    this.tell(network);
    const ended = this.happened.words.length > 0;
    if (ended || this.toldOf !== objectiveName(spec)) {
      this.told = this.happened.words;
      this.toldOf = objectiveName(spec);
    }
    const readout = network ? trainingReadout(state) : landscapeReadout(state);
    return html`
      <section class="stage" aria-label="Picture" aria-describedby=${this.description} @keydown=${this.keyed}>
        <es-filter .state=${state} .formulas=${FILTER_FORMULAS}></es-filter>
        ${
          network
            ? html`<div class="beneath"><es-training .state=${state}></es-training></div>`
            : html`<div class="beneath">
                <es-transport
                  .step=${Math.min(shownStep(state), lastStep(state))}
                  .last=${lastStep(state)}
                  .playing=${state.playing}
                ></es-transport>
              </div>`
        }
        <es-sentence
          .sentences=${this.told}
          .looks=${look}
          .hypotheses=${state.facts?.hypotheses ?? null}
          .stale=${!ended}
          .waiting=${waitingFor(state)}
          .warnings=${warningsOf(network ? state.training.runs.map(({ record }) => record) : records(state))}
        ></es-sentence>
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
      <details class="controls" ?open=${this.wide}>
        <summary>Settings</summary>
        ${this.controls(network)}
      </details>
      <es-status .text=${ended ? this.told.map(asText).join(' ') : ''}></es-status>
    `;
  }

  private controls(network: boolean): unknown {
    const look = looks(this.state);
    if (!network)
      return html`<es-plane-controls .state=${this.state} .looks=${look}></es-plane-controls>`;
    return this.networkControls
      ? html`<es-network-controls .state=${this.state} .looks=${look}></es-network-controls>`
      : nothing;
  }

  protected override updated(): void {
    const spec = this.state.experiment?.spec;
    if (spec && isNetwork(spec) && !this.networkControls) void this.loadNetworkControls();
  }

  private async loadNetworkControls(): Promise<void> {
    await import('./es-network-controls');
    this.networkControls = true;
  }

  /** What happened, once it has; told anew only where something of it is new. */
  private tell(network: boolean): void {
    const { runs, training, facts, experiment, playing } = this.state;
    const from = [runs, training, facts, experiment?.spec, playing];
    if (from.every((part, i) => part === this.happened.from[i])) return;
    this.happened = { from, words: this.words(network) };
  }

  private words(network: boolean): Sentence[] {
    const { experiment, training, playing, facts } = this.state;
    if (!experiment) return [];
    const { spec } = experiment;
    if (!network)
      return allEnded(this.state) && !playing
        ? describe(spec, records(this.state), facts?.hypotheses)
        : [];
    if (training.phase !== 'ended') return [];
    const known = training.runs.map(({ record }) => record);
    const histories = training.runs.map(({ history }) => history);
    return describeTraining(spec, known, histories);
  }

  private keyed(event: KeyboardEvent): void {
    const target = event.target as Element;
    if (target.closest('input, select, button, summary, .scroll')) return;
    this.transport?.handleKey(event);
  }
}

/** What to say while there is no outcome. */
function waitingFor({ experiment, runs, declined }: State): string {
  if (experiment && isNetwork(experiment.spec)) return 'Train the network to see where it stands.';
  if (runs.length === 0) return 'Add a start to see where the optimizers settle.';
  return declined ? 'Not run: press play to run it after all.' : 'Running …';
}

declare global {
  interface HTMLElementTagNameMap {
    'es-filter-view': EsFilterView;
  }
}
