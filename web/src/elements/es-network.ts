import '../styles/charts.css';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { HistoryRow, RunRecord } from '../generated/types';
import type { StripRecord } from '../plot/strip';
import { looks } from '../state/select';
import type { State } from '../state/state';
import { duration } from '../words/duration';
import { count } from '../words/numbers';
import { asText } from '../words/phrases';
import { describeTraining } from '../words/training';
import './es-charts';
import './es-export';
import './es-network-controls';
import './es-readout';
import type { ReadoutRun } from './es-readout';
import './es-sentence';
import { warningsOf } from './es-sentence';
import './es-status';
import './es-strip';
import { PageElement, uniqueId } from './page-element';
import { runsTable } from './runs-table';

/** The network view: training with its curvature live, what came of it, and the settings. */
@customElement('es-network')
export class EsNetwork extends PageElement {
  @property({ attribute: false }) state!: State;
  @property({ attribute: false }) wide = true;

  private readonly description = uniqueId('description');

  protected override render(): unknown {
    const { state } = this;
    const { experiment, catalogue, training } = state;
    if (!experiment || !catalogue) return nothing;
    const { spec } = experiment;
    const look = looks(state);
    const known = training.runs.map(({ record }) => record);
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
        ${this.transport()}
        <es-charts
          .runs=${training.runs}
          .looks=${look}
          .filters=${state.facts?.filters ?? []}
          .theme=${state.theme}
          .steps=${spec.stop.steps}
          .describedBy=${this.description}
        ></es-charts>
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
      </section>
      <aside class="side" aria-label="Readout">
        <div class="side-head">
          <h2>The sieve</h2>
          <es-export .state=${state} .piece=${'filter'} .picture=${'es-strip'}></es-export>
        </div>
        <es-strip
          .filters=${state.facts?.filters ?? []}
          .looks=${look}
          .records=${training.runs.map((run) => [run.record ?? latest(run.history)])}
        ></es-strip>
        <h2>Where they are</h2>
        <es-readout .runs=${this.readout(known)} .looks=${look} .select=${experiment.beside.select}></es-readout>
      </aside>
      <details class="controls" ?open=${this.wide}>
        <summary>Settings</summary>
        <es-network-controls .state=${state} .looks=${look}></es-network-controls>
      </details>
      <es-status .text=${ended ? sentences.map(asText).join(' ') : ''}></es-status>
    `;
  }

  /** Train, pause, resume, cancel, reset; progress and the time left. */
  private transport(): unknown {
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
        <es-export .state=${this.state} .picture=${'.plots'}></es-export>
      </div>
    `;
  }

  private readout(known: readonly (RunRecord | null)[]): ReadoutRun[] {
    const fp = this.state.experiment?.beside.fp ?? [];
    return known.map((record, optimizer) => {
      const claimed = fp[optimizer];
      const reproduced = claimed === undefined || !record ? null : claimed === record.fingerprint;
      const { step = 0, history = [] } = this.state.training.runs[optimizer] ?? {};
      const live = { steps: step, top: history[history.length - 1]?.lambda_max ?? null };
      return { place: { optimizer, start: 0 }, record, live, stale: false, reproduced };
    });
  }
}

/** A run under way as the strip shows it: its latest largest eigenvalue. */
function latest(history: readonly HistoryRow[]): StripRecord {
  const top = history[history.length - 1]?.lambda_max ?? null;
  return { status: 'running', eigenvalues: top === null ? [] : [{ value: top }], verdict: null };
}

type TrainingWish = 'train' | 'pause-training' | 'resume-training' | 'cancel-training';
type Phase = State['training']['phase'];

const PHASES: Readonly<Record<Phase, string>> = {
  idle: 'not started',
  running: '',
  paused: 'paused',
  ended: 'ended',
  cancelled: 'cancelled',
};

const WAITING: Readonly<Record<Phase, string>> = {
  idle: 'Press “Train”: the largest eigenvalue of the Hessian is followed along the way, with each optimizer’s bound.',
  running: 'Training …',
  paused: 'Paused: the numbers so far stay.',
  ended: '',
  cancelled: 'Cancelled: the numbers so far stay.',
};

declare global {
  interface HTMLElementTagNameMap {
    'es-network': EsNetwork;
  }
}
