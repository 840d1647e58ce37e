import { html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { PageElement } from './page-element';

/** Calm needed before a result is announced: a drag is many results, and only its last one is news. */
const CALM = 600;

/** A live region for screen readers. */
@customElement('es-status')
export class EsStatus extends PageElement {
  @property({ attribute: false }) text = '';

  @state() private announced = '';

  private timer: ReturnType<typeof setTimeout> | undefined;

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('text')) return;
    clearTimeout(this.timer);
    if (this.text === '') {
      this.announced = '';
      return;
    }
    this.timer = setTimeout(() => {
      this.announced = this.text;
    }, CALM);
  }

  protected override render(): unknown {
    return html`<p class="visually-hidden" role="status">${this.announced}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'es-status': EsStatus;
  }
}
