import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ViewElement } from '../export/darkroom';
import type { Order } from '../export/draw';
import { fingerprintsOf, rowsOf } from '../export/rows';
import type { Form } from '../export/snippets';
import { isNetwork } from '../state/experiment';
import { allEnded } from '../state/select';
import type { State } from '../state/state';
import { count } from '../words/numbers';
import { PageElement } from './page-element';
import '../styles/export.css';

/** Room kept between the menu and the window's edges, in pixels. */
const EDGE = 8;

/** What can leave the page: the picture, the numbers behind it, the link; and the way back in. */
@customElement('es-export-menu')
export class EsExportMenu extends PageElement {
  @property({ attribute: false }) state!: State;
  @property({ attribute: false }) piece = '';
  @property({ attribute: false }) picture = '';

  @property({ attribute: false }) table: ((caption: string) => Promise<string>) | null = null;

  @state() private size: Order['size'] = 'column';
  @state() private caption = true;
  @state() private fingerprints = false;

  override connectedCallback(): void {
    super.connectedCallback();
    // Its keys are its own: the picture beneath has others.
    this.addEventListener('keydown', (event) => event.stopPropagation());
  }

  /** Opens under its button, or closes again. */
  async toggle(button: HTMLElement): Promise<void> {
    await this.updateComplete;
    if (this.matches(':popover-open')) return this.hidePopover();
    this.showPopover({ source: button });
    const { right, bottom } = button.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this;
    const within = (place: number, size: number, room: number): number =>
      Math.max(EDGE, Math.min(place, room - size - EDGE));
    this.style.left = `${within(right - width, width, innerWidth)}px`;
    this.style.top = `${within(bottom + EDGE / 2, height, innerHeight)}px`;
    this.querySelector<HTMLElement>('button, input, select')?.focus();
  }

  protected override render(): unknown {
    const { exporting } = this.state;
    return html`
      ${this.drawing()} ${this.piece === 'spectrum' ? this.spectra() : this.numbers()}
      ${this.sharing()}
      <section>
        <h2>Open</h2>
        <label class="file">
          An exported JSON file
          <input type="file" accept=".json,application/json" @change=${this.chosen} />
        </label>
        <p class="soft">Or drop it anywhere on the page, or paste its text.</p>
      </section>
      <p class="export-status" role="status">${exporting?.text ?? ''}</p>
      ${
        exporting?.busy
          ? html`<button type="button" @click=${() => this.wish({ kind: 'cancel-export' })}>Cancel</button>`
          : nothing
      }
    `;
  }

  /** What shows the experiment elsewhere; its runs' fingerprints are known once all have ended. */
  private sharing(): unknown {
    const known = fingerprintsOf(this.state).length > 0;
    const button = (form: Form, text: string): unknown =>
      html`<button type="button" @click=${() => this.wish({ kind: 'copy-snippet', form, fingerprints: known && this.fingerprints })}>${text}</button>`;
    return html`
      <section>
        <h2>Link</h2>
        <div class="choices">
          ${button('link', 'Copy link')} ${button('markdown', 'Markdown')}
          ${button('iframe', 'iframe')} ${button('element', 'Element')}
        </div>
        <label class="option"
          ><input
            type="checkbox"
            name="fingerprints"
            ?disabled=${!known}
            .checked=${known && this.fingerprints}
            @change=${(event: Event) => {
              this.fingerprints = (event.target as HTMLInputElement).checked;
            }}
          />
          with fingerprints of the runs</label
        >
        <p class="soft">
          ${known ? 'By them, whoever opens it is told whether the runs are the same, bit for bit.' : 'Fingerprints are known when all runs have ended.'}
        </p>
      </section>
    `;
  }

