import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { typedValue } from '../state/patch';
import type { FieldError } from '../state/state';
import { plain } from '../words/numbers';
import { type NumberChange, PageElement, uniqueId } from './page-element';

/** Where a slider begins and ends; typed values may lie beyond, within the spec's range. */
export interface Slider {
  readonly min: number;
  readonly max: number;
  readonly log: boolean;
  readonly integer: boolean;
}

/** A value worth a mark on the slider. */
export interface Tick {
  readonly value: number;
  readonly means: string;
}

const POSITIONS = 400;

/** A labelled number: a slider to explore with, a field to type into, and the engine's objection if it has one. */
@customElement('es-number')
export class EsNumber extends PageElement {
  @property({ attribute: false }) label = '';
  @property({ attribute: false }) symbol = '';
  @property({ attribute: false }) value = 0;
  /** What a double click returns to. */
  @property({ attribute: false }) home: number | null = null;
  @property({ attribute: false }) slider: Slider | null = null;
  /** Values where something happens, with what it is. */
  @property({ attribute: false }) ticks: readonly Tick[] = [];
  @property({ attribute: false }) error: FieldError | undefined = undefined;
  /** Said by screen readers before the label, where several numbers share one. */
  @property({ attribute: false }) owner = '';

  private readonly field = uniqueId('number');

  protected override render(): unknown {
    const { slider, error } = this;
    const ticks = slider
      ? this.ticks.filter(({ value }) => value >= slider.min && value <= slider.max)
      : [];
    const name = [this.owner, this.label, this.symbol].filter(Boolean).join(' ');
    const text = error ? error.text : plain(this.value);
    return html`
      <div class="number ${slider ? '' : 'bare'}" @dblclick=${this.reset}>
        <label for=${this.field} title=${this.home === null ? nothing : `Double click: ${plain(this.home)}`}
          >${this.label} <i>${this.symbol}</i></label
        >
        ${
          slider
            ? html`<input
                type="range"
                min="0"
                max=${POSITIONS}
                step="1"
                list=${ticks.length > 0 ? `${this.field}-ticks` : nothing}
                title=${ticks.length > 0 ? ticks.map(({ means }) => means).join('\n') : nothing}
                aria-label=${name}
                aria-valuetext=${plain(this.value)}
                .value=${String(positionOf(this.value, slider))}
                @input=${this.slid}
              />`
            : nothing
        }
        ${
          slider && ticks.length > 0
            ? html`<datalist id="${this.field}-ticks">
                ${ticks.map(({ value, means }) => html`<option value=${positionOf(value, slider)} label=${means}></option>`)}
              </datalist>`
            : nothing
        }
        <input
          id=${this.field}
          class="typed"
          type="text"
          inputmode="decimal"
          autocomplete="off"
          spellcheck="false"
          aria-label=${name}
          aria-invalid=${error ? 'true' : 'false'}
          aria-describedby=${error ? `${this.field}-error` : nothing}
          .value=${text}
          @change=${this.typed}
        />
        ${
          error
            ? html`<p class="error" id="${this.field}-error" role="alert">${error.error.message}</p>`
            : nothing
        }
      </div>
    `;
  }

  private slid(event: Event): void {
    if (!this.slider) return;
    const position = Number((event.target as HTMLInputElement).value);
    const value = valueAt(position, this.slider);
    this.changed({ value, text: plain(value) });
  }

  private typed(event: Event): void {
    const { value: text } = event.target as HTMLInputElement;
    this.changed({ value: typedValue(text), text });
  }

  private reset(event: Event): void {
    if (this.home === null || (event.target as Element).matches('.typed')) return;
    this.changed({ value: this.home, text: plain(this.home) });
  }

  private changed(change: NumberChange): void {
    this.dispatchEvent(new CustomEvent<NumberChange>('number', { detail: change }));
  }
}

function positionOf(value: number, { min, max, log }: Slider): number {
  const share = log ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
  return Math.round(POSITIONS * Math.min(1, Math.max(0, Number.isNaN(share) ? 0 : share)));
}

/** Values a slider gives are short decimals, as fine as its positions. */
function valueAt(position: number, { min, max, log, integer }: Slider): number {
  const share = position / POSITIONS;
  if (log) return Number((min * (max / min) ** share).toPrecision(3));
  const value = min + (max - min) * share;
  if (integer) return Math.round(value);
  const digits = Math.max(0, Math.ceil(-Math.log10((max - min) / POSITIONS)));
  return Number(value.toFixed(Math.min(12, digits)));
}

declare global {
  interface HTMLElementTagNameMap {
    'es-number': EsNumber;
  }
}
