import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Catalogue, Spec } from '../generated/types';
import { chooseFunction } from '../state/edits';
import { startsOf } from '../state/experiment';
import { editFunction } from '../state/own-function';
import { fieldName } from '../state/patch';
import type { Look } from '../state/select';
import type { State } from '../state/state';
import { symbol } from '../words/names';
import { count, number } from '../words/numbers';
import './es-formula';
import './es-number';
import type { Slider } from './es-number';
import './es-optimizers';
import { chosen } from './es-optimizers';
import { PageElement, uniqueId } from './page-element';

/** Settings of a landscape: the function, the optimizers, starts and when runs stop. */
@customElement('es-plane-controls')
export class EsPlaneControls extends PageElement {
  @property({ attribute: false }) state!: State;
  @property({ attribute: false }) looks: readonly Look[] = [];

  private readonly ids = { f: uniqueId('function') };
  /** Someone is about to edit, and the field is not there yet. */
  private focusEditor = false;

  protected override render(): unknown {
    const { experiment, catalogue, facts, fieldErrors } = this.state;
    if (!experiment || !catalogue) return nothing;
    const { spec } = experiment;
    return html`
      <section>
        <h2><label for=${this.ids.f}>Function</label></h2>
        ${this.chooser(catalogue, spec)} ${this.formula(catalogue, spec)} ${this.parameters(catalogue, spec)}
      </section>
      <section>
        <es-optimizers
          .catalogue=${catalogue}
          .spec=${spec}
          .looks=${this.looks}
          .filters=${facts?.filters ?? []}
          .critical=${this.state.critical}
          .errors=${fieldErrors}
        ></es-optimizers>
      </section>
      <section>
        <h2>Runs</h2>
        ${this.startList(spec)}
        ${this.number(catalogue, ['stop', 'steps'], 'steps, at most', '', spec.stop.steps, null, 'steps')}
        ${this.number(catalogue, ['stop', 'grad_tol'], 'stop at ‖∇f‖ ≤', '', spec.stop.grad_tol, null, 'grad_tol')}
      </section>
    `;
  }

  private chooser(catalogue: Catalogue, spec: Spec): unknown {
    const { objective } = spec;
    const name = objective.kind === 'function' ? objective.name : '';
    return html`<select
      id=${this.ids.f}
      @change=${(event: Event) => {
        const choice = chosen(event);
        if (choice === '') this.editOwn(false);
        else
          this.wish({
            kind: 'edit',
            patches: [chooseFunction(catalogue, spec, choice)],
            field: 'objective',
            text: choice,
          });
      }}
    >
      ${catalogue.functions.map(
        (f) => html`<option value=${f.name} ?selected=${f.name === name}>${f.name}</option>`,
      )}
      <option value="" ?selected=${objective.kind === 'expr'}>own function</option>
    </select>`;
  }

  private formula(catalogue: Catalogue, { objective }: Spec): unknown {
    if (objective.kind === 'expr')
      return html`<es-function-editor .state=${this.state}></es-function-editor>`;
    if (objective.kind !== 'function') return nothing;
    const entry = catalogue.functions.find((f) => f.name === objective.name);
    return html`
      <div class="formula"><es-formula .source=${entry?.formula ?? ''}></es-formula></div>
      <p class="soft shows">${entry ? withSymbols(entry) : ''}</p>
      <button type="button" class="quiet" @click=${() => this.editOwn(true)}>Edit this function</button>
    `;
  }

  /** Makes the catalogue's function one's own; a button leads into its text, a list leaves the focus alone. */
  private editOwn(intoText: boolean): void {
    const { experiment, catalogue } = this.state;
    if (!experiment || !catalogue) return;
    const patch = editFunction(catalogue, experiment.spec);
    if (!patch) return;
    this.focusEditor = intoText;
    this.wish({ kind: 'edit', patches: [patch], field: 'objective', text: '' });
  }

  protected override updated(): void {
    if (this.state.experiment?.spec.objective.kind === 'expr') void this.loadEditor();
  }

  /** The editor comes only for a function of one's own. */
  private async loadEditor(): Promise<void> {
    await import('./es-function-editor');
    if (!this.focusEditor) return;
    this.focusEditor = false;
    const editor = this.querySelector('es-function-editor');
    await editor?.updateComplete;
    editor?.focus();
  }

  private parameters(catalogue: Catalogue, { objective }: Spec): unknown {
    if (objective.kind !== 'function') return nothing;
    const entries = catalogue.functions.find((f) => f.name === objective.name)?.params;
    return Object.entries(objective.params).map(([name, value]) => {
      const entry = entries?.find((p) => p.name === name);
      const slider: Slider | null = entry
        ? {
            min: Math.min(entry.slider[0], Number(value)),
            max: Math.max(entry.slider[1], Number(value)),
            log: false,
            integer: false,
          }
        : null;
      return this.number(
        catalogue,
        ['objective', 'params', name],
        '',
        symbol(name),
        Number(value),
        slider,
        name,
        entry?.default,
      );
    });
  }

  private startList(spec: Spec): unknown {
    const starts = startsOf(spec);
    return html`
      <p class="soft">
        ${starts.length === 0 ? 'No start yet' : starts.length === 1 ? 'One start' : `${count(starts.length)} starts`}:
        click the map to set one, drag to move it, Delete removes the focused one.
      </p>
      ${
        starts.length > 12
          ? nothing
          : html`<ul class="starts">
              ${starts.map(
                ([x, y], i) => html`<li>
                  <span>${i + 1}</span> <span class="n">${number(x)}, ${number(y)}</span>
                  <button
                    type="button"
                    class="icon"
                    aria-label="remove start ${i + 1}"
                    @click=${() => this.wish({ kind: 'remove-start', start: i })}
                  >
                    ✕
                  </button>
                </li>`,
              )}
            </ul>`
      }
      <button type="button" class="add" @click=${() => this.addStart(spec)}>Add a start</button>
    `;
  }

  /** In the window's upper right, where the map is seldom covered, a little further on each time. */
  private addStart(spec: Spec): void {
    const [x0, x1, y0, y1] = spec.window ?? [-1, 1, -1, 1];
    const shift = 0.07 * (startsOf(spec).length % 7);
    const at = (low: number, high: number, share: number): number =>
      Number((low + (high - low) * share).toPrecision(3));
    this.wish({ kind: 'add-start', at: [at(x0, x1, 0.7 - shift), at(y0, y1, 0.8 - shift)] });
  }

  private number(
    catalogue: Catalogue,
    path: (string | number)[],
    label: string,
    letter: string,
    value: number,
    slider: Slider | null,
    range: string,
    home: number | null = catalogue.ranges[range]?.default ?? null,
  ): unknown {
    const field = fieldName(path);
    return html`<es-number
      .label=${label}
      .symbol=${letter}
      .value=${value}
      .home=${home}
      .slider=${slider}
      .error=${this.state.fieldErrors[field]}
      @number=${this.sets(path)}
    ></es-number>`;
  }
}

/** What a function shows, with its parameters as the letters on the sliders. */
const withSymbols = ({ shows, params }: Catalogue['functions'][number]): string =>
  params.reduce((text, { name }) => text.replaceAll(name, symbol(name)), shows);

declare global {
  interface HTMLElementTagNameMap {
    'es-plane-controls': EsPlaneControls;
  }
}
