import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { DEFAULT_LINK, DEFAULT_NETWORK_LINK } from '../gallery/default';
import { VIEWS, type View } from '../state/experiment';
import { reproductionOf } from '../state/reproduction';
import type { State } from '../state/state';
import type { Step } from '../state/undo';
import { reason } from '../words/errors';
import { count, number } from '../words/numbers';
import { stepWords } from '../words/steps';
import type {} from './es-csv';
import './es-gallery';
import type {} from './es-help';
import './es-landscape';
import type {} from './es-reproduction';
import './es-status';
import { pageKey } from './keys';
import { PageElement } from './page-element';
import { type ThemeChoice, themeIcon } from './theme';

const TITLES: Readonly<Record<View, string>> = {
  landscape: 'Landscape',
  network: 'Network',
  filter: 'Filter',
  compare: 'Compare',
};

/** Views come with their charts when they are asked for; the page opens with the first one. */
const LATER: Readonly<Record<View, () => Promise<unknown>>> = {
  landscape: async () => {},
  network: () => import('./es-network'),
  filter: () => import('./es-filter-view'),
  compare: () => import('./es-compare'),
};

const WIDE = matchMedia('(min-width: 60rem)');

/** The page around the views: header, messages, and whichever view the experiment names. */
@customElement('es-app')
export class EsApp extends PageElement {
  @property({ attribute: false }) state!: State;
  @property({ attribute: false }) themeChoice: ThemeChoice = 'system';

  @state() private wide = WIDE.matches;
  @state() private aboutWanted = false;
  /** Views whose elements are there, and the one that could not be fetched. */
  @state() private ready: ReadonlySet<View> = new Set(['landscape']);
  @state() private missed: View | null = null;

  @query('dialog.ask') private readonly ask!: HTMLDialogElement | null;

