import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import '../elements/es-map';
import type { EsMap, MapHatch } from '../elements/es-map';
import '../elements/es-number';
import '../elements/es-readout';
import '../elements/es-sentence';
import { warningsOf } from '../elements/es-sentence';
import '../elements/es-status';
import '../elements/es-transport';
import type { EsTransport } from '../elements/es-transport';
import { caption, mapHatch, mapName, mapRuns } from '../elements/landscape-picture';
import { PageElement, uniqueId } from '../elements/page-element';
import { landscapeReadout } from '../elements/readout-runs';
import { Revealing } from '../elements/revealing';
import { zoomButtons } from '../elements/zoom-buttons';
import { startsOf } from '../state/experiment';
import { type ShownPoint, shownPoints } from '../state/points';
import { allEnded, type Look, looks, records } from '../state/select';
import type { State } from '../state/state';
import { count } from '../words/numbers';
import { asText, type Sentence } from '../words/phrases';
import { describe } from '../words/sentence';
import type { Controls } from './controls';
import { stepsOf } from './figure';
import { fieldsOf, numberFields } from './number-fields';
import { guessNumbers } from './reserve';

const NO_SAMPLE: readonly [number, number][] = [];

/** A live landscape in someone else's page: the picture, what happened in words, and the controls asked for. */
@customElement('es-figure')
export class EsFigure extends PageElement {
  /** Null until there is a picture. */
  @property({ attribute: false }) state: State | null = null;
  /** What will be shown: the layout is made from it before there is a state. */
  @property({ attribute: false }) link = '';
  /** Stands in the picture's place until it is there. */
  @property({ attribute: false }) still: unknown = nothing;
  @property({ attribute: false }) controls!: Controls;
  /** The text alternative that the page's author wrote; the experiment's name without one. */
  @property({ attribute: false }) alt = '';
  /** This experiment, as it is now, in the playground. */
  @property({ attribute: false }) playground = '';

  @query('es-map') private readonly map!: EsMap | null;
  @query('es-transport') private readonly transport!: EsTransport | null;

  private readonly revealing = new Revealing(this);
  private readonly description = uniqueId('description');
  private points: readonly ShownPoint[] = [];
  private hatch: MapHatch | null = null;
  private look: readonly Look[] = [];
  private sentences: readonly Sentence[] = [];

  /** Kept while nothing of them has changed, so that a run that unfolds does not redraw them. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    const { state } = this;
    if (!changed.has('state') || !state) return;
    const before = changed.get('state') ?? null;
    const differs = (part: (of: State) => unknown): boolean =>
      before === null || part(before) !== part(state);
    const seen =
      differs(({ experiment }) => experiment?.spec.optimizers) ||
      differs(({ experiment }) => experiment?.beside.select) ||
      differs(({ theme }) => theme);
    if (seen) this.look = looks(state);
    if (seen || differs(({ critical }) => critical)) this.points = shownPoints(state);
    if (seen || differs(({ hatch }) => hatch)) this.hatch = mapHatch(state);
    const { experiment, facts } = state;
    const told = differs(({ runs }) => runs) || differs((of) => of.facts);
    if (experiment && told && allEnded(state))
      this.sentences = describe(experiment.spec, records(state), facts?.hypotheses);
  }

  protected override render(): unknown {
    const { state, controls, look } = this;
    const ended = state !== null && allEnded(state);
    const { step, last } = state ? stepsOf(state) : { step: 0, last: 0 };
    const words = this.sentences.map(asText).join(' ');
    const picture = html`<div class="stage" part="picture" @keydown=${this.keyed} @point=${this.revealing.meant}>
      ${this.still}${state ? this.drawing(state) : nothing}
    </div>`;
    return html`
      ${this.tools()} ${controls.starts ? picture : this.untouchable(picture, words)}
      ${
        controls.play
          ? html`<es-transport
              part="transport"
              .step=${step}
              .last=${last}
              .playing=${state?.playing ?? false}
              .speed=${state?.speed ?? 1}
            ></es-transport>`
          : nothing
      }
      ${this.question()}
      <es-sentence
        part="sentence"
        id=${this.description}
        .sentences=${this.sentences}
        .looks=${look}
        .hypotheses=${ended ? hypothesesToTell(state) : null}
        .stale=${!ended}
        .waiting=${state ? waitingFor(state, controls) : ''}
        .warnings=${state ? warningsOf(records(state)) : []}
      ></es-sentence>
      ${this.numbers()}
      <p class="foot" part="footer">
        <span>${state?.experiment ? caption(state.experiment.spec) : ''}</span>
        <a href=${this.playground} target="_blank" rel="noopener">Open in the playground ↗</a>
      </p>
      <es-status .text=${ended && !state.playing ? words : ''}></es-status>
    `;
  }

  private tools(): unknown {
    const { controls } = this;
    const scale = this.state?.experiment?.beside.scale;
    if (!controls.zoom && !controls.scale) return nothing;
    return html`<div class="tools" part="tools">
      ${controls.zoom ? zoomButtons('zoom', 'the function’s own window', (factor) => this.map?.zoom(factor)) : nothing}
      ${
        controls.scale
          ? html`<div class="scale" role="radiogroup" aria-label="contour levels">
              ${(['linear', 'log'] as const).map(
                (one) => html`<label
                  ><input
                    type="radio"
                    name="scale"
                    .checked=${one === scale}
                    @change=${() => this.wish({ kind: 'beside', beside: { scale: one } })}
                  />${one}</label
                >`,
              )}
            </div>`
          : nothing
      }
    </div>`;
  }

  private drawing(state: State): unknown {
    const { look } = this;
    const { spec } = state.experiment ?? {};
    if (!spec) return nothing;
    const { pointed } = this.revealing;
    const shown = pointed === null ? undefined : this.points[pointed];
    const starts = startsOf(spec);
    return html`<es-map
      .window=${spec.window ?? [-1, 1, -1, 1]}
      .contours=${state.contours}
      .runs=${mapRuns(state, look)}
      .starts=${starts}
      .points=${this.points}
      .sample=${state.critical?.found.continuum_sample ?? NO_SAMPLE}
      .hatch=${this.hatch}
      .pointed=${shown ? pointed : null}
      .revealed=${shown ? this.revealing.reveal(shown, look) : null}
      .theme=${state.theme}
      .name=${this.alt || mapName(spec)}
      .showEnds=${!state.playing && starts.length > 0}
      .describedBy=${this.description}
    ></es-map>`;
  }

  /** Where nothing is to be moved, the map is a picture. */
  private untouchable(picture: unknown, words: string): unknown {
    const label = `${this.alt || 'Map of a function with runs of optimizers'}. ${words}`;
    return html`<div role="img" aria-label=${label}><div inert>${picture}</div></div>`;
  }

