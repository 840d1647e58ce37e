import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { RunRecord } from '../generated/types';
import type { RunPlace, Start } from '../state/experiment';
import type { Look } from '../state/select';
import { settings } from '../words/names';
import { count, number } from '../words/numbers';
import { PageElement } from './page-element';
import { swatch } from './swatch';
import { statusWord, verdictOf } from './verdict';

/** A run's row. */
export interface ReadoutRun {
  readonly place: RunPlace;
  readonly record: RunRecord | null;
  /** Where a run under way stands. */
  readonly live?: { readonly steps: number; readonly top: number | null };
  /** The record is of the settings before the last edit. */
  readonly stale: boolean;
  /** The link or file this was opened from claims a fingerprint: is it this one? */
  readonly reproduced: boolean | null;
}

/** Rows of an optimizer shown before the rest is left to the full table. */
const ROWS_SHOWN = 6;

/** Where every run ended: verdict, steps, largest eigenvalue, margin; and everything else on asking. */
@customElement('es-readout')
export class EsReadout extends PageElement {
  @property({ attribute: false }) runs: readonly ReadoutRun[] = [];
  @property({ attribute: false }) looks: readonly Look[] = [];
  @property({ attribute: false }) starts: readonly Start[] = [];
  @property({ attribute: false }) select: number | null = null;

  @state() private open: string | null = null;
  /** How a row unfolds; loaded with the first one. */
  @state() private details: typeof import('./run-details') | null = null;

  protected override render(): unknown {
    if (this.runs.length === 0) return nothing;
    return html`
      <table class="readout">
        <thead>
          <tr>
            <th scope="col">from</th>
            <th scope="col"><span class="visually-hidden">verdict</span></th>
            <th scope="col">ended</th>
            <th scope="col" class="n">steps</th>
            <th scope="col" class="n">λ max</th>
            <th scope="col" class="n">margin</th>
          </tr>
        </thead>
        ${this.looks.map((look, optimizer) => this.group(look, optimizer))}
      </table>
    `;
  }

  private async unfold(key: string | null): Promise<void> {
    this.open = key;
    this.details ??= await import('./run-details');
  }

  private group(look: Look, optimizer: number): unknown {
    const runs = this.runs.filter(({ place }) => place.optimizer === optimizer);
    const record = runs.find((run) => run.record)?.record;
    const selected = this.select === optimizer;
    return html`
      <tbody>
        <tr class="group">
          <th scope="rowgroup" colspan="6">
            <button
              type="button"
              class="chip"
              aria-pressed=${selected ? 'true' : 'false'}
              title=${selected ? 'show all optimizers alike' : 'bring this optimizer out on the map'}
              @click=${() => this.wish({ kind: 'beside', beside: { select: selected ? null : optimizer } })}
            >
              ${swatch(look)} <b>${look.name}</b>
            </button>
            <span class="soft">${record ? settings(record.optimizer) : ''}</span>
          </th>
        </tr>
        ${runs.slice(0, ROWS_SHOWN).map((run) => this.row(run, look))}
        ${
          runs.length > ROWS_SHOWN
            ? html`<tr><td colspan="6" class="soft">and ${count(runs.length - ROWS_SHOWN)} more in the table below</td></tr>`
            : nothing
        }
      </tbody>
    `;
  }

  private row({ place, record, live, stale, reproduced }: ReadoutRun, look: Look): unknown {
    const key = `${place.optimizer}/${place.start}`;
    const open = this.open === key;
    const verdict = verdictOf(record);
    const tested = record?.verdict ?? record?.reading;
    const top = record ? record.eigenvalues[record.eigenvalues.length - 1]?.value : live?.top;
    const steps = record?.steps ?? live?.steps;
    const start = this.starts[place.start];
    return html`
      <tr class=${stale ? 'stale' : ''}>
        <td>
          <button
            type="button"
            class="disclose"
            aria-expanded=${open ? 'true' : 'false'}
            aria-label="${start ? place.start + 1 : 'θ₀'}: all numbers of ${look.name} from here"
            @click=${() => this.unfold(open ? null : key)}
          >
            ${start ? html`<span class="soft">${place.start + 1}</span>` : 'θ₀'}
          </button>
        </td>
        <td class="mark" title=${verdict.words}><span aria-label=${verdict.words} role="img">${verdict.mark}</span></td>
        <td>${statusWord(record)}</td>
        <td class="n">${steps === undefined ? '' : count(steps)}</td>
        <td class="n">${number(top)}</td>
        <td class="n">${tested ? number(tested.margin, 3) : '–'}</td>
      </tr>
      ${open && record && this.details ? html`<tr class="details"><td colspan="6">${this.details.runDetails(record, reproduced)}</td></tr>` : nothing}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'es-readout': EsReadout;
  }
}
