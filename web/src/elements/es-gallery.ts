import { html } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { PRESETS } from '../gallery/presets';
import { PageElement } from './page-element';

/** The presets, each a link. */
@customElement('es-gallery')
export class EsGallery extends PageElement {
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  protected override render(): unknown {
    return html`
      <button type="button" class="gallery-button" aria-haspopup="dialog" @click=${() => this.dialog.showModal()}>
        Gallery
      </button>
      <dialog class="gallery" aria-label="Gallery" @click=${this.clicked}>
        <div class="gallery-head">
          <h2>Gallery</h2>
          <button type="button" class="icon" aria-label="close the gallery" @click=${() => this.dialog.close()}>✕</button>
        </div>
        <ul>
          ${PRESETS.map(
            ({ title, shows, link }) => html`<li>
              <a href=${link}><b>${title}</b></a>
              <p>${shows}</p>
            </li>`,
          )}
        </ul>
      </dialog>
    `;
  }

  /** Choosing a preset, or a click beside the gallery, closes it. */
  private clicked(event: Event): void {
    const target = event.target as Element;
    if (target === this.dialog || target.closest('a')) this.dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'es-gallery': EsGallery;
  }
}