  private numbers(): unknown {
    const { state, controls } = this;
    const { numbers: wanted } = controls;
    if (wanted === null)
      return html`<details part="settings">
        <summary>Settings and numbers</summary>
        ${state ? html`${this.sliders(state, null)} ${this.readout(state)}` : nothing}
      </details>`;
    if (!state) return placesFor(this.link, wanted);
    return html`${this.sliders(state, wanted)} ${controls.readout ? this.readout(state) : nothing}`;
  }

  private sliders(state: State, wanted: readonly string[] | null): unknown {
    const { look } = this;
    const { experiment, critical, fieldErrors } = state;
    if (wanted?.length === 0) return nothing;
    const all = fieldsOf(state, look);
    const fields = wanted === null ? all : all.filter(({ name }) => wanted.includes(name));
    const unknown = (wanted ?? []).filter((word) => !all.some(({ name }) => name === word));
    return html`
      ${unknown.length > 0 ? html`<p class="note">${strayWords(unknown, all)}</p>` : nothing}
      <div class="numbers" part="numbers">
        ${guard([experiment?.spec, critical, fieldErrors, look], () =>
          numberFields(state, fields, (path) => this.sets(path)),
        )}
      </div>
    `;
  }

  private readout(state: State): unknown {
    const { experiment, runs } = state;
    if (!experiment || runs.length === 0) return nothing;
    return html`<es-readout
      part="readout"
      .runs=${landscapeReadout(state)}
      .looks=${this.look}
      .starts=${startsOf(experiment.spec)}
      .select=${experiment.beside.select}
    ></es-readout>`;
  }

  /** A large experiment runs only after a yes. */
  private question(): unknown {
    const asking = this.state?.asking;
    if (!asking) return nothing;
    return html`<p class="ask" role="alert">
      This may take up to ${count(asking.gradients)} gradients.
      <button type="button" @click=${() => this.wish({ kind: 'answer', run: true })}>Run it</button>
      <button type="button" @click=${() => this.wish({ kind: 'answer', run: false })}>Don’t run</button>
    </p>`;
  }

  private keyed(event: KeyboardEvent): void {
    const target = event.target as Element;
    if (target.closest('input, select, button, summary, .scroll')) return;
    this.transport?.handleKey(event);
  }
}

/** Room for the numbers asked for, until they are there. */
function placesFor(link: string, wanted: readonly string[]): unknown {
  const counts = guessNumbers(link, wanted);
  if (counts.every((count) => count === 0)) return nothing;
  return html`<div class="numbers" aria-hidden="true">
    ${counts.map((count, i) =>
      count === 0
        ? nothing
        : html`<div>
            ${i > 0 ? html`<p class="whose">\u00a0</p>` : nothing}
            ${Array.from({ length: count }, () => html`<div class="number bare"></div>`)}
          </div>`,
    )}
  </div>`;
}

/** The badges are for those who set up a figure; a reader is told only where the theorem is out of reach. */
function hypothesesToTell({ facts }: State): Parameters<typeof describe>[2] {
  const { hypotheses } = facts ?? {};
  return hypotheses && hypotheses.notes.length > 0 ? hypotheses : null;
}

/** What to say while there is no outcome. */
function waitingFor({ runs, declined }: State, { starts }: Controls): string {
  if (runs.length === 0) return starts ? 'Click the map to let the optimizers run from there.' : '';
  return declined ? 'Not run.' : 'Running …';
}

const strayWords = (unknown: readonly string[], all: readonly { name: string }[]): string =>
  `controls: ${unknown.map((word) => `“${word}”`).join(', ')} is none of full, minimal, none, play, starts, zoom, scale, readout, ${[...new Set(all.map(({ name }) => name))].join(', ')}.`;

declare global {
  interface HTMLElementTagNameMap {
    'es-figure': EsFigure;
  }
}
