import { html } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { Preset } from '../gallery/presets';
import { PageElement } from './page-element';

/** The presets, each a link; they come when someone reaches for them. */
@customElement('es-gallery')
export class EsGallery extends PageElement {
  @state() private presets: readonly Preset[] = [];

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  protected override render(): unknown {
    return html`
      <button
        type="button"
        class="gallery-button"
        aria-haspopup="dialog"
        @pointerenter=${this.load}
        @focus=${this.load}
        @click=${this.open}
      >
        Gallery
      </button>
      <dialog class="gallery" aria-label="Gallery" @click=${this.clicked}>
        <div class="gallery-head">
          <h2>Gallery</h2>
          <button type="button" class="icon" aria-label="close the gallery" @click=${() => this.dialog.close()}>✕</button>
        </div>
        <ul>
          ${this.presets.map(
            ({ title, shows, link }) => html`<li>
              <a href=${link}><b>${title}</b></a>
              <p>${shows}</p>
            </li>`,
          )}
        </ul>
      </dialog>
    `;
  }

  private async load(): Promise<void> {
    const { PRESETS } = await import('../gallery/presets');
    this.presets = PRESETS;
  }

  private async open(): Promise<void> {
    await this.load();
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
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
