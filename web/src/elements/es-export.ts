import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { State } from '../state/state';
import { PageElement, uniqueId } from './page-element';

/** Room kept between the menu and the window's edges, in pixels. */
const EDGE = 8;

/** “Export” at a picture: a button, and the menu of what can leave the page, which comes when it is opened. */
@customElement('es-export')
export class EsExport extends PageElement {
  @property({ attribute: false }) state!: State;
  /** What the picture is called beside the experiment's main one, which has no name of its own. */
  @property({ attribute: false }) piece = '';
  /** Selects, within the view, the element whose canvases and SVGs are the picture. */
  @property({ attribute: false }) picture = '';

  @state() private open = false;

  @query('[popover]') private readonly menu!: HTMLElement;

  private readonly menuId = uniqueId('export');

  protected override render(): unknown {
    return html`
      <button
        type="button"
        class="export-button"
        popovertarget=${this.menuId}
        @pointerenter=${load}
        @focus=${load}
      >
        <svg width="18" height="18" viewBox="0 0 20 20" aria-hidden="true"><path d="M10 3v9 M6 8.500l4 4 4-4 M3 16h14" /></svg>
        <span>Export<span class="visually-hidden"> ${this.piece}</span></span>
      </button>
      <div
        popover
        class="export"
        id=${this.menuId}
        role="dialog"
        aria-label="Export ${this.piece}"
        @toggle=${this.toggled}
        @keydown=${(event: KeyboardEvent) => event.stopPropagation()}
      >
        ${
          this.open
            ? html`<es-export-menu .state=${this.state} .piece=${this.piece} .picture=${this.picture}></es-export-menu>`
            : nothing
        }
      </div>
    `;
  }

  private async toggled(event: ToggleEvent): Promise<void> {
    this.open = event.newState === 'open';
    if (!this.open) return;
    await load();
    await this.updateComplete;
    await this.querySelector('es-export-menu')?.updateComplete;
    this.place();
    this.menu.querySelector<HTMLElement>('button, input, select')?.focus();
  }

  /** Under its button, or wherever the window has room. */
  private place(): void {
    const { menu } = this;
    const button = this.querySelector('.export-button')?.getBoundingClientRect();
    if (!button) return;
    const { offsetWidth: width, offsetHeight: height } = menu;
    const within = (place: number, size: number, room: number): number =>
      Math.max(EDGE, Math.min(place, room - size - EDGE));
    menu.style.left = `${within(button.right - width, width, innerWidth)}px`;
    menu.style.top = `${within(button.bottom + EDGE / 2, height, innerHeight)}px`;
  }
}

const load = (): Promise<unknown> => import('./es-export-menu');

declare global {
  interface HTMLElementTagNameMap {
    'es-export': EsExport;
  }
}
