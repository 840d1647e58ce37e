import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { firstInTurn } from '../elements/turns';
import type { RunRecord, Spec } from '../generated/types';
import type { Theme } from '../plot/colour';
import { aspectOf } from '../plot/frame';
import { isNetwork } from '../state/experiment';
import type { State } from '../state/state';
import type { Wish } from '../state/wish';
import { readControls } from './controls';
import './es-figure';
import { Figure, hasEnded, isPlaying, recordsOf, stepsOf } from './figure';
import { HERE } from './here';
import { guessAspect, guessTold } from './reserve';
import { sheets } from './sheets';
import { themeAround, watchSurroundings } from './surroundings';
import { whyStill } from './trouble';

/** What a figure shows, all of it: given back to `setState`, it shows the same again. */
export interface FigureState {
  /** The link of what is shown, with the step and the optimizer selected. */
  readonly link: string;
  /** Null until the engine has read the link. */
  readonly spec: Spec | null;
  readonly playing: boolean;
  readonly step: number;
  /** Steps of the longest run. */
  readonly last: number;
  /** One a run, optimizer by optimizer, then start by start; null while it is under way. */
  readonly runs: readonly (RunRecord | null)[];
}

/** What `setState` takes: a whole state, or what is to change of it. */
export type FigureChange = Partial<Pick<FigureState, 'link' | 'spec' | 'playing' | 'step'>>;

export interface FigureError {
  readonly code: string;
  readonly field: string;
  readonly message: string;
}

/** The events of a figure, by name. They do not bubble. */
export interface FigureEvents {
  step: CustomEvent<Pick<FigureState, 'step' | 'last'>>;
  end: CustomEvent<Pick<FigureState, 'link' | 'runs'>>;
  error: CustomEvent<FigureError>;
}

/**
 * A live figure in any page. It keeps to itself: what it looks like and does stays in its shadow root,
 * and all it knows is in its attributes.
 */
export class EigenSieve extends LitElement {
  static override styles = sheets;

  /** The experiment: a link's `#v=1&…`, with or without an address before it. */
  @property({ reflect: true }) src = '';
  /** Which view of it; the link's own without this. */
  @property({ reflect: true }) view = '';
  @property({ reflect: true }) controls: string | null = null;
  @property({ reflect: true }) theme = 'auto';
  @property({ reflect: true }) loading = 'lazy';
  @property({ reflect: true }) alt = '';
  /** Address of a still, shown until the figure is live and wherever it cannot be. */
  @property({ reflect: true }) poster = '';
  /** Address of the playground, with a slash at its end. */
  @property({ reflect: true }) playground = '';

  @state() private shown: State | null = null;
  /** Why there is no live figure. */
  @state() private why = '';
  @state() private hasChildren = false;

  /** What has been loaded of them. */
  @state() private faces: ReadonlySet<keyof typeof FACES> = new Set();
  /** What it stands on. */
  @state() private ground: Theme = 'light';

  private figure: Figure | null = null;
  /** Settles when the figure is live, or is known not to be. */
  private ready: Promise<void> = Promise.resolve();
  /** The link to begin with: what was shown when the element was last in a page. */
  private last: string | null = null;
  private drawing = false;
  /** In sight; nobody knows at first. */
  private seen = true;
  private stopWatching: (() => void) | null = null;
  private readonly sight = new IntersectionObserver((entries) => this.sighted(entries));

  override connectedCallback(): void {
    super.connectedCallback();
    this.renderRoot.addEventListener('wish', this.wished);
    this.sight.observe(this);
    this.stopWatching = watchSurroundings(() => this.dress());
    this.dress();
    if (this.loading === 'eager') this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.renderRoot.removeEventListener('wish', this.wished);
    this.sight.disconnect();
    this.stopWatching?.();
    this.last = this.figure?.link ?? this.last;
    this.figure?.close();
    this.figure = null;
    this.shown = null;
    this.why = '';
  }

  /**
   * Plays from the first step, starting the figure if need be; resolves with the runs when they have been
   * shown to their ends.
   */
  async run(): Promise<FigureState['runs']> {
    this.begin();
    await this.ready;
    const { figure } = this;
    const spec = figure?.state.experiment?.spec;
    if (!figure || !spec || spec.starts?.length === 0) return [];
    const ended = new Promise<FigureState['runs']>((resolve) => {
      this.addEventListener('end', () => resolve(this.getState().runs), { once: true });
    });
    figure.play();
    return ended;
  }

