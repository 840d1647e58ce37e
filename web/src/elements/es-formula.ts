import { customElement, property } from 'lit/decorators.js';
import { FIRST_FORMULA } from '../words/first-formula';
import type { Mathematics } from '../words/typeset';
import { PageElement } from './page-element';

/** A formula set as mathematics (MathML); its source stands in where and while it is not. */
@customElement('es-formula')
export class EsFormula extends PageElement {
  @property({ attribute: false }) source = '';
  /** The source is TeX, of the engine's own tables. */
  @property({ attribute: false }) tex = false;
  /** What is set already, by its source. */
  @property({ attribute: false }) known: Formulas = FIRST_FORMULA;

  protected override updated(): void {
    const { source } = this;
    const known = setIn(this.known, source);
    if (known) this.show(known);
    else {
      // Text, never markup: a formula may come from a link.
      this.textContent = source;
      void this.typeset(source);
    }
  }

  /** The catalogue's formulas come for the second function, the typesetter only for one that is not there. */
  private async typeset(source: string): Promise<void> {
    const set = (this.tex ? undefined : await ofCatalogue(source)) ?? (await this.setNow(source));
    if (set && source === this.source) this.show(set);
  }

  private async setNow(source: string): Promise<Mathematics | null> {
    const { typeset, typesetTex } = await import('../words/typeset');
    return this.tex ? typesetTex(source) : typeset(source);
  }

  private show(mathematics: Mathematics): void {
    const box = document.createElement('span');
    box.append(nodeOf(mathematics));
    this.replaceChildren(box);
  }
}

type Formulas = Readonly<Record<string, Mathematics>>;

const setIn = (formulas: Formulas, source: string): Mathematics | undefined =>
  Object.hasOwn(formulas, source) ? formulas[source] : undefined;

const ofCatalogue = async (source: string): Promise<Mathematics | undefined> =>
  setIn((await import('../words/formulas')).FORMULAS, source);

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
