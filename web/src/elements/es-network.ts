import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { State } from '../state/state';
import { PageElement } from './page-element';

@customElement('es-network')
export class EsNetwork extends PageElement {
  @property({ attribute: false }) state!: State;
  @property({ attribute: false }) wide = true;
  protected override render(): unknown {
    return html`<p>network</p>`;
  }
}
