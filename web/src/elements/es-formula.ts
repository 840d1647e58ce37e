import { customElement, property } from 'lit/decorators.js';
import { PageElement } from './page-element';

/** A formula of the catalogue, set as mathematics (MathML); its source stands in until the typesetter is there. */
@customElement('es-formula')
export class EsFormula extends PageElement {
  @property({ attribute: false }) tex = '';
  @property({ attribute: false }) display = false;

  private span: HTMLSpanElement | null = null;

  protected override firstUpdated(): void {
    this.span = this.appendChild(document.createElement('span'));
  }

  protected override updated(): void {
    void this.typeset(this.tex);
  }

  private async typeset(tex: string): Promise<void> {
    const { default: temml } = await import('temml');
    if (tex !== this.tex || !this.span) return;
    this.span.replaceChildren();
    if (tex !== '')
      temml.render(tex, this.span, { displayMode: this.display, throwOnError: false });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'es-formula': EsFormula;
  }
}
