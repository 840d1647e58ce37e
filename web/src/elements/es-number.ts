import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { typedValue } from '../state/patch';
import type { FieldError } from '../state/state';
import type { Tick } from '../state/ticks';
import { plain } from '../words/numbers';
import { type NumberChange, PageElement, uniqueId } from './page-element';

/** Where a slider begins and ends; typed values may lie beyond, within the spec's range. */
export interface Slider {
  readonly min: number;
  readonly max: number;
  readonly log: boolean;
  readonly integer: boolean;
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

  /** The tick whose meaning is shown, and the one that Tab leads to. */
  @state() private told: number | null = null;
  @state() private stop = 0;

  /** The value the hand has slid to; answers to values it has passed do not move the slider back. */
  private slidTo: number | null = null;

  private readonly field = uniqueId('number');

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.value === this.slidTo || changed.has('error')) this.slidTo = null;
  }

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
            ? html`<div class="slide">
                <input
                  type="range"
                  min="0"
                  max=${POSITIONS}
                  step="1"
                  aria-label=${name}
                  aria-valuetext=${plain(this.value)}
                  .value=${String(positionOf(this.slidTo ?? this.value, slider))}
                  @input=${this.slid}
                  @blur=${() => {
                    this.slidTo = null;
                  }}
                />
                ${ticks.length > 0 ? this.ticked(name, ticks) : nothing}
              </div>`
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

  /** Marks under the slider; one stop for the Tab key, arrows go from mark to mark. */
  private ticked(name: string, ticks: readonly Tick[]): unknown {
    const stop = Math.min(this.stop, ticks.length - 1);
    const told = this.told === null ? undefined : ticks[this.told];
    const tell = (index: number | null) => () => {
      this.told = index;
    };
    return html`
      <div class="ticks" role="group" aria-label="where points change on ${name}">
        ${ticks.map(
          ({ value, means }, i) => html`<button
            type="button"
            class="tick"
            data-value=${value}
            tabindex=${i === stop ? 0 : -1}
            aria-label=${means}
            @click=${() => this.setTo(value)}
            @keydown=${(event: KeyboardEvent) => this.stepped(event, i, ticks.length)}
            @focus=${tell(i)}
            @blur=${tell(null)}
            @pointerenter=${tell(i)}
            @pointerleave=${tell(null)}
          ></button>`,
        )}
      </div>
      ${told ? html`<p class="means" aria-hidden="true">${told.means}</p>` : nothing}
    `;
  }

  protected override updated(): void {
    const { slider } = this;
    if (!slider) return;
    for (const tick of this.querySelectorAll<HTMLElement>('.tick'))
      tick.style.setProperty('--share', String(shareOf(Number(tick.dataset['value']), slider)));
  }

  private stepped(event: KeyboardEvent, from: number, count: number): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    this.stop = Math.min(count - 1, Math.max(0, from + step));
    this.querySelectorAll<HTMLElement>('.tick')[this.stop]?.focus();
  }

  /** A switch is where rounding leaves it; what is set is the number a person would write. */
  private setTo(exact: number): void {
    this.slidTo = null;
    const value = Number(exact.toPrecision(12));
    this.changed({ value, text: plain(value) });
  }

  private slid(event: Event): void {
    if (!this.slider) return;
    const position = Number((event.target as HTMLInputElement).value);
    const value = valueAt(position, this.slider);
    this.slidTo = value === this.value ? null : value;
    this.changed({ value, text: plain(value) });
  }

  private typed(event: Event): void {
    const { value: text } = event.target as HTMLInputElement;
    this.slidTo = null;
    this.changed({ value: typedValue(text), text });
  }

  private reset(event: Event): void {
    if (this.home === null || (event.target as Element).matches('.typed')) return;
    this.slidTo = null;
    this.changed({ value: this.home, text: plain(this.home) });
  }

  private changed(change: NumberChange): void {
    this.dispatchEvent(new CustomEvent<NumberChange>('number', { detail: change }));
  }
}

/** How far along the slider a value lies, from 0 to 1. */
function shareOf(value: number, { min, max, log }: Slider): number {
  const share = log ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
  return Math.min(1, Math.max(0, Number.isNaN(share) ? 0 : share));
}

const positionOf = (value: number, slider: Slider): number =>
  Math.round(POSITIONS * shareOf(value, slider));

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
