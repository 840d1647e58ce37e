import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { PageElement } from './page-element';

/** A part of a view that is unfolded by who wants it, and fetched the first time. */
@customElement('es-panel')
export class EsPanel extends PageElement {
  @property({ attribute: false }) heading = '';
  /** Whether it is unfolded, as the page's state has it. */
  @property({ attribute: false }) open = false;
  @property({ attribute: false }) load: () => Promise<unknown> = async () => {};
  /** What is shown once it is there. */
  @property({ attribute: false }) content: () => unknown = () => nothing;
  /** Asks for the state to change. */
  @property({ attribute: false }) toggled: (open: boolean) => void = () => {};

  @state() private ready = false;
  @state() private failed = false;

  protected override updated(): void {
    if (this.open && !this.ready && !this.failed) void this.fetch();
  }

  private async fetch(): Promise<void> {
    try {
      await this.load();
      this.ready = true;
    } catch {
      // The network is gone: to fold and unfold it tries again.
      this.failed = true;
    }
  }

  protected override render(): unknown {
    const changed = ({ target }: Event): void => {
      const { open } = target as HTMLDetailsElement;
      if (open === this.open) return;
      this.failed = false;
      this.toggled(open);
    };
    return html`
      <details class="panel" ?open=${this.open} @toggle=${changed}>
        <summary>${this.heading}</summary>
        ${this.failed ? html`<p class="error" role="alert">This part of the page could not be fetched.</p>` : nothing}
        ${this.open && this.ready ? this.content() : nothing}
      </details>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'es-panel': EsPanel;
  }
}
