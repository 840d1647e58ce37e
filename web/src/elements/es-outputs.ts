import '../styles/outputs.css';
import { html, nothing, type PropertyValues, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classMark } from '../plot/classes';
import { PALETTES } from '../plot/colour';
import { drawFit } from '../plot/fit';
import type { Layer } from '../plot/layer';
import { drawScatter } from '../plot/scatter';
import { drawSurface } from '../plot/surface';
import type { GuessesOf, Outputs, SurfaceOf } from '../state/outputs';
import type { Look } from '../state/select';
import type { State } from '../state/state';
import { readingWords } from '../words/data';
import { count } from '../words/numbers';
import { rightsWords, stepWords } from '../words/outputs';
import './es-export';
import './es-plot';
import { PageElement, uniqueId } from './page-element';
import { drawPixels, inkOf } from './pixels';
import { swatch } from './swatch';

type Of<K extends Outputs['kind']> = Extract<Outputs, { kind: K }>;

/** Width over height of a fitted curve's picture. */
const CURVE_ASPECT = 1.9;

/** What the trained networks do: their decisions over the plane, their curves, their guesses. */
@customElement('es-outputs')
export class EsOutputs extends PageElement {
  @property({ attribute: false }) state!: State;
  @property({ attribute: false }) looks: readonly Look[] = [];

  private readonly group = uniqueId('guesses');
  /** Pictures by what they are drawn of, so that what has not changed is not drawn again. */
  private drawn: { readonly of: Outputs | null; readonly theme: string; layers: Layer[] } = {
    of: null,
    theme: '',
    layers: [],
  };

  /** What the guesses on the page are of, and in which colours: news comes oftener than guesses. */
  private painted: readonly unknown[] = [];

  protected override render(): unknown {
    const { outputs, training, experiment } = this.state;
    const { shown, problem, reading } = outputs;
    if (problem) return html`<p class="error" role="alert">${problem}</p>`;
    if (!shown)
      return html`<p class="soft">${training.phase === 'idle' ? 'Train the network to see what it does.' : reading ? readingWords(reading) : '…'}</p>`;
    return html`
      <div class="panel-head">
        <p class="soft">${stepWords(outputs.step, training.phase === 'running')}</p>
        ${
          shown.kind === 'guesses'
            ? html`<es-export .state=${this.state} .piece=${'confusion'} .picture=${'es-outputs .confusion'} .table=${this.table}></es-export>`
            : html`<es-export .state=${this.state} .piece=${'what it does'} .picture=${'es-outputs .pictures'}></es-export>`
        }
      </div>
      ${this.picture(shown, experiment?.beside.select ?? null)}
    `;
  }

  private picture(shown: Outputs, select: number | null): unknown {
    switch (shown.kind) {
      case 'surface':
        return this.surfaces(shown);
      case 'curve':
        return this.curve(shown);
      case 'guesses':
        return this.guesses(shown, this.state.outputs.chosen ?? select ?? 0);
      case 'scatter':
        return this.scatters(shown);
      default:
        return shown satisfies never;
    }
  }

  /** One small map for each optimizer. */
  private surfaces(shown: Of<'surface'>): unknown {
    const { window, axes, classes, of } = shown;
    const layers = this.layersOf(shown, () =>
      of.map((surface, i) => this.surfaceLayer(shown, surface, i)),
    );
    return html`
      <ul class="pictures small-maps">
        ${of.map((surface, i) => {
          const name = this.looks[i]?.name ?? '';
          const words = surface ? rightsWords(surface) : 'No picture: its weights are not finite.';
          return html`<li>
            ${surface ? nothing : html`<p class="figure-head">${swatch(this.looks[i])} ${name}</p>`}
            ${
              surface
                ? html`<es-plot
                    .window=${window}
                    .axes=${axes}
                    .labels=${this.looks.slice(i, i + 1)}
                    .draw=${layers[i] ?? NOTHING}
                    .name=${`What ${name} makes of the plane, with the training rows. ${words}`}
                  ></es-plot>`
                : nothing
            }
            <p class="soft">${words}</p>
          </li>`;
        })}
      </ul>
      ${
        classes
          ? html`<p class="class-key soft">
              ${classes.map((name, i) => html`<span>${mark(i)} ${name}</span>`)}
              <span>${ring()} on the wrong side</span>
            </p>`
          : nothing
      }
    `;
  }

