import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Spec } from '../generated/types';
import { limitOf, NARROWEST, WIDEST } from '../plot/frame';
import { objectiveName, startsOf } from '../state/experiment';
import { type ShownPoint, shownPoints, spanOf } from '../state/points';
import {
  allEnded,
  filterShown,
  firstFilter,
  hasFilter,
  lastStep,
  looks,
  records,
  shownStep,
} from '../state/select';
import type { State } from '../state/state';
import { count, number } from '../words/numbers';
import { asText, type Sentence } from '../words/phrases';
import { describe } from '../words/sentence';
import { BasinsOnDemand } from './basins-on-demand';
import type { EsCritical } from './es-critical';
import './es-export';
import './es-map';
import type { EsMap, MapHatch } from './es-map';
import './es-plane-controls';
import './es-readout';
import './es-sentence';
import { warningsOf } from './es-sentence';
import './es-status';
import './es-transport';
import type { EsTransport } from './es-transport';
import { caption, mapHatch, mapName, mapRuns } from './landscape-picture';
import { mapKey } from './map-key';
import { OnDemand } from './on-demand';
import { onSight } from './on-sight';
import { PageElement, uniqueId } from './page-element';
import { landscapeReadout } from './readout-runs';
import { Revealing } from './revealing';
import { runsTable } from './runs-table';
import { scaleChoice } from './scale-choice';
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

  private readonly basins = new BasinsOnDemand(this, (on) => this.wish({ kind: 'basins', on }));

  private readonly revealing = new Revealing(this);

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
    if (!selected || before?.hatches !== state.hatches || before?.theme !== state.theme)
      this.hatch = mapHatch(state);
  }

  protected override updated(): void {
    this.keepEqualizer();
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
    const { pointed } = this.revealing;
    const shown = pointed === null ? undefined : this.points[pointed];
    return html`
      <section class="stage" aria-label="Picture" @keydown=${this.keyed} @point=${this.revealing.meant}>
        <div class="above">
          <p class="caption" title=${caption(spec)}>${limit(spec) ?? caption(spec)}</p>
          ${zoomButtons('zoom', 'the function’s own window', (factor) => this.map?.zoom(factor))}
          ${scaleChoice(beside.scale, (scale) => this.wish({ kind: 'beside', beside: { scale } }))}
          <es-export .state=${state} .picture=${'es-map'}></es-export>
        </div>
        <es-map
          .window=${spec.window ?? [-1, 1, -1, 1]}
          .contours=${state.contours}
          .runs=${mapRuns(state, look)}
          .layers=${this.onDemand.layers(look)}
          .starts=${starts}
          .points=${this.points}
          .sample=${state.critical?.found.continuum_sample ?? NO_SAMPLE}
          .hatch=${this.hatch}
          .pointed=${shown ? pointed : null}
          .revealed=${shown ? this.revealing.reveal(shown, look) : null}
          .theme=${state.theme}
          .name=${mapName(spec)}
          .showEnds=${!state.playing && starts.length > 0}
          .ground=${this.basins.ground()}
          .more=${'Question mark: every gesture.'}
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
          ${this.onDemand.toggles(look, this.basins.toggle())}
        </div>
        ${this.basins.legend()}
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
          @point=${this.revealing.meant}
        ></es-critical>
      </aside>
      <details class="controls" ?open=${this.wide}>
        <summary>Settings</summary>
        <es-plane-controls .state=${state} .looks=${look}></es-plane-controls>
      </details>
      <es-status .text=${ended && !state.playing ? sentences.map(asText).join(' ') : ''}></es-status>
      <es-status .text=${this.basins.aloud()}></es-status>
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

  private keyed(event: KeyboardEvent): void {
    this.transport?.hear(event);
  }
}

const NO_SAMPLE: readonly [number, number][] = [];

/** What to say while there is no outcome. */
function waitingFor({ runs, declined }: State): string {
  if (runs.length === 0) return 'Click the map, or press “Add a start”, to let the optimizers run.';
  return declined ? 'Not run: press play to run it after all.' : 'Running …';
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
