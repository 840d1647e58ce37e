import '../styles/reproduction.css';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { reproductionOf } from '../state/reproduction';
import type { State } from '../state/state';
import { count } from '../words/numbers';
import { describeReproduction } from '../words/reproduction';
import { PageElement } from './page-element';

/** Whether the runs are, bit for bit, those that the link or file was made with. */
@customElement('es-reproduction')
export class EsReproduction extends PageElement {
  @property({ attribute: false }) state!: State;

  protected override render(): unknown {
    const found = reproductionOf(this.state);
    const spec = this.state.experiment?.spec;
    if (!found || !spec) return nothing;
    const { reproduced, outcome, sentences, differing, more } = describeReproduction(spec, found);
    const mark = reproduced === null ? '' : reproduced ? '✓ ' : '✕ ';
    return html`
      <p><b>${mark}${outcome}:</b> ${sentences.join(' ')}</p>
      ${
        differing.length === 0
          ? nothing
          : html`<ul>
              ${differing.map(
                ({ run, expected, got }) =>
                  html`<li>${run}: expected <code>${expected}</code>, got <code>${got}</code></li>`,
              )}
              ${more > 0 ? html`<li>and ${count(more)} more</li>` : nothing}
            </ul>`
      }
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'es-reproduction': EsReproduction;
  }
}
