import '../styles/charts.css';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Phase, State } from '../state/state';
import type { TrainingWish } from '../state/wish';
import { readingWords } from '../words/data';
import { duration } from '../words/duration';
import { count } from '../words/numbers';
import './es-export';
import { PageElement } from './page-element';

/** Train, pause, resume, cancel, go on, reset, draw a seed; progress and the time left. */
@customElement('es-training')
export class EsTraining extends PageElement {
  @property({ attribute: false }) state!: State;
  /** Selects the picture that is exported from here; empty if none is. */
  @property({ attribute: false }) picture = '';

  protected override render(): unknown {
    const { training, experiment } = this.state;
    const { phase, runs, secondsLeft, reading } = training;
    const budget = experiment?.spec.stop.steps ?? 0;
    const most = Math.max(1, budget) * Math.max(1, runs.length);
    const done = runs.reduce(
      (sum, { step, record }) => sum + (record && record.status !== 'budget' ? budget : step),
      0,
    );
    const furthest = runs.reduce((most, { step }) => Math.max(most, step), 0);
    const left = reading
      ? readingWords(reading)
      : secondsLeft === null
        ? ''
        : `${duration(secondsLeft)} left`;
    const idle = phase === 'idle';
    return html`
      <div class="training" role="group" aria-label="Training">
        ${this.main(phase, budget)}
        <button type="button" ?disabled=${idle} title="back to the very same initial weights"
          @click=${() => this.wish({ kind: 'reset-training' })}>Reset</button>
        <button type="button" title="draw other initial weights; changes the seed of the settings"
          @click=${() => this.wish({ kind: 'new-seed' })}>New seed</button>
        ${this.picture ? html`<es-export .state=${this.state} .picture=${this.picture}></es-export>` : nothing}
        <div class="progress">
          <progress max=${most} value=${done} aria-label="progress of the training"></progress>
          <span class="step">step <b>${count(furthest)}</b> of ${count(budget)}</span>
          <span class="left soft">${phase === 'running' ? left : PHASES[phase]}</span>
        </div>
      </div>
    `;
  }

  /** What there is to do next: first what is most likely wanted. */
  private main(phase: Phase, budget: number): unknown {
    const { experiment, training } = this.state;
    const at = experiment?.beside.at ?? null;
    const goesOn = training.runs.some(
      ({ record }) => record === null || record.status === 'budget',
    );
    const back =
      at === null
        ? nothing
        : this.button({ kind: 'train-on' }, `Train on from step ${count(at)}`, true);
    switch (phase) {
      case 'idle':
        return this.button({ kind: 'train' }, 'Train', true);
      case 'running':
        return html`${this.button({ kind: 'pause-training' }, 'Pause', true)}${this.button({ kind: 'cancel-training' }, 'Cancel')}`;
      case 'paused':
        return html`${this.button({ kind: 'resume-training' }, 'Resume', true)}${this.button({ kind: 'cancel-training' }, 'Cancel')}`;
      case 'ended':
        if (at !== null) return back;
        return goesOn
          ? this.button(
              { kind: 'train-longer', steps: budget },
              `${count(budget)} more steps`,
              true,
            )
          : nothing;
      case 'cancelled':
      case 'short':
        return at !== null ? back : this.button({ kind: 'train-on' }, 'Go on', true);
      default:
        return phase satisfies never;
    }
  }

  private button(wish: TrainingWish, text: string, primary = false): unknown {
    return html`<button type="button" class=${primary ? 'primary' : ''} @click=${() => this.wish(wish)}>${text}</button>`;
  }
}

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