  private drawing(): unknown {
    return html`
      <section>
        <h2>Picture</h2>
        <div class="choices">
          <button type="button" @click=${() => this.draw('svg')}>SVG</button>
          <button type="button" @click=${() => this.draw('png')}>PNG, 2×</button>
          ${this.table ? this.csv(this.table, this.piece) : nothing} ${this.still()}
        </div>
        <label class="option"
          >size
          <select
            @change=${(event: Event) => {
              this.size = (event.target as HTMLSelectElement).value as Order['size'];
            }}
          >
            <option value="column" ?selected=${this.size === 'column'}>a paper’s column, on white</option>
            <option value="page" ?selected=${this.size === 'page'}>as on this page</option>
          </select></label
        >
        <label class="option"
          ><input
            type="checkbox"
            .checked=${this.caption}
            @change=${(event: Event) => {
              this.caption = (event.target as HTMLInputElement).checked;
            }}
          />
          caption beneath: settings and link</label
        >
      </section>
    `;
  }

  private csv(write: (caption: string) => Promise<string>, part: string): unknown {
    return html`<button type="button" @click=${() => this.wish({ kind: 'export-table', part, write })}>its numbers, CSV</button>`;
  }

  /** What stands in an embedded figure's place until it lives, on paper, and where it cannot. */
  private still(): unknown {
    const { state } = this;
    const spec = state.experiment?.spec;
    const ended = spec && isNetwork(spec) ? state.training.phase === 'ended' : allEnded(state);
    if (this.piece !== '' || !ended) return nothing;
    return html`<button
      type="button"
      title="a small SVG of how the runs ended, for the place of an embedded figure"
      @click=${() =>
        this.wish({
          kind: 'export-picture',
          part: 'poster',
          format: 'svg',
          draw: async () => (await import('../export/poster-file')).posterFile(state),
        })}
    >
      Poster
    </button>`;
  }

  private draw(format: Order['format']): void {
    const view = this.closest<ViewElement>('main > *');
    if (!view) return;
    const { size, caption, picture, piece } = this;
    const order = { format, size, caption };
    this.wish({
      kind: 'export-picture',
      part: piece,
      format,
      draw: async (words) => (await import('../export/draw')).draw(view, picture, order, words),
    });
  }

  private spectra(): unknown {
    const { spectra } = this.state;
    const ready = spectra !== null && spectra.work === null && spectra.found.length > 0;
    const button = (format: 'json' | 'csv'): unknown =>
      html`<button type="button" ?disabled=${!ready} @click=${() => this.wish({ kind: 'export-spectra', format })}>${format.toUpperCase()}</button>`;
    return html`
      <section>
        <h2>Numbers of the spectrum</h2>
        <div class="choices">${button('json')}${button('csv')}</div>
        <p class="soft">${ready ? 'Eigenvalues with residuals, trace, nodes and weights of the density, numbers in full.' : 'When it has been computed.'}</p>
      </section>
    `;
  }

  /** A table can be written once there are numbers; the experiment itself at any time. */
  private numbers(): unknown {
    const { state } = this;
    const spec = state.experiment?.spec;
    if (!spec) return nothing;
    const ended = isNetwork(spec)
      ? !['idle', 'running', 'paused'].includes(state.training.phase)
      : allEnded(state);
    const none = state.runs.length === 0 && !isNetwork(spec);
    const rows = rowsOf(state);
    return html`
      <section>
        <h2>Numbers of the runs</h2>
        <div class="choices">
          <button type="button" ?disabled=${!ended && !none} @click=${() => this.wish({ kind: 'export-runs', format: 'json' })}>JSON</button>
          <button type="button" ?disabled=${!ended} @click=${() => this.wish({ kind: 'export-runs', format: 'csv' })}>CSV</button>
        </div>
        <p class="soft">
          ${
            ended
              ? `${count(rows)} rows, numbers in full. JSON opens here again, to the same bits.`
              : none
                ? 'JSON holds the settings; there are no runs yet.'
                : 'When the runs have ended.'
          }
        </p>
      </section>
    `;
  }

  private chosen(event: Event): void {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (!file) return;
    this.wish({ kind: 'import', file, name: file.name });
    input.value = '';
    this.hidePopover();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'es-export-menu': EsExportMenu;
  }
}
