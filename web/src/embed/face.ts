import { html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import '../elements/es-number';
import '../elements/es-readout';
import type { ReadoutRun } from '../elements/es-readout';
import '../elements/es-sentence';
import '../elements/es-status';
import { PageElement } from '../elements/page-element';
import type { Hypotheses } from '../generated/types';
import type { Start } from '../state/experiment';
import { type Look, looks } from '../state/select';
import type { State } from '../state/state';
import { count } from '../words/numbers';
import type { Controls } from './controls';
import { fieldsOf, numberFields } from './number-fields';

/** What the faces of all figures have in common. */
export class FigureFace extends PageElement {
  /** Null until there is a picture. */
  @property({ attribute: false }) state: State | null = null;
  @property({ attribute: false }) controls!: Controls;
  /** The text alternative that the page's author wrote; the experiment's name without one. */
  @property({ attribute: false }) alt = '';
  /** This experiment, as it is now, in the playground. */
  @property({ attribute: false }) playground = '';

  /** All the numbers are there once somebody unfolded them: most readers never do. */
  @state() private unfolded = false;

  protected look: readonly Look[] = [];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('state') && this.state) this.look = looks(this.state);
  }

  /** What may be set and read: the numbers that the figure's author asked for, or all of them, folded away. */
  protected numbers(state: State | null, readout: (state: State) => unknown): unknown {
    const { controls } = this;
    if (controls.numbers !== null)
      return state
        ? html`${this.sliders(state, controls.numbers)} ${controls.readout ? readout(state) : nothing}`
        : nothing;
    return html`<details part="settings" @toggle=${this.folded}>
      <summary>Settings and numbers</summary>
      ${state && this.unfolded ? html`${this.sliders(state, null)} ${readout(state)}` : nothing}
    </details>`;
  }

  private readonly folded = (event: Event): void => {
    this.unfolded ||= (event.currentTarget as HTMLDetailsElement).open;
  };

  private sliders(state: State, wanted: readonly string[] | null): unknown {
    const { look } = this;
    const { experiment, critical, fieldErrors } = state;
    if (wanted?.length === 0) return nothing;
    const all = fieldsOf(state, look);
    const fields = wanted === null ? all : all.filter(({ name }) => wanted.includes(name));
    const unknown = (wanted ?? []).filter((word) => !all.some(({ name }) => name === word));
    return html`
      ${unknown.length > 0 ? html`<p class="note">${strayWords(unknown, all)}</p>` : nothing}
      <div class="numbers" part="numbers">
        ${guard([experiment?.spec, critical, fieldErrors, look], () =>
          numberFields(state, fields, (path) => this.sets(path)),
        )}
      </div>
    `;
  }

  protected readout(runs: readonly ReadoutRun[], starts: readonly Start[]): unknown {
    if (runs.length === 0) return nothing;
    return html`<es-readout
      part="readout"
      .runs=${runs}
      .looks=${this.look}
      .starts=${starts}
      .select=${this.state?.experiment?.beside.select ?? null}
    ></es-readout>`;
  }

  /** A large experiment runs only after a yes. */
  protected question(): unknown {
    const asking = this.state?.asking;
    if (!asking) return nothing;
    return html`<p class="ask" role="alert">
      This may take up to ${count(asking.gradients)} gradients.
      <button type="button" @click=${() => this.wish({ kind: 'answer', run: true })}>Run it</button>
      <button type="button" @click=${() => this.wish({ kind: 'answer', run: false })}>Don’t run</button>
    </p>`;
  }

  protected foot(caption: string): unknown {
    return html`<p class="foot" part="footer">
      <span>${caption}</span>
      <a href=${this.playground} target="_blank" rel="noopener">Open in the playground ↗</a>
    </p>`;
  }
}

/** The badges are for those who set up a figure; a reader is told only where the theorem is out of reach. */
export function hypothesesToTell({ facts }: State): Hypotheses | null {
  const { hypotheses } = facts ?? {};
  return hypotheses && hypotheses.notes.length > 0 ? hypotheses : null;
}

const strayWords = (unknown: readonly string[], all: readonly { name: string }[]): string =>
  `controls: ${unknown.map((word) => `“${word}”`).join(', ')} is none of full, minimal, none, play, starts, zoom, scale, readout, ${[...new Set(all.map(({ name }) => name))].join(', ')}.`;
