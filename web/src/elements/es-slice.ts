import '../styles/slice.css';
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { PALETTES } from '../plot/colour';
import type { Layer } from '../plot/layer';
import { slicePoints } from '../plot/slice-points';
import { sampleAt } from '../plot/trail';
import { type Look, shownStep, wholeStep } from '../state/select';
import {
  choiceOf,
  farthest,
  type PlaneKind,
  type RecordedPoint,
  type SliceChoice,
  type SliceProgress,
  type SliceState,
} from '../state/slice';
import type { State } from '../state/state';
import { duration } from '../words/duration';
import { count, number } from '../words/numbers';
import { axesWords, curvatureWords, PLANES, pictureWords, pointerWords } from '../words/slice';
import './es-export';
import './es-map';
import type { EsMap, MapHands, MapRun } from './es-map';
import './es-status';
import { PageElement, uniqueId } from './page-element';
import { swatch } from './swatch';
import { verdictOf } from './verdict';
import { zoomButtons } from './zoom-buttons';

/** The loss over a plane in the space of parameters, as a map with all runs dropped onto it. */
@customElement('es-slice')
export class EsSlice extends PageElement {
  @property({ attribute: false }) state!: State;
  @property({ attribute: false }) looks: readonly Look[] = [];

  @query('es-map') private readonly map!: EsMap | null;

  private readonly description = uniqueId('slice');
  private readonly group = uniqueId('slice-scale');
  private runs: MapRun[] = [];
  private layers: readonly Layer[] = [];

  private readonly hands: MapHands = {
    hint: 'Shift and the arrow keys move the window, plus and minus zoom, 0 shows all there is. Enter reads the loss in the middle.',
    look: (window) => this.wish({ kind: 'slice-window', window: window ?? null }),
    hover: (at) => this.wish({ kind: 'slice-at', at }),
  };

  /** What the map is given stays the same as long as nothing of it has changed: it draws what is new. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('state')) return;
    const before = (changed.get('state') as State | undefined) ?? null;
    const { slice, theme, experiment, training } = this.state;
    if (
      before?.slice.trails !== slice.trails ||
      before.theme !== theme ||
      before.experiment !== experiment ||
      before.training !== training
    )
      this.runs = this.mapRuns();
    if (before?.slice.plane !== slice.plane || before.theme !== theme)
      this.layers = slice.plane ? [slicePoints(slice.plane.points, PALETTES[theme])] : [];
  }

  private mapRuns(): MapRun[] {
    const { slice, training, experiment } = this.state;
    const select = experiment?.beside.select ?? null;
    const step = shownStep(this.state);
    return slice.trails.flatMap((one, i): MapRun[] => {
      const look = this.looks[i];
      if (!one || !look || one.trail.points.length === 0) return [];
      return [
        {
          trail: one.trail,
          colour: look.colour,
          momentum: look.momentum,
          name: look.name,
          mark: verdictOf(training.runs[i]?.record ?? null).mark,
          optimizer: i,
          step: Math.min(step, one.trail.steps),
          faded: select !== null && select !== i,
        },
      ];
    });
  }

  protected override render(): unknown {
    const { slice, training } = this.state;
    const runs = training.runs.length;
    if (runs === 0)
      return html`<p class="soft">Train the network: the plane goes through its weights.</p>`;
    const choice = choiceOf(slice, runs);
    return html`
      ${this.controls(choice)} ${this.work(slice, choice)}
      ${slice.problem ? html`<p class="error" role="alert">${slice.problem}</p>` : nothing}
      ${slice.plane && slice.window ? this.picture(slice, slice.plane.choice) : nothing}
      <es-status .text=${slice.grid ? `The slice is drawn. ${pictureWords(slice)}` : ''}></es-status>
    `;
  }

  private controls(choice: SliceChoice): unknown {
    const { kind, centre, others, seed } = choice;
    const set = (change: Partial<SliceChoice>): void =>
      this.wish({ kind: 'slice-plane', choice: { ...choice, ...change } });
    const through = kind === 'through';
    return html`
      <div class="slice-controls" role="group" aria-label="The plane">
        <label class="wide"
          >plane of
          <select @change=${(event: Event) => set({ kind: chosenOf(event) as PlaneKind })}>
            ${PLANES.map(([name, words]) => html`<option value=${name} ?selected=${name === kind}>${words}</option>`)}
          </select></label
        >
        ${this.point(through ? 'A' : 'centre', centre, (point) => set({ centre: point }))}
        ${through ? this.point('B', others[0], (point) => set({ others: [point, others[1]] })) : nothing}
        ${through ? this.point('C', others[1], (point) => set({ others: [others[0], point] })) : nothing}
        ${
          kind === 'random' || kind === 'normalised'
            ? html`<label
                >seed
                <input
                  type="text"
                  inputmode="numeric"
                  .value=${String(seed)}
                  @change=${(event: Event) => set({ seed: wholeOf(event, seed) })}
              /></label>`
            : nothing
        }
      </div>
    `;
  }

  /** One of the weights that a plane goes through: whose, and at which step. */
  private point(
    name: string,
    { run, step }: RecordedPoint,
    set: (point: RecordedPoint) => void,
  ): unknown {
    const last = this.state.training.runs[run]?.step ?? 0;
    const shown = wholeStep(this.state);
    return html`<div class="slice-point" role="group" aria-label="weights ${name}">
      <label
        ><span>${name}</span>
        <select @change=${(event: Event) => set({ run: Number(chosenOf(event)), step })}>
          ${this.looks.map((look, i) => html`<option value=${i} ?selected=${i === run}>${look.name}</option>`)}
        </select></label
      >
      <label
        >at step
        <input
          type="text"
          inputmode="numeric"
          .value=${String(Math.min(step ?? last, last))}
          @change=${(event: Event) => {
            const wanted = Math.min(wholeOf(event, last), last);
            set({ run, step: wanted === last ? null : wanted });
          }}
      /></label>
      ${
        shown < last && shown !== step
          ? html`<button type="button" class="quiet" @click=${() => set({ run, step: shown })}>step ${count(shown)}, as shown</button>`
          : nothing
      }
    </div>`;
  }