  pause(): void {
    this.figure?.move(false);
  }

  getState(): FigureState {
    const { figure } = this;
    const link = figure?.link ?? this.last ?? linkIn(this.src);
    if (!figure) return { link, spec: null, playing: false, step: 0, last: 0, runs: [] };
    const { state } = figure;
    const spec = state.experiment?.spec ?? null;
    const [playing, runs] = [isPlaying(state), recordsOf(state)];
    return { link, spec, playing, ...stepsOf(state), runs };
  }

  /** Shows another state, or changes this one. What the engine refuses is told by an `error` event. */
  async setState({ link, spec, step, playing }: FigureChange): Promise<void> {
    this.begin();
    await this.ready;
    const { figure } = this;
    if (!figure) return;
    if (link !== undefined && linkIn(link) !== figure.link) await figure.open(linkIn(link));
    else if (spec) {
      const patches = [{ path: [], value: spec }];
      figure.fulfil({ kind: 'edit', patches, field: 'spec', text: '' });
    }
    if (step !== undefined) figure.fulfil({ kind: 'scrub', step });
    if (playing !== undefined) figure.move(playing);
  }

  /** Many may come at once. */
  protected override scheduleUpdate(): void | Promise<void> {
    return firstInTurn(this, () => void super.scheduleUpdate());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.hasUpdated) return;
    if (changed.has('theme')) this.dress();
    if (changed.has('view')) this.figure?.turn(this.view);
    if (!changed.has('src')) return;
    this.last = null;
    void this.figure?.open(linkIn(this.src));
  }

  protected override render(): unknown {
    const { shown, why } = this;
    const { refused } = shown ?? {};
    const trouble = refused
      ? `This figure’s link could not be read: ${refused.error.message}.`
      : why;
    return html`
      <div
        class="darkroom figure"
        part="figure"
        role="figure"
        aria-label=${this.alt || 'Runs of optimizers'}
        data-theme=${this.ground}
      >
        ${trouble ? html`<div class="stage">${this.still(false)}</div>${this.sorry(trouble)}` : this.face()}
      </div>
    `;
  }

  protected override updated(): void {
    const { window } = this.shown?.experiment?.spec ?? {};
    const link = this.last ?? linkIn(this.src);
    const { style } = this.renderRoot.querySelector<HTMLElement>('.figure') as HTMLElement;
    style.setProperty('--aspect', String(window ? aspectOf(window) : guessAspect(link)));
    style.setProperty('--told', String(guessTold(link)));
  }

  /** The live figure; until it is, what it will look like, with the still in the picture's place. */
  private face(): unknown {
    const { shown } = this;
    if (shown?.experiment) {
      const { spec } = shown.experiment;
      if (isNetwork(spec)) return this.other('network', shown);
      if (spec.view === 'filter') return this.other('filter', shown);
    }
    const live = shown?.experiment && shown.contours ? shown : null;
    return html`<es-figure
      class=${this.poster || this.hasChildren ? 'stilled' : ''}
      .state=${live}
      .link=${this.last ?? linkIn(this.src)}
      .still=${this.still(live !== null)}
      .controls=${readControls(this.controls)}
      .alt=${this.alt}
      .playground=${this.address}
    ></es-figure>`;
  }

  /** Faces that few figures have come with the first of them. */
  private other(face: keyof typeof FACES, state: State): unknown {
    const load = FACES[face];
    if (!this.faces.has(face)) {
      void load().then(
        () => {
          this.faces = new Set([...this.faces, face]);
        },
        (thrown: unknown) => this.fail(whyStill(thrown)),
      );
      return html`<div class="stage">${this.still(false)}</div>`;
    }
    const controls = readControls(this.controls);
    const { alt, address } = this;
    return face === 'network'
      ? html`<es-figure-network .state=${state} .controls=${controls} .alt=${alt} .playground=${address}></es-figure-network>`
      : html`<es-figure-filter .state=${state} .controls=${controls} .alt=${alt} .playground=${address}></es-figure-filter>`;
  }

  private still(away: boolean): unknown {
    return html`<div class="still ${away ? 'away' : ''}" part="poster">
      ${this.poster ? html`<img src=${this.poster} alt=${this.alt} />` : nothing}
      <slot ?hidden=${this.poster !== ''} @slotchange=${this.slotted}></slot>
    </div>`;
  }

  /** What a reader gets where the figure cannot live: the still's words, why, and the way out. */
  private sorry(trouble: string): unknown {
    return html`
      ${this.alt ? html`<p class="sentence" part="sentence">${this.alt}</p>` : nothing}
      <p class="note" role="status">${trouble}</p>
      <p class="foot" part="footer"><span></span><a href=${this.address} target="_blank" rel="noopener">Open in the playground ↗</a></p>
    `;
  }

  /** Where the playground shows this very state. */
  private get address(): string {
    const home = this.playground || new URL('./', HERE).href;
    return new URL(this.getState().link, home).href;
  }

  /** Bound here, for the still is handed to the figure's face. */
  private readonly slotted = (event: Event): void => {
    this.hasChildren = (event.target as HTMLSlotElement).assignedElements().length > 0;
  };

  private sighted(entries: readonly IntersectionObserverEntry[]): void {
    this.seen = entries.at(-1)?.isIntersecting ?? false;
    if (this.seen) this.begin();
    this.figure?.see(this.seen);
  }

  private dress(): void {
    const { theme } = this;
    this.ground = theme === 'light' || theme === 'dark' ? theme : themeAround(this);
    this.figure?.wear(this.ground);
  }

  private begin(): void {
    if (this.figure || !this.isConnected) return;
    const link = this.last ?? linkIn(this.src);
    const figure = new Figure(link, this.view, (state, before) =>
      this.follow(figure, state, before),
    );
    this.figure = figure;
    this.why = '';
    figure.wear(this.ground);
    const data = new URL('data/', HERE).href;
    this.ready = figure
      .start(data, () => STILL.matches)
      .catch((thrown: unknown) => {
        if (this.figure === figure) this.fail(whyStill(thrown));
      });
  }

  private fail(why: string): void {
    this.why = why;
    this.tell('error', { code: 'unavailable', field: '', message: why });
  }

  /** The engine's answers arrive several to a frame; each frame shows the state it finds, once. */
  private follow(figure: Figure, state: State, before: State): void {
    if (!this.seen && isPlaying(state)) {
      figure.see(false);
      return;
    }
    this.announce(figure, state, before);
    if (this.drawing) return;
    this.drawing = true;
    requestAnimationFrame(() => {
      this.drawing = false;
      this.shown = this.figure?.state ?? null;
      // The link of what is shown is told a moment after it.
      this.requestUpdate();
    });
  }

  private announce(figure: Figure, state: State, before: State): void {
    const [now, then] = [stepsOf(state), stepsOf(before)];
    if (now.step !== then.step || now.last !== then.last) this.tell('step', now);
    if (hasEnded(state) && !hasEnded(before) && !figure.interrupted)
      this.tell('end', { link: figure.link, runs: recordsOf(state) });
    if (state.refused && state.refused !== before.refused) this.tell('error', state.refused.error);
    for (const [field, refusal] of Object.entries(state.fieldErrors))
      if (before.fieldErrors[field] !== refusal) this.tell('error', refusal.error);
    if (state.engine === 'failed' && before.engine !== 'failed')
      this.fail(whyStill(new Error(state.notice ?? '')));
  }

  private tell<K extends keyof FigureEvents>(name: K, detail: FigureEvents[K]['detail']): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /** What is asked for in here is nobody else's business. */
  private readonly wished = (event: Event): void => {
    event.stopPropagation();
    this.figure?.fulfil((event as CustomEvent<Wish>).detail);
  };
}

const FACES = {
  network: () => import('./es-figure-network'),
  filter: () => import('./es-figure-filter'),
};

/** The link in an address, or the text itself. */
function linkIn(src: string): string {
  const at = src.indexOf('#');
  return at < 0 ? `#${src}` : src.slice(at);
}

const STILL = matchMedia('(prefers-reduced-motion: reduce)');
