import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { State } from '../state/state';
import type { EsExportMenu } from './es-export-menu';
import { PageElement } from './page-element';

/** “Export” at a picture: a button; the menu of what can leave the page comes when it is wanted. */
@customElement('es-export')
export class EsExport extends PageElement {
  @property({ attribute: false }) state!: State;
  /** What the picture is called beside the experiment's main one, which has no name of its own. */
  @property({ attribute: false }) piece = '';
  /** Selects, within the view, the element whose canvases and SVGs are the picture. */
  @property({ attribute: false }) picture = '';

  /** Writes the picture's numbers as CSV; null where they are those of the runs alone. */
  @property({ attribute: false }) table: ((caption: string) => Promise<string>) | null = null;

  @state() private wanted = false;

  @query('es-export-menu') private readonly menu!: EsExportMenu;

  protected override render(): unknown {
    return html`
      <button type="button" class="export-button" aria-haspopup="dialog" @pointerenter=${load} @focus=${load} @click=${this.open}>
        <svg width="18" height="18" viewBox="0 0 20 20" aria-hidden="true"><path d="M10 3v9 M6 8.500l4 4 4-4 M3 16h14" /></svg>
        <span>Export<span class="visually-hidden"> ${this.piece}</span></span>
      </button>
      ${
        this.wanted
          ? html`<es-export-menu popover class="export" role="dialog" aria-label="Export ${this.piece}"
              .state=${this.state} .piece=${this.piece} .picture=${this.picture} .table=${this.table}></es-export-menu>`
          : nothing
      }
    `;
  }

  private async open(event: Event): Promise<void> {
    const button = event.currentTarget as HTMLElement;
    await load();
    this.wanted = true;
    await this.updateComplete;
    await this.menu.toggle(button);
  }
}

const load = (): Promise<unknown> => import('./es-export-menu');

declare global {
  interface HTMLElementTagNameMap {
    'es-export': EsExport;
  }
}
