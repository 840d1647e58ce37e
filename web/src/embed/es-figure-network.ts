import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import uplot from 'uplot/dist/uPlot.min.css?inline';
import '../elements/es-charts';
import '../elements/es-scrubber';
import { warningsOf } from '../elements/es-sentence';
import '../elements/es-training';
import { uniqueId } from '../elements/page-element';
import { trainingReadout } from '../elements/readout-runs';
import { objectiveName } from '../state/experiment';
import charts from '../styles/charts.css?inline';
import { asText } from '../words/phrases';
import { describeTraining } from '../words/training';
import { adopt } from './adopt';
import { FigureFace, hypothesesToTell } from './face';
import { recordsOf } from './figure';

/** A network in training in someone else's page: its charts, what came of it, and the controls asked for. */
@customElement('es-figure-network')
export class EsFigureNetwork extends FigureFace {
  private readonly description = uniqueId('description');

  override connectedCallback(): void {
    super.connectedCallback();
    adopt(this, charts);
    adopt(this, uplot);
  }

  protected override render(): unknown {
    const { state, controls, look } = this;
    if (!state?.experiment) return nothing;
    const { spec } = state.experiment;
    const { phase, runs } = state.training;
    const ended = phase === 'ended';
    const records = recordsOf(state);
    const histories = runs.map(({ history }) => history);
    const sentences = ended ? describeTraining(spec, records, histories) : [];
    return html`
      ${
        controls.play
          ? html`<div part="transport">
              <es-training .state=${state}></es-training>
              <es-scrubber .state=${state}></es-scrubber>
            </div>`
          : nothing
      }
      ${this.question()}
      <div class="stage" part="picture">
        <es-charts .state=${state} .looks=${look} .describedBy=${this.description}></es-charts>
      </div>
      <es-sentence
        part="sentence"
        id=${this.description}
        .sentences=${sentences}
        .looks=${look}
        .hypotheses=${ended ? hypothesesToTell(state) : null}
        .waiting=${state.notice ?? (phase === 'running' ? 'Training …' : '')}
        .warnings=${warningsOf(records)}
      ></es-sentence>
      ${this.numbers(state, () => this.readout(trainingReadout(state), []))}
      ${this.foot(objectiveName(spec))}
      <es-status .text=${sentences.map(asText).join(' ')}></es-status>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'es-figure-network': EsFigureNetwork;
  }
}
