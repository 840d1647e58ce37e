import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Hypotheses, RunRecord } from '../generated/types';
import type { Look } from '../state/select';
import type { Sentence } from '../words/phrases';
import { badges } from './badges';
import { PageElement } from './page-element';
import { swatch } from './swatch';

/** What happened, in words; each optimizer's name wears its line. */
@customElement('es-sentence')
export class EsSentence extends PageElement {
  @property({ attribute: false }) sentences: readonly Sentence[] = [];
  @property({ attribute: false }) looks: readonly Look[] = [];
  /** What the theorem needs, as far as it is certified; where it falls short the notes say so. */
  @property({ attribute: false }) hypotheses: Hypotheses | null = null;
  /** What should be known beside the numbers. */
  @property({ attribute: false }) warnings: readonly string[] = [];
  /** The sentences are of the settings before the last edit. */
  @property({ attribute: false }) stale = false;
  /** Shown while there is nothing to tell yet. */
  @property({ attribute: false }) waiting = '';

  protected override render(): unknown {
    const told = this.sentences.map(
      (sentence) =>
        html`${sentence.map((part) =>
          typeof part === 'string'
            ? part
            : html`<b class="name">${swatch(this.looks[part.optimizer])}${part.name}</b>`,
        )} `,
    );
    return html`
      <p class="sentence ${this.stale && told.length > 0 ? 'stale' : ''}">${told.length > 0 ? told : this.waiting}</p>
      ${this.warnings.map((warning) => html`<p class="note">${warning}</p>`)}
      ${this.hypotheses ? badges(this.hypotheses) : nothing}
    `;
  }
}

/** The warnings of all runs, each once. */
export const warningsOf = (records: readonly (RunRecord | null)[]): string[] => [
  ...new Set(records.flatMap((record) => record?.warnings ?? [])),
];

declare global {
  interface HTMLElementTagNameMap {
    'es-sentence': EsSentence;
  }
}
