import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import '../elements/es-map';
import type { EsMap, MapHatch } from '../elements/es-map';
import { warningsOf } from '../elements/es-sentence';
import '../elements/es-transport';
import type { EsTransport } from '../elements/es-transport';
import { caption, mapHatch, mapName, mapRuns } from '../elements/landscape-picture';
import { uniqueId } from '../elements/page-element';
import { landscapeReadout } from '../elements/readout-runs';
import { Revealing } from '../elements/revealing';
import { scaleChoice } from '../elements/scale-choice';
import { zoomButtons } from '../elements/zoom-buttons';
import { startsOf } from '../state/experiment';
import { type ShownPoint, shownPoints } from '../state/points';
import { allEnded, looks, records } from '../state/select';
import type { State } from '../state/state';
import { asText, type Sentence } from '../words/phrases';
import { describe } from '../words/sentence';
import type { Controls } from './controls';
import { FigureFace, hypothesesToTell } from './face';
import { stepsOf } from './figure';
import { guessNumbers } from './reserve';

const NO_SAMPLE: readonly [number, number][] = [];

/** A live landscape in someone else's page: the picture, what happened in words, and the controls asked for. */
@customElement('es-figure')
export class EsFigure extends FigureFace {
  /** What will be shown: the layout is made from it before there is a state. */
  @property({ attribute: false }) link = '';
  /** Stands in the picture's place until it is there. */
  @property({ attribute: false }) still: unknown = nothing;

  @query('es-map') private readonly map!: EsMap | null;
  @query('es-transport') private readonly transport!: EsTransport | null;

  private readonly revealing = new Revealing(this);
  private readonly description = uniqueId('description');
  private points: readonly ShownPoint[] = [];
  private hatch: MapHatch | null = null;
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
    if (seen || differs(({ hatches }) => hatches)) this.hatch = mapHatch(state);
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
      ${state || !controls.numbers ? this.numbers(state, this.runs) : placesFor(this.link, controls.numbers)}
      ${this.foot(state?.experiment ? caption(state.experiment.spec) : '')}
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
          ? scaleChoice(scale, (one) => this.wish({ kind: 'beside', beside: { scale: one } }))
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

  private readonly runs = (state: State): unknown => {
    const { spec } = state.experiment ?? {};
    return spec ? this.readout(landscapeReadout(state), startsOf(spec)) : nothing;
  };

  private keyed(event: KeyboardEvent): void {
    this.transport?.hear(event);
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

/** What to say while there is no outcome. */
function waitingFor({ runs, declined }: State, { starts }: Controls): string {
  if (runs.length === 0) return starts ? 'Click the map to let the optimizers run from there.' : '';
  return declined ? 'Not run.' : 'Running …';
}

declare global {
  interface HTMLElementTagNameMap {
    'es-figure': EsFigure;
  }
}
