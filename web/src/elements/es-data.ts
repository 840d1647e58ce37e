import '../styles/data.css';
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shortDigest } from '../data/draft';
import type { DataSpec, DataSummary } from '../generated/types';
import { lacksFile, NOTHING_SHOWN, ownTable, type Rows } from '../state/own-data';
import type { State } from '../state/state';
import { dataWords } from '../words/data';
import { number } from '../words/numbers';
import { onSight } from './on-sight';
import { PageElement } from './page-element';
import { drawPixels, inkOf } from './pixels';

/** Rows of a table that are shown; pictures are shown more of. */
const ROWS = 6;
/** Columns of a table that are shown. */
const COLUMNS = 12;

/** What the network learns from: pictures as pictures, all else as a table, and whose work it is. */
@customElement('es-data')
export class EsData extends PageElement {
  @property({ attribute: false }) state!: State;

  protected override firstUpdated(): void {
    onSight(this, () => this.wish({ kind: 'show-data' }));
  }

  protected override render(): unknown {
    const { experiment, data } = this.state;
    if (!experiment) return nothing;
    const own = ownTable(experiment.spec);
    if (own && lacksFile(experiment.spec, data.own)) return this.awaited(own);
    const { summary, rows, problem } = data.shown ?? NOTHING_SHOWN;
    return html`
      <h2>The data</h2>
      ${problem ? html`<p class="error" role="alert">${problem}</p>` : nothing}
      ${
        summary && rows
          ? html`<p>${dataWords(summary)} ${summary.notes.join(' ')}</p>
              ${summary.input.kind === 'image' ? pictures(summary, rows) : table(summary, rows)}
              ${summary.credit ? html`<p class="soft credit">${summary.credit}. <a href="data/${summary.name}.LICENSE.txt">Licence and changes</a></p>` : nothing}`
          : html`<p class="soft data-place">${problem ? '' : '…'}</p>`
      }
    `;
  }

  /** The link's reader is told which file it needs. */
  private awaited({ file, sha256, label }: DataSpec): unknown {
    return html`<div class="awaited" role="status">
      <p>
        <b>This experiment waits for its data.</b> It learns “${label}” from
        ${file ? html`the file <b>${file}</b>` : 'a CSV file'} (SHA-256 ${shortDigest(sha256)}…), which its
        maker has. Drop it anywhere on this page, or
      </p>
      <button type="button" @click=${() => this.wish({ kind: 'import-table', file: null, name: '' })}>Choose the file</button>
    </div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('state');
    const { shown } = this.state.data;
    if (before && before.data.shown === shown && before.theme === this.state.theme) return;
    const { summary, rows } = shown ?? NOTHING_SHOWN;
    if (summary?.input.kind !== 'image' || !rows) return;
    const size = summary.features.length;
    const ink = inkOf(this);
    this.querySelectorAll<HTMLCanvasElement>('.samples canvas').forEach((canvas, i) => {
      drawPixels(canvas, rows.inputs.subarray(i * size, (i + 1) * size), ink);
    });
  }
}

function pictures({ input, classes }: DataSummary, { labels }: Rows): unknown {
  if (input.kind !== 'image') return nothing;
  return html`<ul class="samples" aria-label="the first pictures, each with its class">
    ${Array.from(labels, (label) => {
      const name = classes?.[label] ?? '';
      return html`<li>
        <canvas width=${input.width} height=${input.height} role="img" aria-label="a picture of ${name}"></canvas>
        <span aria-hidden="true">${name}</span>
      </li>`;
    })}
  </ul>`;
}

function table({ features, target, classes }: DataSummary, rows: Rows): unknown {
  const shown = features.slice(0, COLUMNS);
  const count = Math.min(ROWS, rows.inputs.length / features.length);
  const goal = (row: number): string =>
    classes ? (classes[rows.labels[row] ?? 0] ?? '') : number(rows.targets[row]);
  return html`<div class="table-preview" tabindex="0" role="region" aria-label="the first rows that train">
    <table>
      <thead>
        <tr>
          ${shown.map((name) => html`<th scope="col">${name}</th>`)}
          ${features.length > shown.length ? html`<th scope="col">… ${features.length - shown.length} more</th>` : nothing}
          <th scope="col" class="is-label">${target}</th>
        </tr>
      </thead>
      <tbody>
        ${Array.from(
          { length: count },
          (_, row) => html`<tr>
            ${shown.map((_, i) => html`<td>${number(rows.inputs[row * features.length + i])}</td>`)}
            ${features.length > shown.length ? html`<td>…</td>` : nothing}
            <td class="is-label">${goal(row)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'es-data': EsData;
  }
}
