import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { SpecError } from '../generated/types';
import { firstValue } from '../state/own-function';
import { fieldName } from '../state/patch';
import type { State } from '../state/state';
import '../styles/editor.css';
import { reason } from '../words/errors';
import { symbol } from '../words/names';
import { badges } from './badges';
import './es-formula';
import './es-number';
import type { Slider } from './es-number';
import { PageElement, uniqueId } from './page-element';
import { sliderAbout } from './slider';

const FIELD = 'objective.source';

/** Rest between key strokes after which a text is read, in milliseconds. */
const REST = 120;

/** Longer texts are not set as mathematics: no one could read it, and the page would wait for it. */
const LONGEST_SET = 400;

/**
 * A function of one's own, as it is typed: the engine reads along, says at which column it
 * stumbles, and names the parameters, which become sliders. What is refused changes nothing else.
 */
@customElement('es-function-editor')
export class EsFunctionEditor extends PageElement {
  @property({ attribute: false }) state!: State;

  /** What stands in the field; runs ahead of the experiment while someone types. */
  @state() private text = '';

  @query('textarea') private readonly area!: HTMLTextAreaElement | null;

  private readonly ids = { source: uniqueId('source'), says: uniqueId('source-says') };
  /** The experiment's source as last seen, and the texts sent off since. */
  private shown: string | null = null;
  private sent: string[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly sliders = new Map<string, Slider>();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  override focus(): void {
    this.area?.focus();
  }

  /** Another source than those typed here (an undo, a link) replaces the text. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    const objective = this.state.experiment?.spec.objective;
    if (!changed.has('state') || objective?.kind !== 'expr') return;
    const { source } = objective;
    if (source === this.shown) return;
    const own = this.sent.lastIndexOf(source);
    if (own < 0) {
      clearTimeout(this.timer);
      this.text = this.state.fieldErrors[FIELD]?.text ?? source;
    }
    this.sent = this.sent.slice(own + 1);
    this.shown = source;
  }

  protected override render(): unknown {
    const { experiment, facts, fieldErrors } = this.state;
    if (experiment?.spec.objective.kind !== 'expr') return nothing;
    const { objective } = experiment.spec;
    const refused = fieldErrors[FIELD];
    return html`
      <label class="block" for=${this.ids.source}>f(x, y) =</label>
      <div class="source">
        ${this.echo(refused?.text === this.text ? refused.error : null)}
        <textarea
          id=${this.ids.source}
          rows="1"
          spellcheck="false"
          autocomplete="off"
          autocapitalize="off"
          aria-invalid=${refused ? 'true' : 'false'}
          aria-describedby=${this.ids.says}
          .value=${this.text}
          @input=${this.typed}
          @change=${this.left}
        ></textarea>
      </div>
      <p class="source-says ${refused ? 'error' : 'soft'}" id=${this.ids.says}>
        ${refused ? reason(refused.error) : 'Names other than x, y and functions become sliders.'}
      </p>
      ${
        objective.source.length > LONGEST_SET
          ? nothing
          : html`<div class="formula own"><es-formula .source=${objective.source}></es-formula></div>`
      }
      ${repeat(
        Object.entries(objective.params),
        ([name]) => name,
        ([name, value]) => this.parameter(name, Number(value)),
      )}
      ${facts ? badges(facts.hypotheses) : nothing}
    `;
  }

  /**
   * The text again, unseen behind the field: it makes the field as tall as the text needs, and
   * holds the mark under the very character at which the engine stumbled.
   */
  private echo(error: SpecError | null): unknown {
    const characters = [...this.text];
    const at = error?.column === undefined ? characters.length : error.column - 1;
    // A last line without a character has a height only if something stands on it.
    const [here = '\u200b'] = characters.slice(at);
    const mark = error
      ? html`<mark><span class="visually-hidden">error at column ${at + 1}</span><span class="unseen">${here}</span></mark>`
      : html`<span class="unseen">${here}</span>`;
    return html`<div class="echo"><span class="unseen">${characters.slice(0, at).join('')}</span>${mark}<span class="unseen">${characters.slice(at + 1).join('')}</span></div>`;
  }

  private parameter(name: string, value: number): unknown {
    const path = ['objective', 'params', name];
    const slider = sliderAbout(value, this.sliders.get(name));
    this.sliders.set(name, slider);
    return html`<es-number
      .symbol=${symbol(name)}
      .value=${value}
      .home=${this.state.catalogue ? firstValue(this.state.catalogue) : null}
      .slider=${slider}
      .error=${this.state.fieldErrors[fieldName(path)]}
      @number=${this.sets(path)}
    ></es-number>`;
  }

  private typed(event: Event): void {
    this.text = (event.target as HTMLTextAreaElement).value;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), REST);
  }

  private left(event: Event): void {
    this.text = (event.target as HTMLTextAreaElement).value;
    if (this.text !== this.sent.at(-1) && this.text !== this.shown) this.send();
  }

  private send(): void {
    clearTimeout(this.timer);
    this.sent.push(this.text);
    this.wish({ kind: 'write', source: this.text });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'es-function-editor': EsFunctionEditor;
  }
}
