import { customElement, property } from 'lit/decorators.js';
import { texOf } from '../words/tex';
import { PageElement } from './page-element';

/** A formula set as mathematics (MathML); its source stands in where and while it is not. */
@customElement('es-formula')
export class EsFormula extends PageElement {
  @property({ attribute: false }) source = '';

  protected override updated(): void {
    const { source } = this;
    // Text, never markup: a formula may come from a link.
    this.textContent = source;
    const tex = texOf(source);
    if (tex !== null) void this.typeset(tex, source);
  }

  private async typeset(tex: string, source: string): Promise<void> {
    const { default: temml } = await import('temml');
    if (source !== this.source) return;
    const box = document.createElement('span');
    temml.render(tex, box, { throwOnError: false, wrap: 'tex' });
    this.replaceChildren(box);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'es-formula': EsFormula;
  }
}
