import '../styles/charts.css';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { lacksFile } from '../state/own-data';
import { looks } from '../state/select';
import type { Phase, State } from '../state/state';
import { asText } from '../words/phrases';
import { describeTraining } from '../words/training';
import './es-charts';
import './es-data';
import './es-filter';
import './es-network-controls';
import './es-panel';
import './es-readout';
import './es-scrubber';
import './es-sentence';
import { warningsOf } from './es-sentence';
import './es-status';
import './es-training';
import { PageElement, uniqueId } from './page-element';
import { trainingReadout } from './readout-runs';
import { runsTable } from './runs-table';

/** The network view: training with its curvature live, what came of it, and the settings. */
@customElement('es-network')
export class EsNetwork extends PageElement {
  @property({ attribute: false }) state!: State;
  @property({ attribute: false }) wide = true;

  /** Panels that were unfolded: what they show is fetched with them. */
  @state() private spectrum = false;

  private readonly description = uniqueId('description');

  protected override render(): unknown {
    const { state } = this;
    const { experiment, catalogue, training } = state;
    if (!experiment || !catalogue) return nothing;
    const { spec } = experiment;
    const look = looks(state);
    const known = training.runs.map(({ record }) => record);
    const waits = lacksFile(spec, state.data.own);
    const ended = training.phase === 'ended';
    const sentences = ended
      ? describeTraining(
          spec,
          known,
          training.runs.map(({ history }) => history),
        )
      : [];
    return html`
      <section class="stage" aria-label="Training">
        ${waits ? html`<es-data .state=${state}></es-data>` : nothing}
        <es-training .state=${state} .picture=${'.plots'}></es-training>
        <es-scrubber .state=${state}></es-scrubber>
        <es-charts .state=${state} .looks=${look} .describedBy=${this.description}></es-charts>
        <es-sentence
          id=${this.description}
          .sentences=${sentences}
          .looks=${look}
          .hypotheses=${state.facts?.hypotheses ?? null}
          .waiting=${WAITING[training.phase]}
          .warnings=${warningsOf(known)}
        ></es-sentence>
        <details class="words">
          <summary>The runs as a table</summary>
          ${runsTable('Network runs', known)}
        </details>
        <details class="panel" ?open=${this.spectrum} @toggle=${this.toggled}>
          <summary>Spectrum: all eigenvalues at the step shown</summary>
          ${this.spectrum ? html`<es-spectrum .state=${state} .looks=${look}></es-spectrum>` : nothing}
        </details>
        <es-panel
          .heading=${'Slice: the loss over a plane'}
          .open=${state.slice.on}
          .load=${loadSlice}
          .content=${() => html`<es-slice .state=${state} .looks=${look}></es-slice>`}
          .toggled=${(on: boolean) => this.wish({ kind: 'show-slice', on })}
        ></es-panel>
        <es-panel
          .heading=${'What it does'}
          .open=${state.outputs.on}
          .load=${loadOutputs}
          .content=${() => html`<es-outputs .state=${state} .looks=${look}></es-outputs>`}
          .toggled=${(on: boolean) => this.wish({ kind: 'show-outputs', on })}
        ></es-panel>
        ${waits ? nothing : html`<es-data .state=${state}></es-data>`}
      </section>
      <aside class="side" aria-label="Readout">
        <es-filter .state=${state}></es-filter>
        <h2>Where they are</h2>
        <es-readout .runs=${trainingReadout(state)} .looks=${look} .select=${experiment.beside.select}></es-readout>
      </aside>
      <details class="controls" ?open=${this.wide}>
        <summary>Settings</summary>
        <es-network-controls .state=${state} .looks=${look}></es-network-controls>
      </details>
      <es-status .text=${ended ? sentences.map(asText).join(' ') : ''}></es-status>
    `;
  }

  private toggled({ target }: Event): void {
    this.spectrum = (target as HTMLDetailsElement).open;
    if (this.spectrum) void import('./es-spectrum');
  }
}

const loadSlice = (): Promise<unknown> => import('./es-slice');
const loadOutputs = (): Promise<unknown> => import('./es-outputs');

const WAITING: Readonly<Record<Phase, string>> = {
  idle: 'Press “Train”: the largest eigenvalue of the Hessian is followed along the way, with each optimizer’s bound.',
  running: 'Training …',
  paused: 'Paused: the numbers so far stay.',
  ended: '',
  cancelled: 'Cancelled: the numbers so far stay.',
  short:
    'More steps are allowed now than were made: go on, and the runs are those that had them from the start.',
};

declare global {
  interface HTMLElementTagNameMap {
    'es-network': EsNetwork;
  }
}
