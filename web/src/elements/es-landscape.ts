import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Spec } from '../generated/types';
import type { Shown } from '../state/along';
import { objectiveName, runPlaces, startsOf } from '../state/experiment';
import { allEnded, lastStep, looks, records, shownStep } from '../state/select';
import type { State } from '../state/state';
import { symbol } from '../words/names';
import { count, number } from '../words/numbers';
import { asText, describe, type Sentence } from '../words/sentence';
import './es-map';
import type { EsMap, MapRun } from './es-map';
import './es-plane-controls';
import './es-readout';
import type { ReadoutRun } from './es-readout';
import './es-sentence';
import { warningsOf } from './es-sentence';
import './es-status';
import './es-strip';
import './es-transport';
import type { EsTransport } from './es-transport';
import { PageElement, uniqueId } from './page-element';
import { runsTable } from './runs-table';
import { verdictOf } from './verdict';

/** The landscape view: the map, what happened on it in words and numbers, and the settings. */
@customElement('es-landscape')
export class EsLandscape extends PageElement {
  @property({ attribute: false }) state!: State;
  @property({ attribute: false }) wide = true;

  @query('es-map') private readonly map!: EsMap | null;

  @query('es-transport') private readonly transport!: EsTransport | null;

  @state() private alongReady = false;
  @state() private overlays: typeof import('./layers') | null = null;

  private readonly description = uniqueId('description');
  private hasOpened = false;
  /** The last outcome; it stays, dimmed, until the next one is there. */
  private told: { from: readonly unknown[]; of: string; sentences: readonly Sentence[] } = {
    from: [],
    of: '',
    sentences: [],
  };

  protected override render(): unknown {
    const { state } = this;
    const { experiment, catalogue } = state;
    if (!experiment || !catalogue) return nothing;
    const { spec, beside } = experiment;
    const known = records(state);
    const ended = allEnded(state);
    const look = looks(state);
    const starts = startsOf(spec);
    if (ended) this.tell(spec, known);
    const kept = !state.declined && starts.length > 0 && this.told.of === objectiveName(spec);
    const sentences = kept ? this.told.sentences : [];
    return html`
      <section class="stage" aria-label="Picture" @keydown=${this.keyed}>
        <div class="above">
          <p class="caption">${caption(spec)}</p>
          <div class="zoom" role="group" aria-label="zoom">
            ${ZOOMS.map(
              ({ label, sign, factor }) => html`<button
                type="button"
                class="icon"
                aria-label=${label}
                title=${label}
                @click=${() => this.map?.zoom(factor)}
              >
                ${sign}
              </button>`,
            )}
          </div>
          <div class="scale" role="radiogroup" aria-label="contour levels">
            ${(['linear', 'log'] as const).map(
              (scale) => html`<label
                ><input
                  type="radio"
                  name="scale"
                  .checked=${beside.scale === scale}
                  @change=${() => this.wish({ kind: 'beside', beside: { scale } })}
                />${scale}</label
              >`,
            )}
          </div>
        </div>
        <es-map
          .window=${spec.window ?? [-1, 1, -1, 1]}
          .contours=${state.contours}
          .runs=${this.mapRuns(look)}
          .layers=${this.overlays?.layersOf(state, look) ?? []}
          .starts=${starts}
          .theme=${state.theme}
          .name=${mapName(spec)}
          .showEnds=${!state.playing && starts.length > 0}
          .describedBy=${this.description}
        ></es-map>
        <div class="beneath">
          <es-transport
            .step=${Math.min(shownStep(state), lastStep(state))}
            .last=${lastStep(state)}
            .playing=${state.playing}
          ></es-transport>
          <div class="layers" role="group" aria-label="drawn on demand">
            ${LAYERS.map(
              ({ name, label, title }) => html`<label title=${title}
                ><input
                  type="checkbox"
                  .checked=${state.shown[name]}
                  @change=${(event: Event) =>
                    this.show({ [name]: (event.target as HTMLInputElement).checked })}
                />${label}</label
              >`,
            )}
            <span class="soft">${state.shown.ascent ? this.overlays?.ascentWords(state, look) : nothing}</span>
          </div>
        </div>
        <es-sentence
          id=${this.description}
          .sentences=${sentences}
          .looks=${look}
          .hypotheses=${state.facts?.hypotheses ?? null}
          .stale=${!ended}
          .waiting=${waitingFor(state)}
          .warnings=${warningsOf(known)}
        ></es-sentence>
        <details class="words" ?open=${state.shown.along} @toggle=${this.toggledAlong}>
          <summary>Along the run: loss, ‖∇f‖ and λ max</summary>
          ${
            state.shown.along && this.alongReady
              ? html`<es-along .state=${state} .looks=${look}></es-along>`
              : nothing
          }
        </details>
        <details class="words">
          <summary>The picture as a table</summary>
          <p class="soft">${fieldWords(state)}</p>
          ${runsTable(`Runs on ${mapName(spec)}`, known)}
        </details>
      </section>
      <aside class="side" aria-label="Readout">
        <h2>The sieve</h2>
        <es-strip
          .filters=${state.facts?.filters ?? []}
          .looks=${look}
          .records=${look.map((_, i) => state.runs.flatMap(({ record }, k) => (record && placeOf(spec, k) === i ? [record] : [])))}
        ></es-strip>
        <h2>Where they ended</h2>
        <es-readout
          .runs=${readoutRuns(state)}
          .looks=${look}
          .starts=${starts}
          .select=${beside.select}
        ></es-readout>
      </aside>
      <details class="controls" ?open=${this.wide}>
        <summary>Settings</summary>
        <es-plane-controls .state=${state} .looks=${look}></es-plane-controls>
      </details>
      <es-status .text=${ended && !state.playing ? sentences.map(asText).join(' ') : ''}></es-status>
    `;
  }

