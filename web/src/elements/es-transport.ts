import { html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shareOf, stepAt } from '../state/playback';
import { count } from '../words/numbers';
import { PageElement } from './page-element';

const POSITIONS = 1000;

/** Times the usual pace, and what that is called. */
const PACES = [
  [0.25, '¼×'],
  [0.5, '½×'],
  [1, '1×'],
  [2, '2×'],
  [4, '4×'],
] as const;

/** Play, pause, step and scrub through the runs. */
@customElement('es-transport')
export class EsTransport extends PageElement {
  @property({ attribute: false }) step = 0;
  @property({ attribute: false }) last = 0;
  @property({ attribute: false }) playing = false;
  @property({ attribute: false }) speed = 1;

  protected override render(): unknown {
    const { last, playing } = this;
    const step = Math.min(Math.floor(this.step), last);
    return html`
      <div class="transport" role="group" aria-label="Playback" @keydown=${this.keyed}>
        <button type="button" class="icon" aria-label="to the start" title="to the start (Home)" @click=${() => this.scrub(0)}>
          ${icon('M5 4v12 M15 4 7 10l8 6z')}
        </button>
        <button type="button" class="icon" aria-label="one step back" title="one step back (←)" @click=${() => this.scrub(step - 1)}>
          ${icon('M13 4 5 10l8 6z')}
        </button>
        <button
          type="button"
          class="icon play"
          aria-label=${playing ? 'pause' : 'play'}
          title="${playing ? 'pause' : 'play'} (space)"
          @click=${this.toggle}
        >
          ${playing ? icon('M6 4v12 M13 4v12') : icon('M5 3 16 10 5 17z')}
        </button>
        <button type="button" class="icon" aria-label="one step on" title="one step on (→)" @click=${() => this.scrub(step + 1)}>
          ${icon('M7 4l8 6-8 6z')}
        </button>
        <input
          type="range"
          min="0"
          max=${POSITIONS}
          aria-label="step"
          aria-valuetext="step ${step} of ${last}"
          .value=${String(Math.round(POSITIONS * shareOf(this.step, last)))}
          @input=${(event: Event) =>
            this.scrub(stepAt(Number((event.target as HTMLInputElement).value) / POSITIONS, last))}
        />
        <select
          class="pace"
          aria-label="pace"
          title="pace"
          @change=${(event: Event) =>
            this.wish({ kind: 'pace', speed: Number((event.target as HTMLSelectElement).value) })}
        >
          ${PACES.map(
            ([speed, words]) =>
              html`<option value=${speed} .selected=${speed === this.speed}>${words}</option>`,
          )}
        </select>
        <output class="step"><span class="step-word">step</span> <b>${count(step)}</b> of ${count(last)}</output>
      </div>
    `;
  }

  /** Keys of the whole picture; returns whether the key was one of them. */
  handleKey(event: KeyboardEvent): boolean {
    const step = Math.min(Math.floor(this.step), this.last);
    const targets: Readonly<Record<string, number>> = {
      ArrowLeft: step - 1,
      ArrowRight: step + 1,
      Home: 0,
      End: this.last,
    };
    const target = targets[event.key];
    if (event.key === ' ') this.toggle();
    else if (target !== undefined) this.scrub(target);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  /** The same keys, unless they were pressed in a control that has its own. */
  hear(event: KeyboardEvent): void {
    const target = event.target as Element;
    if (!target.closest('input, select, button, summary, .scroll')) this.handleKey(event);
  }

  private keyed(event: KeyboardEvent): void {
    const target = event.target as Element;
    if (target.matches('select') || (event.key === ' ' && target.closest('button'))) return;
    this.handleKey(event);
  }

  private toggle(): void {
    if (this.playing) this.wish({ kind: 'pause' });
    else {
      if (this.step >= this.last) this.wish({ kind: 'scrub', step: 0 });
      this.wish({ kind: 'play' });
    }
  }

  private scrub(step: number): void {
    this.wish({ kind: 'scrub', step });
  }
}

const icon = (path: string): unknown => html`
  <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">${svg`<path d=${path} />`}</svg>
`;

declare global {
  interface HTMLElementTagNameMap {
    'es-transport': EsTransport;
  }
}
