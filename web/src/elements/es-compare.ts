import '../styles/charts.css';
import '../styles/compare.css';
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { Stack } from '../plot/chart';
import { isNetwork, startsOf } from '../state/experiment';
import { lacksFile } from '../state/own-data';
import { type ShownPoint, shownPoints } from '../state/points';
import { hasFilter, type Look, looks, wholeStep } from '../state/select';
import type { State } from '../state/state';
import { type ChartChoices, PLAIN_CHARTS, TrainingCharts } from '../state/training-charts';
import { settings } from '../words/names';
import { list } from '../words/numbers';
import { axisChoice } from './axis-choice';
import { BasinsOnDemand } from './basins-on-demand';
import { comparisonTable } from './comparison-table';
import { EitherView } from './either-view';
import './es-along';
import './es-data';
import './es-export';
import './es-map';
import type { EsMap, MapHatch, MapRun } from './es-map';
import './es-plots';
import './es-scrubber';
import './es-training';
import { caption, mapHatch, mapName, mapRuns } from './landscape-picture';
import { filterSigns } from './map-key';
import type { Pointing } from './map-points';
import { onSight } from './on-sight';
import { uniqueId } from './page-element';
import { Revealing } from './revealing';
import { scaleChoice } from './scale-choice';
import { swatch } from './swatch';
import { zoomButtons } from './zoom-buttons';

/** Maps with more handles than this in all show none: they would be in each other's way. */
const HANDLES = 160;

/** What maps beside one another show of one optimizer, kept while nothing of it has changed. */
interface OwnMap {
  readonly points: readonly ShownPoint[];
  readonly hatch: MapHatch | null;
}

/** The compare view: all optimizers beside one another, each with its own picture, on the same axes. */
@customElement('es-compare')
export class EsCompare extends EitherView {
  /** What the network's charts lie over: what steps cost differs from rule to rule. */
  @state() private axis: ChartChoices['axis'] = 'gradients';

  /** Curves along the runs are below the fold: they are asked for when they come into sight. */
  @state() private followed = false;
  private watched: Element | null = null;

  @query('es-map') private readonly map!: EsMap | null;

  @query('.along') private readonly along!: Element | null;

  private readonly description = uniqueId('description');
  private readonly revealing = new Revealing(this);
  private readonly basins = new BasinsOnDemand(this, (on) => this.wish({ kind: 'basins', on }));
  /** The optimizer on whose map a critical point is meant. */
  private meantOn = 0;