  /** Frames of a run unfolding all tell the same. */
  private tell(spec: Spec, known: ReturnType<typeof records>): void {
    const { runs, facts } = this.state;
    const from = [runs, spec, facts];
    if (from.every((part, i) => part === this.told.from[i])) return;
    const sentences = describe(spec, known, facts?.hypotheses);
    this.told = { from, of: objectiveName(spec), sentences };
  }

  protected override updated(): void {
    const { shown } = this.state;
    if (!this.hasOpened && ROOMY.matches && allEnded(this.state)) {
      this.hasOpened = true;
      this.show({ along: true });
    }
    if (shown.along && !this.alongReady) void this.loadAlong();
    if ((shown.ascent || shown.hessian) && !this.overlays) void this.loadOverlays();
  }

  /** Charts and overlays come only when they are asked for. */
  private async loadAlong(): Promise<void> {
    await import('./es-along');
    this.alongReady = true;
  }

  private async loadOverlays(): Promise<void> {
    this.overlays = await import('./layers');
  }

  private toggledAlong(event: Event): void {
    const along = (event.target as HTMLDetailsElement).open;
    if (along !== this.state.shown.along) this.show({ along });
  }

  private show(shown: Partial<Shown>): void {
    this.wish({ kind: 'show', shown });
  }

  private mapRuns(look: ReturnType<typeof looks>): MapRun[] {
    const { state } = this;
    const { experiment } = state;
    if (!experiment) return [];
    const { select } = experiment.beside;
    const step = shownStep(state);
    return runPlaces(experiment.spec).flatMap(({ optimizer }, i): MapRun[] => {
      const run = state.runs[i];
      const own = look[optimizer];
      if (!run?.trail || !own) return [];
      return [
        {
          trail: run.trail,
          colour: own.colour,
          momentum: own.momentum,
          name: own.name,
          mark: verdictOf(run.record).mark,
          optimizer,
          step: Math.min(step, run.trail.steps),
          faded: select !== null && select !== optimizer,
        },
      ];
    });
  }

  private keyed(event: KeyboardEvent): void {
    const target = event.target as Element;
    if (target.closest('input, select, button, summary, .scroll')) return;
    this.transport?.handleKey(event);
  }
}

/** Room beneath the picture for charts that nobody asked for. */
const ROOMY = matchMedia('(min-width: 75rem) and (min-height: 62rem)');

const LAYERS = [
  {
    name: 'ascent',
    label: 'ascent points',
    title: 'lines from each iterate to where its gradient was really taken',
  },
  {
    name: 'hessian',
    label: 'Hessian',
    title: 'an ellipse where each run is: short across steep directions, long along flat ones',
  },
] as const;

const ZOOMS = [
  { label: 'zoom in', sign: '+', factor: 0.7 },
  { label: 'zoom out', sign: '−', factor: 1 / 0.7 },
  { label: 'the function’s own window', sign: '⌂', factor: null },
] as const;

const placeOf = (spec: Spec, run: number): number => runPlaces(spec)[run]?.optimizer ?? -1;

/** What to say while there is no outcome. */
function waitingFor({ runs, declined }: State): string {
  if (runs.length === 0) return 'Click the map, or press “Add a start”, to let the optimizers run.';
  return declined ? 'Not run: press play to run it after all.' : 'Running …';
}

/** The function and its parameters, as a figure's caption. */
function caption(spec: Spec): string {
  if (spec.objective.kind === 'mlp') return '';
  const values = Object.entries(spec.objective.params).map(
    ([name, value]) => `${symbol(name)} = ${number(value)}`,
  );
  return [mapName(spec), ...values].join(', ');
}

function mapName(spec: Spec): string {
  const name = objectiveName(spec);
  return spec.objective.kind === 'expr' ? `f = ${name}` : name;
}

function readoutRuns(state: State): ReadoutRun[] {
  const { experiment } = state;
  if (!experiment) return [];
  const { spec, beside } = experiment;
  return runPlaces(spec).map((place, i) => {
    const run = state.runs[i];
    const record = run?.record ?? null;
    const stale = run?.stale ?? true;
    const claimed = beside.fp[i];
    const reproduced =
      claimed === undefined || stale || !record ? null : claimed === record.fingerprint;
    return { place, record, stale, reproduced };
  });
}

/** The background of the map in words. */
function fieldWords({ contours, experiment }: State): string {
  const spec = experiment?.spec;
  if (!contours || !spec?.window) return '';
  const [x0, x1, y0, y1] = spec.window;
  const levels = contours.levels;
  const spread =
    levels.length > 0
      ? `${levels.length} contour levels from ${number(levels[0])} to ${number(levels[levels.length - 1])}`
      : 'no contour levels';
  const holes =
    contours.holes > 0 ? ` f is not finite on ${count(contours.holes)} cells of the grid.` : '';
  return `x from ${number(x0)} to ${number(x1)}, y from ${number(y0)} to ${number(y1)}; f from ${number(contours.low, 3)} to ${number(contours.high, 3)}, ${spread}; the light floor is low.${holes}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'es-landscape': EsLandscape;
  }
}
