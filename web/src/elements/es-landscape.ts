import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state as reactive } from 'lit/decorators.js';
import type { Spec } from '../generated/types';
import { limitOf, NARROWEST, WIDEST } from '../plot/frame';
import { objectiveName, runPlaces, startsOf } from '../state/experiment';
import { type ShownPoint, shownPoints, spanOf } from '../state/points';
import {
  allEnded,
  filterShown,
  firstFilter,
  hasFilter,
  type Look,
  lastStep,
  looks,
  records,
  shownStep,
} from '../state/select';
import type { State } from '../state/state';
import { symbol } from '../words/names';
import { count, number } from '../words/numbers';
import { asText, type Sentence } from '../words/phrases';
import { describe } from '../words/sentence';
import type { EsCritical } from './es-critical';
import './es-export';
import './es-map';
import type { EsMap, MapHatch, MapRun, Revealed } from './es-map';
import './es-plane-controls';
import './es-readout';
import './es-sentence';
import { warningsOf } from './es-sentence';
import './es-status';
import './es-transport';
import type { EsTransport } from './es-transport';
import { mapKey } from './map-key';
import type { Pointing } from './map-points';
import { OnDemand } from './on-demand';
import { onSight } from './on-sight';
import { PageElement, uniqueId } from './page-element';
import { landscapeReadout } from './readout-runs';
import { runsTable } from './runs-table';
import { verdictOf } from './verdict';
import { zoomButtons } from './zoom-buttons';

/** The landscape view: the map, what happened on it in words and numbers, and the settings. */
@customElement('es-landscape')
export class EsLandscape extends PageElement {
  @property({ attribute: false }) state!: State;
  @property({ attribute: false }) wide = true;

  @query('es-map') private readonly map!: EsMap | null;

  @query('es-critical') private readonly table!: EsCritical | null;

  @query('es-transport') private readonly transport!: EsTransport | null;

  private readonly onDemand = new OnDemand(this, (shown) => this.wish({ kind: 'show', shown }));

  @reactive() private basins: typeof import('./es-basins') | null = null;

  /** Critical points under a pointer and with the focus; what is put away comes back with the next one. */
  @reactive() private passed: number | null = null;
  @reactive() private focused: number | null = null;

  /** How points are revealed; loaded with the first one. */
  @reactive() private revealing: typeof import('./point-card') | null = null;

  private points: readonly ShownPoint[] = [];
  private hatch: MapHatch | null = null;
  /** The table's coming into sight is waited for. */
  private watched = false;
  private equalizerWatched = false;

  private readonly description = uniqueId('description');
  /** The last outcome; it stays, dimmed, until the next one is there. */
  private told: { from: readonly unknown[]; of: string; sentences: readonly Sentence[] } = {
    from: [],
    of: '',
    sentences: [],
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    this.passed = null;
    this.focused = null;
  };

  override connectedCallback(): void {
    super.connectedCallback();
    // What a pointer called up has no focus of its own: Escape is heard wherever the focus is.
    window.addEventListener('keydown', this.onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.onKey);
  }