  /** What is being computed, and what there is to do about it. */
  private work({ progress, plane, grid }: SliceState, choice: SliceChoice): unknown {
    const { training } = this.state;
    if (progress)
      return html`<p class="slice-work soft" role="status">
        <span>${progress.doing} …</span>
        <span class="left">${leftWords(progress)}</span>
        <progress max="1" value=${progress.share ?? nothing} aria-label=${progress.doing}></progress>
        <button type="button" @click=${() => this.wish({ kind: 'cancel-slice' })}>Cancel</button>
      </p>`;
    if (training.phase === 'running' && !plane)
      return html`<p class="slice-work soft">The slice is drawn once the runs have ended or are paused.</p>`;
    if (!plane || !grid)
      return html`<p class="slice-work soft">
        <span>Not drawn to the end.</span>
        <button type="button" @click=${() => this.wish({ kind: 'slice-plane', choice })}>Draw</button>
      </p>`;
    return html`<p class="slice-work soft">${pointerWords(this.state.slice) || 'Point at the map to read the loss.'}</p>`;
  }

  private picture(slice: SliceState, choice: SliceChoice): unknown {
    const { scale, window, contours } = slice;
    return html`
      <div class="slice-tools">
        ${zoomButtons('zoom the slice', 'all there is', (factor) => this.map?.zoom(factor))}
        <div class="scale" role="radiogroup" aria-label="contour levels of the slice">
          ${(['linear', 'log'] as const).map(
            (name) => html`<label
              ><input
                type="radio"
                name=${this.group}
                .checked=${scale === name}
                @change=${() => this.wish({ kind: 'slice-scale', scale: name })}
              />${name}</label
            >`,
          )}
        </div>
        <es-export .state=${this.state} .piece=${'slice'} .picture=${'es-slice es-map'} .table=${slice.grid ? this.table : null}></es-export>
      </div>
      <es-map
        .window=${window}
        .contours=${contours}
        .runs=${this.runs}
        .layers=${this.layers}
        .hands=${this.hands}
        .theme=${this.state.theme}
        .name=${'the loss over a plane in the space of parameters'}
        .showEnds=${true}
        .describedBy=${this.description}
      ></es-map>
      <div id=${this.description}>
        <p>
          The loss drawn for a point of a run is <b>the loss at its projection onto this plane</b>, not that
          of its weights; ${axesWords(choice)}.
        </p>
        <p>${curvatureWords(slice)}</p>
      </div>
      ${this.errors(slice)}
    `;
  }

  private readonly table = async (caption: string): Promise<string> => {
    const { sliceFile } = await import('../export/slice-file');
    const names = this.looks.map(({ name }) => name);
    return sliceFile(this.state.slice, names, caption);
  };

  /** How far the runs are from what is drawn of them, at the step shown. */
  private errors({ trails }: SliceState): unknown {
    const step = shownStep(this.state);
    return html`<div class="scroll" tabindex="0" role="region" aria-label="projection errors">
      <table class="slice-errors">
        <caption>How far the weights are from the plane, in the length of x and y</caption>
        <thead>
          <tr>
            <th scope="col">run</th>
            <th scope="col" class="n">at step</th>
            <th scope="col" class="n">x</th>
            <th scope="col" class="n">y</th>
            <th scope="col" class="n">off the plane</th>
            <th scope="col" class="n">farthest</th>
            <th scope="col" class="n">loss drawn</th>
            <th scope="col" class="n">its own loss</th>
          </tr>
        </thead>
        <tbody>
          ${trails.map((one, i) => {
            const at = one ? sampleAt(one.trail, step) : null;
            const own = at === null ? null : this.ownLoss(i, at.step);
            return html`<tr>
              <th scope="row">${swatch(this.looks[i])} ${this.looks[i]?.name}</th>
              <td class="n">${at ? count(at.step) : '–'}</td>
              <td class="n">${number(at ? one?.trail.points[2 * at.index] : null)}</td>
              <td class="n">${number(at ? one?.trail.points[2 * at.index + 1] : null)}</td>
              <td class="n">${number(at ? one?.distances[at.index] : null, 3)}</td>
              <td class="n">${number(one ? farthest(one) : null, 3)}</td>
              <td class="n">${number(at ? one?.losses[at.index] : null)}</td>
              <td class="n">${own === null ? '–' : number(own)}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>`;
  }

  /** The run's loss as it was measured; null at steps that have no row. */
  private ownLoss(run: number, step: number): number | null {
    const rows = this.state.training.runs[run]?.history ?? [];
    return rows.find((row) => row.step === step)?.loss ?? null;
  }
}

const leftWords = ({ secondsLeft, atMost }: SliceProgress): string =>
  secondsLeft === null ? '' : `${atMost ? 'at most ' : ''}${duration(secondsLeft)} left`;

const chosenOf = (event: Event): string => (event.target as HTMLSelectElement).value;

function wholeOf(event: Event, otherwise: number): number {
  const value = Number((event.target as HTMLInputElement).value);
  return Number.isFinite(value) && value >= 0 ? Math.floor(value) : otherwise;
}

declare global {
  interface HTMLElementTagNameMap {
    'es-slice': EsSlice;
  }
}
