import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import '../elements/es-filter';
import { caption } from '../elements/landscape-picture';
import { landscapeReadout } from '../elements/readout-runs';
import '../elements/es-transport';
import { startsOf } from '../state/experiment';
import { allEnded, records } from '../state/select';
import equalizer from '../styles/equalizer.css?inline';
import { describe } from '../words/sentence';
import { adopt } from './adopt';
import { FigureFace } from './face';
import { stepsOf } from './figure';

/** The optimizers as an equalizer for eigenvalues, in someone else's page. */
@customElement('es-figure-filter')
export class EsFigureFilter extends FigureFace {
  override connectedCallback(): void {
    super.connectedCallback();
    adopt(this, equalizer);
  }

  protected override render(): unknown {
    const { state, controls, look } = this;
    if (!state?.experiment) return nothing;
    const { spec } = state.experiment;
    const { step, last } = stepsOf(state);
    const ended = allEnded(state);
    const sentences = ended ? describe(spec, records(state), state.facts?.hypotheses) : [];
    return html`
      <div class="stage" part="picture">
        <es-filter .state=${state}></es-filter>
      </div>
      ${
        controls.play
          ? html`<es-transport
              part="transport"
              .step=${step}
              .last=${last}
              .playing=${state.playing}
              .speed=${state.speed}
            ></es-transport>`
          : nothing
      }
      ${this.question()}
      <es-sentence
        part="sentence"
        .sentences=${sentences}
        .looks=${look}
        .waiting=${state.runs.length > 0 ? 'Running …' : ''}
      ></es-sentence>
      ${this.numbers(state, () => this.readout(landscapeReadout(state), startsOf(spec)))}
      ${this.foot(caption(spec))}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'es-figure-filter': EsFigureFilter;
  }
}
