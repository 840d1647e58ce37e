import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Catalogue, Range, Spec } from '../generated/types';
import { chooseData } from '../state/choose-data';
import { fieldName, type Path, typedValue } from '../state/patch';
import type { Look } from '../state/select';
import type { State } from '../state/state';
import { optionWords } from '../words/data';
import './es-number';
import type { Slider } from './es-number';
import './es-optimizers';
import { chosen } from './es-optimizers';
import { objection, PageElement, uniqueId } from './page-element';

type Network = Extract<Spec['objective'], { kind: 'mlp' }>;

/** Settings of a network: data, architecture, loss, optimizers, and how curvature is followed. */
@customElement('es-network-controls')
export class EsNetworkControls extends PageElement {
  @property({ attribute: false }) state!: State;
  @property({ attribute: false }) looks: readonly Look[] = [];

  private readonly ids = uniqueId('network');

  protected override render(): unknown {
    const { experiment, catalogue, facts, fieldErrors } = this.state;
    if (!experiment || !catalogue || experiment.spec.objective.kind !== 'mlp') return nothing;
    const { spec } = experiment;
    const network = experiment.spec.objective;
    return html`
      <section>
        <h2>Data</h2>
        ${this.data(catalogue, spec, network)}
      </section>
      <section>
        <h2>Network</h2>
        ${this.text(['objective', 'layers'], 'hidden layers', network.layers.join(', ') || 'none', readLayers)}
        ${this.choice(['objective', 'activation'], 'activation', network.activation, catalogue.activations)}
        ${this.choice(['objective', 'loss'], 'loss', network.loss, catalogue.losses)}
        ${this.choice(['objective', 'init'], 'initial weights', network.init, catalogue.inits)}
        ${this.choice(
          ['objective', 'precision'],
          'precision',
          network.precision,
          catalogue.precisions,
        )}
        ${this.number(catalogue, ['objective', 'l2'], 'ℓ₂ penalty', network.l2, 'l2')}
        ${this.text(['objective', 'batch'], 'batch', network.batch === null ? 'full' : String(network.batch), readBatch)}
        ${this.number(catalogue, ['seed'], 'seed', spec.seed, 'seed')}
      </section>
      <section>
        <es-optimizers
          .catalogue=${catalogue}
          .spec=${spec}
          .looks=${this.looks}
          .filters=${facts?.filters ?? []}
          .errors=${fieldErrors}
        ></es-optimizers>
      </section>
      <section>
        <h2>Run</h2>
        ${this.number(catalogue, ['stop', 'steps'], 'steps, at most', spec.stop.steps, 'steps')}
        ${this.number(catalogue, ['stop', 'grad_tol'], 'stop at ‖∇f‖ ≤', spec.stop.grad_tol, 'grad_tol')}
        ${this.number(catalogue, ['curvature', 'every'], 'eigenvalues every', spec.curvature?.every ?? 25, 'every')}
        ${this.number(catalogue, ['curvature', 'top'], 'largest ones', spec.curvature?.top ?? 1, 'top')}
        ${this.number(catalogue, ['curvature', 'bottom'], 'smallest ones', spec.curvature?.bottom ?? 1, 'bottom')}
      </section>
    `;
  }

  private data(catalogue: Catalogue, spec: Spec, network: Network): unknown {
    const entry = catalogue.data.find(({ name }) => name === network.data.name);
    const options: Readonly<Record<string, unknown>> = network.data;
    return html`
      <select
        aria-label="data"
        @change=${(event: Event) => {
          const name = chosen(event);
          if (name === 'csv') {
            // Which table is told in a dialog; until then all stays as it is.
            (event.target as HTMLSelectElement).value = network.data.name;
            this.wish({ kind: 'import-table', file: null, name: '' });
            return;
          }
          this.wish({
            kind: 'edit',
            patches: [chooseData(catalogue, spec, name)],
            field: 'objective.data',
            text: name,
          });
        }}
      >
        ${catalogue.data.map(
          ({ name }) =>
            html`<option value=${name} .selected=${name === network.data.name}>${name}</option>`,
        )}
      </select>
      <p class="soft data-title">${network.data.file ?? entry?.title ?? ''}</p>
      ${
        network.data.name === 'csv'
          ? html`<button type="button" @click=${() => this.wish({ kind: 'import-table', file: null, name: '' })}>
              Another table
            </button>`
          : nothing
      }
      ${objection(this.state.fieldErrors['objective.data'])}
      ${(entry?.options ?? []).map((option) => {
        const slider: Slider = {
          min: option.min,
          max: option.max,
          log: false,
          integer: option.integer,
        };
        const value = Number(options[option.name] ?? option.default);
        if (isSwitch(option))
          return this.tick(['objective', 'data', option.name], optionWords(option.name), value);
        return this.number(
          catalogue,
          ['objective', 'data', option.name],
          optionWords(option.name),
          value,
          option.name,
          slider,
          option.default,
        );
      })}
      ${
        entry?.train_rows
          ? this.number(
              catalogue,
              ['objective', 'samples'],
              'samples',
              network.samples ?? entry.train_rows,
              'samples',
              { min: 1, max: entry.train_rows, log: false, integer: true },
              entry.train_rows,
            )
          : this.text(
              ['objective', 'samples'],
              'samples',
              String(network.samples ?? 'all'),
              readSamples,
            )
      }
    `;
  }