  private readonly onWide = (): void => {
    this.wide = WIDE.matches;
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const wanted = pageKey(event);
    if (wanted === null || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    if (wanted === 'help') void this.openHelp();
    else this.wish({ kind: wanted });
  };

  override connectedCallback(): void {
    super.connectedCallback();
    WIDE.addEventListener('change', this.onWide);
    addEventListener('keydown', this.onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    WIDE.removeEventListener('change', this.onWide);
    removeEventListener('keydown', this.onKey);
  }

  protected override render(): unknown {
    return html`
      ${this.header()} ${this.messages()}
      ${this.claims ? html`<es-reproduction class="reproduction" role="status" .state=${this.state}></es-reproduction>` : nothing}
      <main class=${this.view}>${this.body()}</main>
      ${this.question()} ${this.announcements()}
      ${this.state.data.importing ? html`<es-csv .state=${this.state}></es-csv>` : nothing}
      <es-help></es-help>
      ${this.aboutWanted ? html`<es-about .engine=${this.state.catalogue?.engine ?? ''}></es-about>` : nothing}
    `;
  }

  /** The dialog comes when someone asks. */
  private async about(): Promise<void> {
    await import('./es-about');
    this.aboutWanted = true;
    await this.updateComplete;
    await this.querySelector('es-about')?.show();
  }

  /** For those who do not see it: what was done last, and what keeps a formula from being one. */
  private announcements(): unknown {
    const { said, fieldErrors } = this.state;
    const formula = fieldErrors['objective.source'];
    return html`
      <es-status .text=${said}></es-status>
      <es-status .text=${formula ? `Formula, ${reason(formula.error)}` : ''}></es-status>
    `;
  }

  /** The help comes when someone asks for it. */
  private async openHelp(): Promise<void> {
    await import('./es-help');
    this.querySelector('es-help')?.open();
  }

  protected override updated(): void {
    if (this.state.asking && this.ask && !this.ask.open) this.ask.showModal();
    if (!this.state.asking && this.ask?.open) this.ask.close();
    // The dialog comes to life when it is there.
    if (this.state.data.importing) void import('./es-csv');
    if (this.claims) void import('./es-reproduction');
    if (!this.ready.has(this.view) && this.missed !== this.view) void this.load(this.view);
  }

  /** Whether the experiment came with fingerprints, which its runs are held to, or from another engine. */
  private get claims(): boolean {
    return reproductionOf(this.state) !== null;
  }

  private get view(): View {
    return (this.state.experiment?.spec.view ?? 'landscape') as View;
  }

  private async load(view: View): Promise<void> {
    this.missed = null;
    try {
      await LATER[view]();
      this.ready = new Set([...this.ready, view]);
    } catch {
      this.missed = view;
    }
  }

  private header(): unknown {
    const { links, undo } = this.state;
    const fallback: Readonly<Partial<Record<View, string>>> = { network: DEFAULT_NETWORK_LINK };
    return html`
      <header class="bar">
        <h1><a href=${DEFAULT_LINK}>Eigensieve</a></h1>
        <nav aria-label="Views">
          ${VIEWS.map(
            (view) => html`<a
              href=${links[view] ?? fallback[view] ?? DEFAULT_LINK}
              aria-current=${view === this.view ? 'page' : nothing}
              >${TITLES[view]}</a
            >`,
          )}
        </nav>
        <div role="group" aria-label="steps">
          ${this.stepButton('undo', '↶', undo.past[undo.past.length - 1])}
          ${this.stepButton('redo', '↷', undo.future[0])}
        </div>
        <es-gallery></es-gallery>
        <button type="button" class="icon" aria-label="about Eigensieve" title="about" @click=${this.about}>
          <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true"><path d="M10 3a7 7 0 1 0 0 14a7 7 0 0 0 0-14 M10 9.500v4 M10 6.500v.2" /></svg>
        </button>
        <button
          type="button"
          class="icon help-button"
          aria-haspopup="dialog"
          aria-label="help: every gesture"
          title="help (?)"
          @click=${this.openHelp}
        >
          <b>?</b>
        </button>
        <button
          type="button"
          class="icon theme"
          aria-label="colours: ${this.themeChoice}"
          title="colours: ${this.themeChoice}"
          @click=${() => this.wish({ kind: 'theme', theme: NEXT_THEME[this.themeChoice] })}
        >
          ${themeIcon(this.themeChoice)}
        </button>
      </header>
    `;
  }

  /** Stays in reach when there is nothing to do: a button that goes dead would drop the focus. */
  private stepButton(kind: 'undo' | 'redo', sign: string, step: Step | undefined): unknown {
    const label = step ? `${kind}: ${stepWords(step.field)}` : kind;
    return html`<button
      type="button"
      class="icon"
      aria-label=${label}
      title="${label} (${kind === 'undo' ? 'Ctrl+Z' : 'Ctrl+Shift+Z'})"
      aria-disabled=${step ? 'false' : 'true'}
      @click=${() => this.wish({ kind })}
    >
      ${sign}
    </button>`;
  }

  private messages(): unknown {
    const { refused, notice } = this.state;
    return html`
      ${
        refused
          ? html`<section class="message" role="alert" aria-label="Link refused">
              <p>
                <b>This link could not be read.</b> ${refused.error.message}. Below is the page’s own
                example.
              </p>
              <form class="mend" @submit=${this.mend}>
                <label for="mend-link">Mend the link</label>
                <input id="mend-link" name="link" type="text" spellcheck="false" autocomplete="off" .value=${refused.link} />
                <button type="submit">Open</button>
                <button type="button" @click=${() => this.wish({ kind: 'dismiss-refusal' })}>Dismiss</button>
              </form>
            </section>`
          : nothing
      }
      ${
        notice
          ? html`<section class="message" role="alert">
              <p>${notice}</p>
              <button type="button" @click=${() => this.wish({ kind: 'dismiss-notice' })}>Dismiss</button>
            </section>`
          : nothing
      }
    `;
  }

  private mend(event: SubmitEvent): void {
    event.preventDefault();
    const link = new FormData(event.target as HTMLFormElement).get('link');
    if (typeof link === 'string')
      this.wish({ kind: 'open', link: link.slice(Math.max(0, link.indexOf('#'))) });
  }

  private body(): unknown {
    const { state } = this;
    if (!state.experiment) return nothing;
    const { view, wide } = this;
    if (!this.ready.has(view)) return this.notThere(view);
    switch (view) {
      case 'landscape':
        return html`<es-landscape .state=${state} .wide=${wide}></es-landscape>`;
      case 'network':
        return html`<es-network .state=${state} .wide=${wide}></es-network>`;
      case 'filter':
        return html`<es-filter-view .state=${state} .wide=${wide}></es-filter-view>`;
      case 'compare':
        return html`<es-compare .state=${state} .wide=${wide}></es-compare>`;
      default:
        return view satisfies never;
    }
  }

  private notThere(view: View): unknown {
    const name = TITLES[view];
    return this.missed === view
      ? html`<p class="empty" role="alert">
          The ${name} view could not be fetched.
          <button type="button" @click=${() => this.load(view)}>Try again</button>
        </p>`
      : html`<p class="empty">Loading the ${name} view …</p>`;
  }

  private question(): unknown {
    const { asking } = this.state;
    return html`<dialog
      class="ask"
      aria-label="A large experiment"
      @cancel=${(event: Event) => {
        event.preventDefault();
        this.wish({ kind: 'answer', run: false });
      }}
    >
      <p>
        This experiment may take up to <b>${asking ? words(asking.gradients) : ''}</b> gradients. It can be
        cancelled at any time.
      </p>
      <p class="buttons">
        <button type="button" @click=${() => this.wish({ kind: 'answer', run: true })}>Run it</button>
        <button type="button" @click=${() => this.wish({ kind: 'answer', run: false })}>Don’t run</button>
      </p>
    </dialog>`;
  }
}

const words = (gradients: number): string =>
  gradients < 1e6 ? count(gradients) : number(gradients, 3);

const NEXT_THEME: Readonly<Record<ThemeChoice, ThemeChoice>> = {
  system: 'light',
  light: 'dark',
  dark: 'system',
};

declare global {
  interface HTMLElementTagNameMap {
    'es-app': EsApp;
  }
}
