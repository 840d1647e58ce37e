import { html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { RunRecord } from '../generated/types';
import { isNetwork, objectiveName } from '../state/experiment';
import { allEnded, type Look, lastStep, records, shownStep } from '../state/select';
import type { State } from '../state/state';
import { asText, type Sentence } from '../words/phrases';
import { describe } from '../words/sentence';
import { describeTraining } from '../words/training';
import './es-plane-controls';
import './es-sentence';
import { warningsOf } from './es-sentence';
import './es-status';
import './es-transport';
import type { EsTransport } from './es-transport';
import { PageElement } from './page-element';

/** What views have in common that show functions and networks alike: what happened, in words, and the settings. */
export class EitherView extends PageElement {
  @property({ attribute: false }) state!: State;
  @property({ attribute: false }) wide = true;

  @state() private networkControls = false;

  @query('es-transport') private readonly transport!: EsTransport | null;

  /** The last outcome; it stays, dimmed, until the next one is there. */
  private told: readonly Sentence[] = [];
  private toldOf = '';
  private happened: { readonly from: readonly unknown[]; readonly words: readonly Sentence[] } = {
    from: [],
    words: [],
  };

  /** The runs of the settings shown, ended or not yet. */
  protected get known(): (RunRecord | null)[] {
    const { state } = this;
    const network = state.experiment !== null && isNetwork(state.experiment.spec);
    return network ? state.training.runs.map(({ record }) => record) : records(state);
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const { experiment } = this.state;
    if (!experiment) return;
    this.tell();
    const name = objectiveName(experiment.spec);
    if (this.happened.words.length === 0 && this.toldOf === name) return;
    this.told = this.happened.words;
    this.toldOf = name;
  }

  protected outcome(look: readonly Look[], id = ''): unknown {
    return html`<es-sentence
      id=${id || nothing}
      .sentences=${this.told}
      .looks=${look}
      .hypotheses=${this.state.facts?.hypotheses ?? null}
      .stale=${this.happened.words.length === 0}
      .waiting=${waitingFor(this.state)}
      .warnings=${warningsOf(this.known)}
    ></es-sentence>`;
  }

  protected playback(): unknown {
    const { state } = this;
    return html`<es-transport
      .step=${Math.min(shownStep(state), lastStep(state))}
      .last=${lastStep(state)}
      .playing=${state.playing}
      .speed=${state.speed}
    ></es-transport>`;
  }

  protected settings(look: readonly Look[]): unknown {
    return html`<details class="controls" ?open=${this.wide}>
      <summary>Settings</summary>
      ${this.controls(look)}
    </details>`;
  }

  /** For those who do not see it. */
  protected status(): unknown {
    const ended = this.happened.words.length > 0;
    return html`<es-status .text=${ended ? this.told.map(asText).join(' ') : ''}></es-status>`;
  }

  protected keyed(event: KeyboardEvent): void {
    this.transport?.hear(event);
  }

  private controls(look: readonly Look[]): unknown {
    const spec = this.state.experiment?.spec;
    if (!spec || !isNetwork(spec))
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
  private tell(): void {
    const { runs, training, facts, experiment, playing } = this.state;
    const from = [runs, training, facts, experiment?.spec, playing];
    if (from.every((part, i) => part === this.happened.from[i])) return;
    this.happened = { from, words: this.words() };
  }

  private words(): Sentence[] {
    const { experiment, training, playing, facts } = this.state;
    if (!experiment) return [];
    const { spec } = experiment;
    if (!isNetwork(spec))
      return allEnded(this.state) && !playing ? describe(spec, this.known, facts?.hypotheses) : [];
    if (training.phase !== 'ended') return [];
    return describeTraining(
      spec,
      this.known,
      training.runs.map(({ history }) => history),
    );
  }
}

/** What to say while there is no outcome. */
function waitingFor({ experiment, runs, training, declined }: State): string {
  if (experiment && isNetwork(experiment.spec))
    return training.phase === 'running'
      ? 'Training …'
      : 'Train the network to see where it stands.';
  if (runs.length === 0) return 'Add a start to see where the optimizers settle.';
  return declined ? 'Not run: press play to run it after all.' : 'Running …';
}
