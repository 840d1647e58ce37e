import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Catalogue, FilterReport, Optimizer, Spec } from '../generated/types';
import { addOptimizer, changeRule, numbersFor } from '../state/edits';
import { fieldName } from '../state/patch';
import type { Look } from '../state/select';
import type { Critical, FieldError } from '../state/state';
import { type Tick, ticksOf } from '../state/ticks';
import { numberWord, symbol } from '../words/names';
import { number } from '../words/numbers';
import './es-number';
import { objection, PageElement } from './page-element';
import { sliderFor } from './slider';
import { swatch } from './swatch';

/** The optimizers of an experiment: add, change, remove; each with the numbers its rule carries. */
@customElement('es-optimizers')
export class EsOptimizers extends PageElement {
  @property({ attribute: false }) catalogue: Catalogue | null = null;
  @property({ attribute: false }) spec: Spec | null = null;
  @property({ attribute: false }) looks: readonly Look[] = [];
  @property({ attribute: false }) filters: readonly FilterReport[] = [];
  /** Whose filters switch at values worth a tick. */
  @property({ attribute: false }) critical: Critical | null = null;
  @property({ attribute: false }) errors: Readonly<Record<string, FieldError>> = {};

  /** By optimizer and field; kept while nothing of them changes, for a drag renders often. */
  private ticks: readonly ReadonlyMap<string, readonly Tick[]>[] = [];
  private ticksOf = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { critical, spec } = this;
    const names = this.looks.map(({ name }) => name);
    const of = JSON.stringify([names, spec?.window]);
    if (!changed.has('critical') && of === this.ticksOf) return;
    this.ticksOf = of;
    const [x0, x1] = spec?.window ?? [-1, 1];
    const { found, sifting } = critical ?? {};
    this.ticks = names.map((name, i) =>
      ticksOf(name, sifting?.switches[i] ?? [], found?.points ?? [], Math.abs(x1 - x0)),
    );
  }

  protected override render(): unknown {
    const { catalogue, spec } = this;
    if (!catalogue || !spec) return nothing;
    return html`
      <h2>Optimizers</h2>
      ${objection(this.errors['optimizers'])}
      <ul class="optimizers">
        ${spec.optimizers.map((optimizer, i) =>
          this.item(catalogue, optimizer, i, spec.optimizers.length),
        )}
      </ul>
      <button
        type="button"
        class="add"
        ?disabled=${spec.optimizers.length >= catalogue.most_optimizers}
        @click=${() => this.add(catalogue, spec)}
      >
        Add an optimizer
      </button>
    `;
  }

  private item(catalogue: Catalogue, optimizer: Optimizer, i: number, count: number): unknown {
    const look = this.looks[i];
    const rule = catalogue.rules.find(({ name }) => name === optimizer.rule);
    const filter = this.filters[i];
    const name = look?.name ?? optimizer.rule;
    const ticks = this.ticks[i] ?? NO_TICKS;
    return html`
      <li class="optimizer">
        <div class="optimizer-head">
          ${swatch(look)}
          <select
            aria-label="rule of ${name}"
            title=${rule?.title ?? ''}
            @change=${(event: Event) => this.choose(i, chosen(event), optimizer.momentum)}
          >
            ${catalogue.rules.map(
              (choice) =>
                html`<option value=${choice.name} ?selected=${choice.name === optimizer.rule}>${choice.name}</option>`,
            )}
          </select>
          ${
            rule?.momentum === false
              ? nothing
              : html`<select
                  aria-label="momentum of ${name}"
                  @change=${(event: Event) => this.choose(i, optimizer.rule, chosen(event))}
                >
                  ${catalogue.momenta.map(
                    (choice) =>
                      html`<option value=${choice.name} ?selected=${choice.name === optimizer.momentum}>
                        ${choice.title}
                      </option>`,
                  )}
                </select>`
          }
          <button
            type="button"
            class="icon"
            aria-label="remove ${name}"
            title="remove ${name}"
            ?disabled=${count === 1}
            @click=${() => this.take(i)}
          >
            ✕
          </button>
        </div>
        ${objection(this.errors[`optimizers[${i}]`])}
        ${numbersFor(catalogue, optimizer.rule, optimizer.momentum).map((key) =>
          this.number(catalogue, optimizer, i, key, ticks.get(key)),
        )}
        <p class="bound">
          ${filter?.passband ? html`bound ${rule?.verdict === false ? 'of μ' : ''} <b>${number(filter.bound)}</b>` : 'no passband'}
        </p>
      </li>
    `;
  }

  private number(
    catalogue: Catalogue,
    optimizer: Optimizer,
    i: number,
    key: string,
    ticks: readonly Tick[] = NONE,
  ): unknown {
    const value = Object.entries(optimizer).find(([name]) => name === key)?.[1];
    const path = ['optimizers', i, key];
    const field = fieldName(path);
    return html`<es-number
      .label=${numberWord(key)}
      .symbol=${symbol(key)}
      .owner=${this.looks[i]?.name ?? ''}
      .value=${typeof value === 'number' ? value : 0}
      .home=${catalogue.ranges[key]?.default ?? null}
      .slider=${sliderFor(key, catalogue.ranges[key], Number(value))}
      .ticks=${ticks}
      .error=${this.errors[field]}
      @number=${this.sets(path)}
    ></es-number>`;
  }

  private choose(i: number, rule: string, momentum: string): void {
    const old = this.spec?.optimizers[i];
    if (!old || !this.catalogue) return;
    const value = changeRule(this.catalogue, old, rule, momentum);
    this.wish({
      kind: 'edit',
      patches: [{ path: ['optimizers', i], value }],
      field: `optimizers[${i}]`,
      text: rule,
    });
  }

  private add(catalogue: Catalogue, spec: Spec): void {
    this.wish({
      kind: 'edit',
      patches: [addOptimizer(catalogue, spec)],
      field: 'optimizers',
      text: '',
    });
  }

  private take(i: number): void {
    const patches = [{ path: ['optimizers', i], value: undefined }];
    this.wish({ kind: 'edit', patches, field: 'optimizers', text: '' });
  }
}

const NO_TICKS: ReadonlyMap<string, readonly Tick[]> = new Map();
const NONE: readonly Tick[] = [];

export const chosen = (event: Event): string => (event.target as HTMLSelectElement).value;

declare global {
  interface HTMLElementTagNameMap {
    'es-optimizers': EsOptimizers;
  }
}
