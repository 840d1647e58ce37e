import { customElement, property } from 'lit/decorators.js';
import { FORMULAS } from '../words/formulas';
import type { Mathematics } from '../words/typeset';
import { PageElement } from './page-element';

/** A formula set as mathematics (MathML); its source stands in where and while it is not. */
@customElement('es-formula')
export class EsFormula extends PageElement {
  @property({ attribute: false }) source = '';
  /** The source is TeX, of the engine's own tables. */
  @property({ attribute: false }) tex = false;
  /** What is set already, by its source. */
  @property({ attribute: false }) known: Readonly<Record<string, Mathematics>> = FORMULAS;

  protected override updated(): void {
    const { source } = this;
    const known = Object.hasOwn(this.known, source) ? this.known[source] : undefined;
    if (known) this.show(known);
    else {
      // Text, never markup: a formula may come from a link.
      this.textContent = source;
      void this.typeset(source);
    }
  }

  /** The typesetter comes only for a formula that is not the catalogue's. */
  private async typeset(source: string): Promise<void> {
    const { typeset, typesetTex } = await import('../words/typeset');
    if (source !== this.source) return;
    const set = this.tex ? typesetTex(source) : typeset(source);
    if (set) this.show(set);
  }

  private show(mathematics: Mathematics): void {
    const box = document.createElement('span');
    box.append(nodeOf(mathematics));
    this.replaceChildren(box);
  }
}

const MATHML = 'http://www.w3.org/1998/Math/MathML';

function nodeOf(mathematics: Mathematics): Node {
  if (typeof mathematics === 'string') return document.createTextNode(mathematics);
  const [name, attributes, content] = mathematics;
  const element = document.createElementNS(MATHML, name) as MathMLElement;
  for (const [key, value] of Object.entries(attributes)) {
    // The content-security policy lets scripts set styles, but not style attributes.
    if (key === 'style') element.style.cssText = value;
    else element.setAttribute(key, value);
  }
  element.append(...content.map(nodeOf));
  return element;
}

declare global {
  interface HTMLElementTagNameMap {
    'es-formula': EsFormula;
  }
}