  private surfaceLayer(shown: Of<'surface'>, surface: SurfaceOf | null, i: number): Layer {
    if (!surface) return NOTHING;
    const { inputs, labels } = shown.points;
    const colour = this.looks[i]?.colour ?? 'currentColor';
    const palette = PALETTES[this.state.theme];
    const { regions, contours, wrong } = surface;
    const picture = { regions, contours, wrong, points: inputs, labels, colour };
    return (context, frame) => drawSurface(context, frame, picture, palette);
  }

  /** All curves in one picture: the points are the same for all. */
  private curve(shown: Of<'curve'>): unknown {
    const { window, axes, of, points, xs } = shown;
    const palette = PALETTES[this.state.theme];
    const [layer = NOTHING] = this.layersOf(shown, () => [
      (context, frame) => {
        const curves = of.flatMap((ys, i) => {
          const look = this.looks[i];
          return ys && look ? [{ ys, colour: look.colour, momentum: look.momentum }] : [];
        });
        const goal = { xs: points.inputs, ys: points.targets };
        drawFit(context, frame, xs, curves, goal, palette);
      },
    ]);
    const shownLooks = this.looks.filter((_, i) => of[i]);
    const names = shownLooks.map(({ name }) => name);
    const missing = this.looks.filter((_, i) => !of[i]).map(({ name }) => name);
    return html`
      <div class="pictures">
        <es-plot
          .window=${window}
          .axes=${axes}
          .aspect=${CURVE_ASPECT}
          .labels=${shownLooks}
          .draw=${layer}
          .name=${`The points to learn, ${count(points.inputs.length)} of them, and the curves that ${names.join(', ')} fit`}
        ></es-plot>
      </div>
      <p class="class-key soft">
        <span>${mark(0)} rows that train</span>
        ${this.looks.map((look, i) => (of[i] ? html`<span>${swatch(look)} ${look.name}</span>` : nothing))}
      </p>
      ${missing.length > 0 ? html`<p class="soft">No curve of ${missing.join(', ')}: the weights are not finite.</p>` : nothing}
    `;
  }

  /** One small picture for each optimizer: predicted over true. */
  private scatters(shown: Of<'scatter'>): unknown {
    const { window, axes, of, truths } = shown;
    const palette = PALETTES[this.state.theme];
    const layers = this.layersOf(shown, () =>
      of.map((predicted, i): Layer => {
        if (!predicted) return NOTHING;
        const picture = { truths, predicted, colour: this.looks[i]?.colour ?? 'currentColor' };
        return (context, frame) => drawScatter(context, frame, picture, palette);
      }),
    );
    return html`
      <ul class="pictures small-maps">
        ${of.map(
          (predicted, i) => html`<li>
            ${
              predicted
                ? html`<es-plot
                    .window=${window}
                    .axes=${axes}
                    .labels=${this.looks.slice(i, i + 1)}
                    .draw=${layers[i] ?? NOTHING}
                    .name=${`What ${this.looks[i]?.name ?? ''} predicts over what is true, of ${count(truths.train.length)} training rows and ${count(truths.test.length)} test rows`}
                  ></es-plot>`
                : html`<p class="figure-head">${swatch(this.looks[i])} ${this.looks[i]?.name}</p>
                    <p class="soft">No picture: its weights are not finite.</p>`
            }
          </li>`,
        )}
      </ul>
      <p class="class-key soft">
        <span>${mark(0)} rows that train</span>
        ${truths.test.length > 0 ? html`<span>${mark(1)} rows that test</span>` : nothing}
        <span>on the line what is predicted is true</span>
      </p>
    `;
  }

  private readonly table = async (caption: string): Promise<string> => {
    const { confusionFile } = await import('../export/confusion-file');
    const { shown } = this.state.outputs;
    if (shown?.kind !== 'guesses') throw new Error('there are no guesses');
    return confusionFile(
      shown,
      this.looks.map(({ name }) => name),
      caption,
    );
  };

  /** Layers that stay the same functions as long as the picture is the same. */
  private layersOf(of: Outputs, make: () => Layer[]): readonly Layer[] {
    const { theme } = this.state;
    if (this.drawn.of !== of || this.drawn.theme !== theme)
      this.drawn = { of, theme, layers: make() };
    return this.drawn.layers;
  }