  private tick(path: Path, label: string, value: number): unknown {
    const field = fieldName(path);
    return html`<label class="switch"
      ><input
        type="checkbox"
        .checked=${value === 1}
        @change=${(event: Event) => {
          const on = (event.target as HTMLInputElement).checked;
          this.wish({ kind: 'edit', patches: [{ path, value: on ? 1 : 0 }], field, text: label });
        }}
      />${label}</label
    >`;
  }

  private choice(
    path: Path,
    label: string,
    value: string,
    choices: readonly { name: string; title: string }[],
  ): unknown {
    const field = fieldName(path);
    const id = `${this.ids}-${field}`;
    return html`<div class="choice">
      <label for=${id}>${label}</label>
      <select
        id=${id}
        @change=${(event: Event) =>
          this.wish({
            kind: 'edit',
            patches: [{ path, value: chosen(event) }],
            field,
            text: chosen(event),
          })}
      >
        ${choices.map(
          ({ name, title }) =>
            html`<option value=${name} title=${title} ?selected=${name === value}>${name}</option>`,
        )}
      </select>
      ${objection(this.state.fieldErrors[field])}
    </div>`;
  }

  private text(path: Path, label: string, value: string, read: (text: string) => unknown): unknown {
    const field = fieldName(path);
    const id = `${this.ids}-${field}`;
    const error = this.state.fieldErrors[field];
    return html`<div class="choice">
      <label for=${id}>${label}</label>
      <input
        id=${id}
        type="text"
        autocomplete="off"
        spellcheck="false"
        aria-invalid=${error ? 'true' : 'false'}
        .value=${error?.text ?? value}
        @change=${(event: Event) => {
          const text = (event.target as HTMLInputElement).value;
          this.wish({ kind: 'edit', patches: [{ path, value: read(text) }], field, text });
        }}
      />
      ${objection(this.state.fieldErrors[field])}
    </div>`;
  }

  private number(
    catalogue: Catalogue,
    path: Path,
    label: string,
    value: number,
    range: string,
    slider: Slider | null = null,
    home: number | null = catalogue.ranges[range]?.default ?? null,
  ): unknown {
    const field = fieldName(path);
    return html`<es-number
      .label=${label}
      .value=${value}
      .home=${home}
      .slider=${slider}
      .error=${this.state.fieldErrors[field]}
      @number=${this.sets(path)}
    ></es-number>`;
  }
}

/** "30, 20": widths separated by commas or spaces, "none" or nothing for a linear model; what is no number goes to the engine as typed. */
const readLayers = (text: string): unknown[] =>
  text
    .split(/[\s,]+/)
    .filter((piece) => piece !== '' && piece.toLowerCase() !== 'none')
    .map(typedValue);

/** "all" or nothing is all rows. */
const readSamples = (text: string): unknown =>
  /^\s*(all)?\s*$/i.test(text) ? undefined : typedValue(text);

/** Whether a number can only be 0 or 1. */
const isSwitch = ({ integer, min, max }: Range): boolean => integer && min === 0 && max === 1;

/** "full" or nothing is the full batch. */
const readBatch = (text: string): unknown =>
  /^\s*(full)?\s*$/i.test(text) ? null : typedValue(text);

declare global {
  interface HTMLElementTagNameMap {
    'es-network-controls': EsNetworkControls;
  }
}
