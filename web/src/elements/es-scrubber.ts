import { html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { lastStep, shownStep } from '../state/select';
import type { State } from '../state/state';
import { duration } from '../words/duration';
import { count } from '../words/numbers';
import { PageElement } from './page-element';

/** Looks at any step of a training: the charts' cursor as a slider, evenly spaced as their axis is. */
@customElement('es-scrubber')
export class EsScrubber extends PageElement {
  @property({ attribute: false }) state!: State;

  protected override render(): unknown {
    const last = lastStep(this.state);
    const step = Math.floor(Math.min(shownStep(this.state), last));
    const newest = (this.state.experiment?.beside.at ?? null) === null;
    const none = last === 0;
    return html`
      <div class="transport scrubber" role="group" aria-label="Step shown">
        ${this.button('to the start', 'M5 4v12 M15 4 7 10l8 6z', 0, none || step === 0)}
        ${this.button('one step back', 'M13 4 5 10l8 6z', step - 1, none || step === 0)}
        <input
          type="range"
          min="0"
          max=${Math.max(1, last)}
          step="1"
          aria-label="step shown"
          aria-valuetext="step ${step} of ${last}${newest ? ', the newest' : ''}"
          ?disabled=${none}
          .value=${String(step)}
          @input=${(event: Event) => this.scrub(Number((event.target as HTMLInputElement).value))}
        />
        ${this.button('one step on', 'M7 4l8 6-8 6z', step + 1, none || newest)}
        ${this.button('to the newest', 'M15 4v12 M5 4l8 6-8 6z', last, none || newest)}
        <output class="step"><span class="step-word">at step</span> <b>${count(step)}</b></output>
      </div>
      ${this.awaited(step)}
    `;
  }

  /** Steps that are made again, where that takes its time. */
  private awaited(step: number): unknown {
    const { weightsAwaited } = this.state;
    if (!weightsAwaited) return nothing;
    const { share, secondsLeft } = weightsAwaited;
    return html`<p class="awaited soft" role="status">
      <span>Making the steps up to ${count(step)} again, to the same bits</span> <span>${duration(secondsLeft)} left</span>
      <progress max="1" value=${share} aria-label="steps made again"></progress>
      <button type="button" @click=${() => this.scrub(lastStep(this.state))}>Cancel</button>
    </p>`;
  }

  private button(label: string, path: string, step: number, disabled: boolean): unknown {
    return html`<button
      type="button"
      class="icon"
      aria-label=${label}
      title=${label}
      ?disabled=${disabled}
      @click=${() => this.scrub(step)}
    >
      <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">${svg`<path d=${path} />`}</svg>
    </button>`;
  }

  private scrub(step: number): void {
    this.wish({ kind: 'scrub', step });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'es-scrubber': EsScrubber;
  }
}
