import '../styles/charts.css';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Phase, State } from '../state/state';
import { duration } from '../words/duration';
import { count } from '../words/numbers';
import './es-export';
import { PageElement } from './page-element';

/** Train, pause, resume, cancel, reset; progress and the time left. */
@customElement('es-training')
export class EsTraining extends PageElement {
  @property({ attribute: false }) state!: State;
  /** Selects the picture that is exported from here; empty if none is. */
  @property({ attribute: false }) picture = '';

  protected override render(): unknown {
    const { training, experiment } = this.state;
    const { phase, runs, secondsLeft } = training;
    const steps = (experiment?.spec.stop.steps ?? 1) * Math.max(1, runs.length);
    const done = runs.reduce(
      (sum, run) => sum + (run.record ? (experiment?.spec.stop.steps ?? 0) : run.step),
      0,
    );
    const furthest = runs.reduce((most, { step }) => Math.max(most, step), 0);
    const left = secondsLeft === null ? '' : `${duration(secondsLeft)} left`;
    const button = (kind: TrainingWish, text: string, primary = false): unknown => html`<button
      type="button"
      class=${primary ? 'primary' : ''}
      @click=${() => this.wish({ kind })}
    >
      ${text}
    </button>`;
    return html`
      <div class="training" role="group" aria-label="Training">
        ${phase === 'running' ? button('pause-training', 'Pause', true) : nothing}
        ${phase === 'paused' ? button('resume-training', 'Resume', true) : nothing}
        ${phase === 'running' || phase === 'paused' ? button('cancel-training', 'Cancel') : button('train', 'Train', true)}
        <button type="button" ?disabled=${phase === 'idle'} title="back to the very same initial weights"
          @click=${() => this.wish({ kind: 'reset-training' })}>Reset</button>
        <progress max=${steps} value=${done} aria-label="progress of the training"></progress>
        <span class="step">step <b>${count(furthest)}</b> of ${count(experiment?.spec.stop.steps ?? 0)}</span>
        <span class="left soft">${phase === 'running' ? left : PHASES[phase]}</span>
        ${this.picture ? html`<es-export .state=${this.state} .picture=${this.picture}></es-export>` : nothing}
      </div>
    `;
  }
}

type TrainingWish = 'train' | 'pause-training' | 'resume-training' | 'cancel-training';

const PHASES: Readonly<Record<Phase, string>> = {
  idle: 'not started',
  running: '',
  paused: 'paused',
  ended: 'ended',
  cancelled: 'cancelled',
  short: 'may go on',
};

declare global {
  interface HTMLElementTagNameMap {
    'es-training': EsTraining;
  }
}
