import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../styles/basins.css';
import { type BasinPicture, type Brush, paintBasins } from '../plot/basins';
import { screenRatio } from '../plot/canvas';
import type { Theme } from '../plot/colour';
import { levelsFor } from '../state/basin-plan';
import { basinKey } from '../state/basins';
import { filterShown, type Look, looks } from '../state/select';
import type { State } from '../state/state';
import { type BasinRow, range, share } from '../words/basins';
import { duration } from '../words/duration';
import { count, number } from '../words/numbers';
import { legendOf } from './basin-ground';
import { PageElement } from './page-element';
import { swatch } from './swatch';

export { basinGround, basinsAloud } from './basin-ground';

/** Room for a small map, in the page's pixels. */
const SMALL = { width: 64, height: 48 } as const;
const SWATCH = { width: 26, height: 16 } as const;
/** Shorter waits are not worth a word, in seconds. */
const WORTH_SAYING = 0.5;

/** Which start leads where: a small map of each optimizer, and what share of starts leads to what. */
@customElement('es-basins')
export class EsBasins extends PageElement {
  @property({ attribute: false }) state!: State;

  protected override render(): unknown {
    const { state } = this;
    const { experiment, basins } = state;
    if (!experiment) return nothing;
    const { rows } = legendOf(state);
    const shown = filterShown(state);
    const stale = basins.views.some((view, i) => view?.key !== basinKey(experiment.spec, i));
    return html`
      <p class="basins-head">${this.fineness(shown)} ${this.progress()} ${this.question()}</p>
      <div class="scroll" tabindex="0" role="region" aria-label="Basins in numbers">
        <table class="basins ${stale ? 'stale' : ''}">
          <caption class="visually-hidden">
            Share of starts that lead to each end, by optimizer
          </caption>
          <thead>
            <tr>
              <th scope="col">starts lead to</th>
              <th scope="col" class="n">λ max</th>
              ${looks(state).map((look, i) => this.head(look, i, i === shown))}
            </tr>
          </thead>
          <tbody>
            ${rows.map((row) => this.row(row, shown))}
          </tbody>
        </table>
      </div>
    `;
  }

  /** Brings an optimizer's basins onto the map, and its runs to the front. */
  private choose(optimizer: number): void {
    this.wish({ kind: 'beside', beside: { select: optimizer } });
  }

  private fineness(shown: number): unknown {
    const view = this.state.basins.views[shown];
    return view
      ? html`<span class="fineness">${count(view.columns)} × ${count(view.rows)} starts.</span>`
      : nothing;
  }

  private progress(): unknown {
    const { work, views, approved } = this.state.basins;
    if (!work) return nothing;
    const doing = views.some((view) => view !== null) ? 'refining' : 'mapping';
    const left = work.secondsLeft;
    return html`<span class="progress"
      >${doing}, ${Math.floor(100 * work.share)} %${
        left !== null && left > WORTH_SAYING ? `, ${duration(left)} left` : ''
      }</span
      >${
        approved === ''
          ? nothing
          : html` <button type="button" @click=${() => this.wish({ kind: 'refine-basins', on: false })}>Stop</button>`
      }`;
  }

  /** What costs more than is made unasked waits for a yes. */
  private question(): unknown {
    const { asks, room, views } = this.state.basins;
    if (asks === null || !room) return nothing;
    const finest = levelsFor(room).at(-1);
    const nothingYet = views.every((view) => view === null);
    const size = finest ? `${finest.columns} × ${finest.rows}` : '';
    return html`<span class="basins-ask"
      >${nothingYet ? 'The map of basins' : `A finer map, ${size},`} may take up to
      <b>${number(asks, 2)}</b> gradients.
      <button type="button" @click=${() => this.wish({ kind: 'refine-basins', on: true })}>
        ${nothingYet ? 'Make it' : 'Refine'}
      </button></span
    >`;
  }