  /** Kept while nothing of them has changed, so that a run that unfolds does not redraw them. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('state')) return;
    const { state } = this;
    const before = changed.get('state') as State | undefined;
    const { experiment: old } = before ?? {};
    const selected = old?.beside.select === state.experiment?.beside.select;
    if (
      !selected ||
      before?.critical !== state.critical ||
      old?.spec.optimizers !== state.experiment?.spec.optimizers
    )
      this.points = shownPoints(state);
    if (!selected || before?.hatch !== state.hatch || before?.theme !== state.theme)
      this.hatch = mapHatch(state);
  }

  protected override updated(): void {
    this.keepEqualizer();
    if (this.state.basins.on && !this.basins) void this.loadBasins();
    const { facts, critical } = this.state;
    // Before what stands above the table has its height, the table is in sight by mistake.
    if (this.watched || !this.table || !facts || !critical) return;
    this.watched = true;
    onSight(this.table, () => void import('./es-critical'));
  }

  /** The equalizer comes after the first picture, where it is in sight; its place is kept. */
  private keepEqualizer(): void {
    const { experiment, contours, runs, declined } = this.state;
    const place = this.querySelector<HTMLElement>('es-filter');
    place?.style.setProperty('--lanes', String(experiment?.spec.optimizers.length ?? 0));
    const drawn = runs.length === 0 || declined || runs.some(({ trail }) => trail !== null);
    if (this.equalizerWatched || !place || !contours || !drawn) return;
    this.equalizerWatched = true;
    onSight(place, () => void import('./es-filter'));
  }

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
    const pointed = this.passed ?? this.focused;
    const shown = pointed === null ? undefined : this.points[pointed];
    return html`
      <section class="stage" aria-label="Picture" @keydown=${this.keyed} @point=${this.meant}>
        <div class="above">
          <p class="caption" title=${caption(spec)}>${limit(spec) ?? caption(spec)}</p>
          ${zoomButtons('zoom', 'the function’s own window', (factor) => this.map?.zoom(factor))}
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
          <es-export .state=${state} .picture=${'es-map'}></es-export>
        </div>
        <es-map
          .window=${spec.window ?? [-1, 1, -1, 1]}
          .contours=${state.contours}
          .runs=${this.mapRuns(look)}
          .layers=${this.onDemand.layers(look)}
          .starts=${starts}
          .points=${this.points}
          .sample=${state.critical?.found.continuum_sample ?? NO_SAMPLE}
          .hatch=${this.hatch}
          .pointed=${shown ? pointed : null}
          .revealed=${shown ? this.reveal(shown, look) : null}
          .theme=${state.theme}
          .name=${mapName(spec)}
          .showEnds=${!state.playing && starts.length > 0}
          .ground=${this.basins?.basinGround(state) ?? null}
          .describedBy=${this.description}
        ></es-map>
        <div class="beneath">
          ${mapKey(
            {
              looks: look,
              select: beside.select,
              first: firstFilter(state),
              undecided: this.points.some(({ admitted }) => admitted === null),
              filtered: hasFilter(catalogue, spec.optimizers[filterShown(state)]?.rule ?? ''),
            },
            (select) => this.wish({ kind: 'beside', beside: { select } }),
          )}
          <es-transport
            .step=${Math.min(shownStep(state), lastStep(state))}
            .last=${lastStep(state)}
            .playing=${state.playing}
            .speed=${state.speed}
          ></es-transport>
          ${this.onDemand.toggles(look, this.basinToggle())}
        </div>
        ${state.basins.on && this.basins ? html`<es-basins .state=${state}></es-basins>` : nothing}
        <es-sentence
          id=${this.description}
          .sentences=${sentences}
          .looks=${look}
          .hypotheses=${this.wide && spec.objective.kind === 'expr' ? null : (state.facts?.hypotheses ?? null)}
          .stale=${!ended}
          .waiting=${waitingFor(state)}
          .warnings=${warningsOf(known)}
        ></es-sentence>
        ${this.onDemand.charts(look)}
        <details class="words">
          <summary>The picture as a table</summary>
          <p class="soft">${fieldWords(state)}</p>
          ${runsTable(`Runs on ${mapName(spec)}`, known)}
        </details>
      </section>
      <aside class="side" aria-label="Readout">
        <es-filter .state=${state}></es-filter>
        <h2>Where they ended</h2>
        <es-readout
          .runs=${landscapeReadout(state)}
          .looks=${look}
          .starts=${starts}
          .select=${beside.select}
        ></es-readout>
        <h2>Critical points</h2>
        <es-critical
          .found=${state.critical?.found ?? null}
          .points=${this.points}
          .looks=${look}
          .span=${spanOf(state)}
          .pointed=${pointed}
          @point=${this.meant}
        ></es-critical>
      </aside>
      <details class="controls" ?open=${this.wide}>
        <summary>Settings</summary>
        <es-plane-controls .state=${state} .looks=${look}></es-plane-controls>
      </details>
      <es-status .text=${ended && !state.playing ? sentences.map(asText).join(' ') : ''}></es-status>
      <es-status .text=${this.basins?.basinsAloud(state) ?? ''}></es-status>
    `;
  }

  /** Basins come only when they are asked for. */
  private async loadBasins(): Promise<void> {
    try {
      this.basins = await import('./es-basins');
    } catch {
      // The network is gone: the switch goes back, and may be tried again.
      this.wish({ kind: 'basins', on: false });
    }
  }

  private basinToggle(): unknown {
    return html`<label title="Which start leads where"
      ><input
        type="checkbox"
        name="basins"
        .checked=${this.state.basins.on}
        @change=${(event: Event) =>
          this.wish({ kind: 'basins', on: (event.target as HTMLInputElement).checked })}
      />basins</label
    >`;
  }

  /** Frames of a run unfolding all tell the same. */
  private tell(spec: Spec, known: ReturnType<typeof records>): void {
    const { runs, facts } = this.state;
    const from = [runs, spec, facts];
    if (from.every((part, i) => part === this.told.from[i])) return;
    const sentences = describe(spec, known, facts?.hypotheses);
    this.told = { from, of: objectiveName(spec), sentences };
  }

  private mapRuns(look: readonly Look[]): MapRun[] {
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

  private meant({ detail: { index, passing } }: CustomEvent<Pointing>): void {
    if (passing) this.passed = index;
    else this.focused = index;
    if (!this.revealing) void this.loadRevealing();
  }

  private async loadRevealing(): Promise<void> {
    this.revealing = await import('./point-card');
  }

  private reveal(shown: ShownPoint, looks: readonly Look[]): Revealed | null {
    const { revealing } = this;
    if (!revealing) return null;
    return {
      card: revealing.pointCard(shown, looks, spanOf(this.state)),
      ellipse: (frame) => revealing.pointEllipse(shown, frame),
    };
  }

  private keyed(event: KeyboardEvent): void {
    const target = event.target as Element;
    if (target.closest('input, select, button, summary, .scroll')) return;
    this.transport?.handleKey(event);
  }
}

function mapHatch(state: State): MapHatch | null {
  const { hatch } = state;
  if (!hatch?.forbidden || hatch.optimizer !== filterShown(state)) return null;
  return { forbidden: hatch.forbidden, colour: looks(state)[hatch.optimizer]?.colour ?? '' };
}

const NO_SAMPLE: readonly [number, number][] = [];

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

/** What keeps the map from being zoomed on, once it does; it stands where the caption does. */
function limit({ window }: Spec): string | null {
  switch (window ? limitOf(window) : null) {
    case 'narrow':
      return `The window cannot be narrower than ${number(NARROWEST)} of its coordinates.`;
    case 'wide':
      return `The window cannot be wider than ${number(WIDEST)}.`;
    default:
      return null;
  }
}

function mapName(spec: Spec): string {
  const name = objectiveName(spec);
  return spec.objective.kind === 'expr' ? `f = ${name}` : name;
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