  private maps: readonly OwnMap[] = [];
  private charts: TrainingCharts | null = null;
  private stacks: readonly Stack[] = [];
  private from: readonly unknown[] = [];

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { experiment } = this.state;
    if (!experiment) return;
    if (isNetwork(experiment.spec)) this.keepCharts();
    else this.keepMaps(changed.get('state'));
  }

  private keepMaps(before: State | undefined): void {
    const { state } = this;
    const optimizers = state.experiment?.spec.optimizers;
    const same = before?.experiment?.spec.optimizers === optimizers;
    const samePoints = same && before?.critical === state.critical;
    const sameHatches = same && before?.hatches === state.hatches && before.theme === state.theme;
    if (samePoints && sameHatches) return;
    const points = samePoints ? null : shownPoints(state);
    this.maps = (optimizers ?? []).map((_, i) => ({
      points:
        points?.map((point) => ({ ...point, admitted: point.verdicts[i]?.admitted ?? null })) ??
        this.maps[i]?.points ??
        [],
      hatch: mapHatch(state, i),
    }));
  }

  private keepCharts(): void {
    const { experiment, catalogue, facts, training, theme } = this.state;
    if (!experiment || !catalogue) return;
    const { spec } = experiment;
    const from = [spec, facts, training.runs, theme, this.axis];
    if (from.every((part, i) => part === this.from[i])) return;
    this.from = from;
    const filters = facts?.filters ?? [];
    const { runs } = training;
    const source = { spec, catalogue, filters, runs, looks: looks(this.state), select: null };
    const charts = new TrainingCharts(source, { ...PLAIN_CHARTS, axis: this.axis });
    this.charts = charts;
    this.stacks = spec.optimizers.map((_, i) => charts.of(i));
  }

  protected override render(): unknown {
    const { state } = this;
    const { experiment, catalogue } = state;
    if (!experiment || !catalogue) return nothing;
    const look = looks(state);
    const network = isNetwork(experiment.spec);
    return html`
      <section
        class="stage ${network ? 'trainings' : ''}"
        aria-label="Pictures, one for each optimizer"
        @keydown=${this.keyed}
      >
        ${network ? this.trainings(look) : this.landscapes(look)}
        ${this.outcome(look, this.description)} ${comparisonTable(state, look)}
        ${
          network
            ? nothing
            : html`<section class="along" aria-label="Along the runs">
                <h2>Along the runs</h2>
                ${
                  this.followed
                    ? html`<es-along .state=${state} .looks=${look} .axis=${'gradients'}></es-along>`
                    : nothing
                }
              </section>`
        }
      </section>
      ${this.settings(look)} ${this.status()}
      <es-status .text=${this.basins.aloud()}></es-status>
    `;
  }

  private landscapes(look: readonly Look[]): unknown {
    const { state } = this;
    const { experiment, catalogue } = state;
    if (!experiment) return nothing;
    const { spec, beside } = experiment;
    const runs = mapRuns(state, look);
    const undecided = this.maps.some(({ points }) =>
      points.some((point) => point.admitted === null),
    );
    const unfiltered = look.filter((_, i) => !hasFilter(catalogue, spec.optimizers[i]?.rule ?? ''));
    return html`
      <div class="above">
        <p class="caption" title=${caption(spec)}>${caption(spec)}</p>
        ${zoomButtons('zoom of all maps', 'the function’s own window', (factor) => this.map?.zoom(factor))}
        ${scaleChoice(beside.scale, (scale) => this.wish({ kind: 'beside', beside: { scale } }))}
      </div>
      <div class="comparisons">${look.map((own, i) => this.landscape(own, i, look, runs))}</div>
      <div class="beneath">
        <div class="key">
          ${filterSigns(undecided)}
          ${
            unfiltered.length > 0
              ? html`<span>${list(unfiltered.map(({ name }) => name))}: no filter for the Hessian</span>`
              : nothing
          }
        </div>
        ${this.playback()}
        <div class="layers" role="group" aria-label="drawn on demand">${this.basins.toggle()}</div>
      </div>
      ${this.basins.legend()}
    `;
  }

  private landscape(
    own: Look,
    optimizer: number,
    look: readonly Look[],
    runs: readonly MapRun[],
  ): unknown {
    const { state } = this;
    const { spec } = state.experiment ?? {};
    if (!spec) return nothing;
    const { points = [], hatch = null } = this.maps[optimizer] ?? {};
    const { pointed } = this.revealing;
    const shown = pointed === null ? undefined : points[pointed];
    const starts = startsOf(spec);
    return html`<figure
      class="compared"
      data-optimizer=${optimizer}
      @wish=${optimizer > 0 ? keepsItsRoom : nothing}
      @point=${(event: CustomEvent<Pointing>) => {
        this.meantOn = optimizer;
        this.revealing.meant(event);
      }}
    >
      ${this.heading(own, optimizer, 'es-map')}
      <es-map
        .window=${spec.window ?? [-1, 1, -1, 1]}
        .contours=${state.contours}
        .runs=${runs.flatMap((run) => (run.optimizer === optimizer ? [{ ...run, name: '', faded: false }] : []))}
        .starts=${starts.length * look.length > HANDLES ? NO_STARTS : starts}
        .points=${points}
        .sample=${state.critical?.found.continuum_sample ?? NO_SAMPLE}
        .hatch=${hatch}
        .pointed=${shown ? pointed : null}
        .revealed=${shown && this.meantOn === optimizer ? this.revealing.reveal(shown, look) : null}
        .theme=${state.theme}
        .name=${`${mapName(spec)}: ${own.name}`}
        .showEnds=${!state.playing && starts.length > 0}
        .ground=${this.basins.ground(optimizer)}
        .more=${'Question mark: every gesture.'}
        .describedBy=${this.description}
      ></es-map>
    </figure>`;
  }

  /** Before all maps have their heights, what lies beneath them is in sight by mistake. */
  private async watch(along: Element): Promise<void> {
    const maps = [...this.querySelectorAll('es-map')];
    await Promise.all(maps.map(({ updateComplete }) => updateComplete));
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    onSight(along, () => {
      this.followed = true;
    });
  }

  private trainings(look: readonly Look[]): unknown {
    const { state, charts } = this;
    const spec = state.experiment?.spec;
    if (!spec) return nothing;
    const step = wholeStep(state);
    const waits = lacksFile(spec, state.data.own);
    return html`
      ${waits ? html`<es-data .state=${state}></es-data>` : nothing}
      <es-training .state=${state}></es-training>
      <es-scrubber .state=${state}></es-scrubber>
      <div class="chart-choices" role="group" aria-label="axes">
        ${axisChoice(this.axis, (axis) => {
          this.axis = axis;
        })}
      </div>
      <div class="comparisons">
        ${look.map(
          (own, i) => html`<figure class="compared" data-optimizer=${i}>
            ${this.heading(own, i, '.plots')}
            <es-plots
              class="plots"
              role="img"
              aria-label="${own.name}: its largest eigenvalue and its loss over ${this.axis === 'steps' ? 'steps' : 'gradients spent'}; the numbers are in the table below"
              .stack=${this.stacks[i] ?? null}
              .theme=${state.theme}
              .at=${charts?.cursor(step, i) ?? 0}
              .places=${charts?.placesAt(step) ?? NOWHERE}
              .scrubbed=${(x: number) => this.wish({ kind: 'scrub', step: charts?.stepAt(x, i) ?? 0 })}
            ></es-plots>
          </figure>`,
        )}
      </div>
    `;
  }

  private heading(look: Look, optimizer: number, picture: string): unknown {
    const own = this.state.experiment?.spec.optimizers[optimizer];
    return html`<figcaption>
      <span>
        ${this.name(look, optimizer)} <span class="soft">${own ? settings(own) : ''}</span>
      </span>
      <es-export
        .state=${this.state}
        .piece=${look.name}
        .picture=${`.compared[data-optimizer="${optimizer}"] ${picture}`}
      ></es-export>
    </figcaption>`;
  }

  /** Where charts below show all runs together, one optimizer's can be brought out. */
  private name(look: Look, optimizer: number): unknown {
    const { experiment } = this.state;
    const name = html`${swatch(look)} <b>${look.name}</b>`;
    if (!experiment || isNetwork(experiment.spec)) return name;
    const selected = experiment.beside.select === optimizer;
    return html`<button
      type="button"
      class="chip"
      aria-pressed=${selected ? 'true' : 'false'}
      title=${selected ? 'show all optimizers alike in the charts' : 'bring this optimizer out in the charts'}
      @click=${() => this.wish({ kind: 'beside', beside: { select: selected ? null : optimizer } })}
    >
      ${name}
    </button>`;
  }

  protected override updated(): void {
    super.updated();
    const { experiment, shown } = this.state;
    const count = experiment?.spec.optimizers.length ?? 1;
    this.style.setProperty('--columns', String(columnsFor(count)));
    this.style.setProperty('--columns-wide', String(Math.min(count, 4)));
    if (this.followed && !shown.along) this.wish({ kind: 'show', shown: { along: true } });
    const { along } = this;
    if (along === this.watched) return;
    this.watched = along;
    if (along && !this.followed) void this.watch(along);
  }
}

/** As many pictures in a row as fill their rows best, where there is room. */
const columnsFor = (count: number): number => (count <= 3 ? count : count === 4 ? 2 : 3);

const NO_STARTS: readonly [number, number][] = [];
const NO_SAMPLE: readonly [number, number][] = [];
const NOWHERE: readonly number[] = [];

/** All maps are of one size: that of the first one is enough to plan basins by. */
function keepsItsRoom(event: HTMLElementEventMap['wish']): void {
  if (event.detail.kind === 'map-room') event.stopPropagation();
}

declare global {
  interface HTMLElementTagNameMap {
    'es-compare': EsCompare;
  }
}