  private head(look: Look, optimizer: number, shown: boolean): unknown {
    return html`<th scope="col" class=${shown ? 'shown' : 'other'}>
      <button
        type="button"
        class="small-map"
        aria-pressed=${shown ? 'true' : 'false'}
        title="show the basins of ${look.name} on the map"
        @click=${() => this.choose(optimizer)}
      >
        ${
          this.state.basins.views.length > 1
            ? html`<canvas class="small" data-optimizer=${optimizer} aria-hidden="true"></canvas>`
            : nothing
        }
        <span>${swatch(look)} ${look.name}</span>
      </button>
    </th>`;
  }

  private row({ key, letter, name, lambda, tenths, some }: BasinRow, shown: number): unknown {
    return html`<tr data-key=${key}>
      <th scope="row">
        <canvas class="basin-swatch" data-key=${key} aria-hidden="true"></canvas>
        <b>${letter}</b> ${name}
      </th>
      <td class="n">${range(lambda)}</td>
      ${tenths.map(
        (own, i) =>
          html`<td class="n ${i === shown ? 'shown' : 'other'}">${share(own, some[i])}</td>`,
      )}
    </tr>`;
  }

  /** What the canvases show: while runs unfold there is nothing to paint anew. */
  private painted: readonly unknown[] = [];

  protected override updated(): void {
    const { basins, theme, experiment } = this.state;
    const legend = legendOf(this.state);
    const { brushes, rows } = legend;
    const wanted = [legend, theme, basins.room, looks(this.state).length];
    if (wanted.every((part, i) => part === this.painted[i])) return;
    this.painted = wanted;
    const [width, height] = basins.room ?? [1, 1];
    for (const canvas of this.querySelectorAll<HTMLCanvasElement>('canvas.small')) {
      const optimizer = Number(canvas.dataset['optimizer']);
      const view = basins.views[optimizer] ?? null;
      const window = experiment?.spec.window ?? [-1, 1, -1, 1];
      const scale = Math.min(SMALL.width / width, SMALL.height / height);
      const size = { width: Math.round(scale * width), height: Math.round(scale * height) };
      paint(canvas, size, window, view, brushes[optimizer] ?? [], theme);
    }
    for (const canvas of this.querySelectorAll<HTMLCanvasElement>('canvas.basin-swatch')) {
      const brush = rows.find(({ key }) => key === canvas.dataset['key'])?.brush ?? null;
      const sample = brush && sampleOf(brush);
      paint(canvas, SWATCH, [0, 1, 0, 1], sample, brush ? [brush] : [], theme);
    }
  }
}

/** A picture of one class alone: for a ramp, from its lowest shade to its highest. */
function sampleOf(brush: Brush): BasinPicture {
  const columns = SWATCH.width;
  const lambdas =
    brush.kind === 'ramp'
      ? Float32Array.from(
          { length: columns },
          (_, i) => brush.low + ((brush.high - brush.low) * i) / (columns - 1),
        )
      : new Float32Array();
  return {
    window: [0, 1, 0, 1],
    columns,
    rows: 1,
    classes: [],
    raster: new Uint32Array(columns),
    lambdas,
  };
}

function paint(
  canvas: HTMLCanvasElement,
  size: { readonly width: number; readonly height: number },
  window: BasinPicture['window'],
  picture: BasinPicture | null,
  brushes: readonly Brush[],
  theme: Theme,
): void {
  const ratio = screenRatio();
  const width = Math.round(size.width * ratio);
  const height = Math.round(size.height * ratio);
  canvas.width = width;
  canvas.height = height;
  canvas.style.width = `${size.width}px`;
  canvas.style.height = `${size.height}px`;
  const context = canvas.getContext('2d');
  if (!context || !picture) return;
  const image = context.createImageData(width, height);
  paintBasins({ data: image.data, width, height, ratio, window }, picture, brushes, theme);
  context.putImageData(image, 0, 0);
}

declare global {
  interface HTMLElementTagNameMap {
    'es-basins': EsBasins;
  }
}