  private guesses(shown: Of<'guesses'>, chosen: number): unknown {
    const { classes, of, part, image } = shown;
    const guesses = of[chosen] ?? null;
    const choice = html`<div class="scale" role="radiogroup" aria-label="whose guesses">
      ${this.looks.map(
        (look, i) => html`<label
          ><input
            type="radio"
            name=${this.group}
            .checked=${i === chosen}
            @change=${() => this.wish({ kind: 'choose-outputs', optimizer: i })}
          />${look.name}</label
        >`,
      )}
    </div>`;
    return html`
      ${this.looks.length > 1 ? choice : nothing}
      ${
        guesses
          ? html`<p>${rightsWords(guesses)}</p>
              ${confusion(classes, guesses, part, this.looks[chosen]?.name ?? '')} ${image ? mistakes(classes, guesses, image) : nothing}`
          : html`<p>No guesses: the weights of ${this.looks[chosen]?.name} are not finite.</p>`
      }
    `;
  }

  protected override updated(_: PropertyValues<this>): void {
    const { outputs, experiment, theme } = this.state;
    const { shown } = outputs;
    if (shown?.kind !== 'guesses') return;
    const whose = outputs.chosen ?? experiment?.beside.select ?? 0;
    const now = [shown, whose, theme];
    if (now.every((part, i) => part === this.painted[i])) return;
    this.painted = now;
    for (const cell of this.querySelectorAll<HTMLElement>('.confusion td[data-share]'))
      cell.style.setProperty('--share', `${cell.dataset['share']}%`);
    const guesses = shown.of[whose];
    if (!shown.image || !guesses) return;
    const size = shown.image.width * shown.image.height;
    const ink = inkOf(this);
    this.querySelectorAll<HTMLCanvasElement>('.samples canvas').forEach((canvas, i) => {
      drawPixels(canvas, guesses.inputs.subarray(i * size, (i + 1) * size), ink);
    });
  }
}

const NOTHING: Layer = () => {};

/** The darkest a cell may be: its number must stay legible. */
const DARKEST = 30;

function confusion(
  classes: readonly string[],
  { confusion }: GuessesOf,
  part: 'train' | 'test',
  name: string,
): unknown {
  return html`<div class="scroll confusion" tabindex="0" role="region" aria-label="confusion matrix">
    <table class="figure">
      <caption>${`${name}, ${part === 'test' ? 'test rows' : 'training rows'}: of each class (a line), taken for each class (a column)`}</caption>
      <thead>
        <tr><td></td>${classes.map((name) => html`<th scope="col" class="n">${name}</th>`)}</tr>
      </thead>
      <tbody>
        ${confusion.map((row, label) => {
          const all = Math.max(1, ...row);
          return html`<tr>
            <th scope="row">${classes[label]}</th>
            ${row.map(
              (rows, guess) =>
                html`<td class="n ${guess === label ? 'right' : ''} ${rows === 0 ? 'none' : ''}" data-share=${Math.round((DARKEST * rows) / all)}>${rows === 0 ? '·' : count(rows)}</td>`,
            )}
          </tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}

/** The first rows that were taken for another class, as images. */
function mistakes(
  classes: readonly string[],
  { wrong }: GuessesOf,
  { width, height }: { readonly width: number; readonly height: number },
): unknown {
  if (wrong.length === 0) return html`<p>None is taken for another class.</p>`;
  return html`
    <p class="figure-head">Taken for another class: what it is, and what the network says</p>
    <ul class="samples">
      ${wrong.map(({ label, guess }) => {
        const [is, said] = [classes[label] ?? '', classes[guess] ?? ''];
        return html`<li>
          <canvas width=${width} height=${height} role="img" aria-label="a picture of ${is}, taken for ${said}"></canvas>
          <span aria-hidden="true">${is} → <b>${said}</b></span>
        </li>`;
      })}
    </ul>
  `;
}

const mark = (index: number): unknown => {
  const { outline, filled } = classMark(index);
  return html`<svg class="small" width="12" height="12" viewBox="-6 -6 12 12" aria-hidden="true">
    ${svg`<path d=${outline} fill=${filled ? 'currentColor' : 'none'} stroke="currentColor" />`}
  </svg>`;
};

const ring =
  (): unknown => html`<svg class="small" width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
  ${svg`<circle r="5.500" fill="none" stroke="currentColor" stroke-width="1.600" />`}
</svg>`;

declare global {
  interface HTMLElementTagNameMap {
    'es-outputs': EsOutputs;
  }
}
