import { html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { version } from '../../../package.json';
import { list } from '../words/numbers';
import { ENGINE_PARTS, PAGE_PARTS, type Part } from '../words/software';
import { PageElement } from './page-element';

/** What this is, by which definitions it goes, whose work is in it, and how to cite it. */
@customElement('es-about')
export class EsAbout extends PageElement {
  /** Revision of the engine's bits. */
  @property({ attribute: false }) engine = '';

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  async show(): Promise<void> {
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
  }

  protected override render(): unknown {
    return html`
      <dialog class="about" aria-label="About Eigensieve" @click=${this.clicked}>
        <div class="gallery-head">
          <h2>About Eigensieve</h2>
          <button type="button" class="icon" aria-label="close" @click=${() => this.dialog.close()}>✕</button>
        </div>
        <p class="soft">Version ${version}, revision ${this.engine} of the engine’s bits</p>
        <p>
          A playground for one idea: where an optimizer converges, its hyperparameters have sieved the
          Hessian’s eigenvalues. The idea is Bolte, Le and Pauwels’,
          ${away(PAPER, 'Convergence of optimizers implies eigenvalues filtering at equilibrium')}
          (arXiv 2510.09034, 2025).
        </p>
        <h3>Definitions</h3>
        <p>
          <code>usam2</code> and <code>husam</code> are the paper’s two-step USAM and Hessian USAM; its
          abstract gives no formula, and the definitions here are our reading:
          <span class="pair">∇f(x+ρ∇f(x+ρ∇f(x)))</span> and <span class="pair">∇f(x+ρH(x)∇f(x))</span>. With
          them, as the paper claims, the filters exclude negative curvature while <code>usam</code>’s does
          not. <code>usam2-chained</code> is the other natural reading of “two ascent steps”.
        </p>
        <p>
          Runs with momentum start with x⁻ = x₀: a null set of the starts that the theorem speaks of.
        </p>
        <h3>The same bits everywhere</h3>
        <p>
          A link gives the same run, bit for bit, in every browser and in the terminal, as long as the
          engine’s revision is the same. Fingerprints are XXH3 of all iterates.
        </p>
        <h3>How to cite</h3>
        <p>
          The Eigensieve authors: <i>Eigensieve</i>, version ${version}, ${location.href.replace(/#.*$/, '')};
          and the paper. For a single figure, cite its link: it holds everything. CITATION.cff in the
          source says the same to programs.
        </p>
        <h3>Licences</h3>
        <p>Eigensieve itself: MIT or Apache-2.0, at your choice.</p>
        <p>
          The digits: Optical Recognition of Handwritten Digits, E. Alpaydin and C. Kaynak, UCI (1998),
          ${away('https://doi.org/10.24432/C50P49', 'doi 10.24432/C50P49')}, CC BY 4.0;
          <a href="data/digits.LICENSE.txt">what was changed</a>. MNIST: Y. LeCun, C. Cortes, C. J. C. Burges,
          <a href="data/mnist.LICENSE.txt">a subset</a> under CC BY-SA 3.0.
        </p>
        <p>The page uses ${parts(PAGE_PARTS)}.</p>
        <p>The engine uses ${parts(ENGINE_PARTS)}.</p>
        <p>
          In full, with what these use in turn: <a href="licenses.md">the page’s licences</a>,
          <a href="engine.licenses.md">the engine’s licences</a>.
        </p>
      </dialog>
    `;
  }

  /** A click beside the dialog closes it. */
  private clicked(event: Event): void {
    if (event.target === this.dialog) this.dialog.close();
  }
}

const PAPER = 'https://arxiv.org/abs/2510.09034';

const away = (address: string, words: string): unknown =>
  html`<a href=${address} target="_blank" rel="noopener">${words}</a>`;

const parts = (all: readonly Part[]): string =>
  list(all.map(({ name, licence }) => `${name} (${licence})`));

declare global {
  interface HTMLElementTagNameMap {
    'es-about': EsAbout;
  }
}
