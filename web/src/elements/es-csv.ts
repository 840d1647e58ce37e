import '../styles/data.css';
import { html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { type DraftChange, isEmpty, shortDigest, unfit } from '../data/draft';
import type { ColumnOutline, DataSpec, TableOutline } from '../generated/types';
import { type Importing, lacksFile, ownTable } from '../state/own-data';
import type { State } from '../state/state';
import { dataWords } from '../words/data';
import { duration } from '../words/duration';
import { count, percent } from '../words/numbers';
import { chosen } from './es-optimizers';
import { PageElement, uniqueId } from './page-element';

/** Makes data of a table of the user's own: a file dropped, chosen or pasted, then what is learnt from it. */
@customElement('es-csv')
export class EsCsv extends PageElement {
  @property({ attribute: false }) state!: State;

  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @query('textarea') private readonly pasted!: HTMLTextAreaElement;

  private readonly ids = uniqueId('table');

  /** Whether a file's choices are shown. */
  private chooses = false;

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  /** The file's chooser goes with its focus once the file was read: the first choice has it then. */
  protected override updated(): void {
    const chooses = this.state.data.importing?.outline != null;
    if (chooses && !this.chooses) this.querySelector<HTMLElement>('.table-choices select')?.focus();
    this.chooses = chooses;
  }

  protected override render(): unknown {
    const { importing } = this.state.data;
    if (!importing) return nothing;
    const { outline, draft } = importing;
    return html`
      <dialog
        class="table-import"
        aria-labelledby="${this.ids}-title"
        @close=${() => this.wish({ kind: 'close-table' })}
      >
        <div class="gallery-head">
          <h2 id="${this.ids}-title">A table of your own</h2>
          <button type="button" class="icon" aria-label="close" @click=${() => this.dialog.close()}>✕</button>
        </div>
        ${outline && draft ? this.choices(importing, outline, draft) : this.source(importing)}
      </dialog>
    `;
  }

  /** Where a file comes from, and how far its reading has come. */
  private source({ share, secondsLeft, name, problem }: Importing): unknown {
    const awaited = this.awaited();
    return html`
      <p>
        ${awaited ?? 'A CSV file with one row for each example: drop it anywhere, choose it, or paste its text.'}
        It is read here and never leaves this machine.
      </p>
      ${problem ? html`<p class="error" role="alert">${name ? html`<b>${name}</b>: ` : nothing}${problem}</p>` : nothing}
      ${
        share === null
          ? nothing
          : html`<p class="table-reading">
              <progress max="1" value=${share} aria-label="progress of reading"></progress>
              <span>Reading ${name || 'the text'}: ${percent(share)}</span>
              <span class="soft">${secondsLeft === null ? '' : `${duration(secondsLeft)} left`}</span>
              <button type="button" @click=${() => this.dialog.close()}>Cancel</button>
            </p>`
      }
      <div class="table-source" ?hidden=${share !== null}>${this.chooser()} ${this.paster()}</div>
    `;
  }

  private chooser(label = 'Choose a file'): unknown {
    return html`<label class="file">
      ${label}
      <input
        class="visually-hidden"
        autofocus
        type="file"
        accept=".csv,.tsv,.tab,.txt,text/csv,text/tab-separated-values,text/plain"
        @change=${(event: Event) => {
          const input = event.target as HTMLInputElement;
          const file = input.files?.[0];
          if (file) this.wish({ kind: 'import-table', file, name: file.name });
          input.value = '';
        }}
      />
    </label>`;
  }

  private paster(): unknown {
    return html`<div class="paste">
      <label for="${this.ids}-text">or paste it</label>
      <textarea id="${this.ids}-text" rows="4" spellcheck="false" placeholder="width,height,label"></textarea>
      <button
        type="button"
        @click=${() => {
          const text = this.pasted.value;
          if (text.trim() !== '')
            this.wish({ kind: 'import-table', file: new Blob([text]), name: '' });
        }}
      >
        Read it
      </button>
    </div>`;
  }

  /** The table that the experiment shown waits for. */
  private get lacking(): DataSpec | null {
    const { experiment, data } = this.state;
    return experiment && lacksFile(experiment.spec, data.own) ? ownTable(experiment.spec) : null;
  }

  /** The file that the experiment shown waits for, in a sentence. */
  private awaited(): string | null {
    const table = this.lacking;
    if (!table) return null;
    const called = table.file ? `“${table.file}”` : 'a CSV file';
    return `The experiment shown learns from ${called} (SHA-256 ${shortDigest(table.sha256)}…): drop it anywhere, choose it, or paste its text.`;
  }

  /** What is learnt from a file that was read. */
  private choices(importing: Importing, outline: TableOutline, draft: DataSpec): unknown {
    const { name, summary, problem } = importing;
    const { lacking } = this;
    return html`
      <p>
        <b>${name || 'The pasted text'}</b>: ${count(outline.rows)} rows of ${outline.columns.length} columns,
        SHA-256 ${shortDigest(outline.sha256)}…
      </p>
      ${
        lacking
          ? html`<p class="error" role="alert">
              This is another file than the one that the link was made with (SHA-256
              ${shortDigest(lacking.sha256)}…). It can be used in its
              place, as another experiment.
            </p>`
          : nothing
      }
      ${preview(outline, draft)}
      <div class="table-choices">
        <div class="choice">
          <label for="${this.ids}-label">label: what is learnt</label>
          <select id="${this.ids}-label" @change=${(event: Event) => this.label(outline, draft, chosen(event))}>
            ${outline.columns.map(
              (column) =>
                html`<option value=${column.key} ?selected=${column.key === draft.label}>${column.name}</option>`,
            )}
          </select>
        </div>
        <div class="choice">
          <label for="${this.ids}-task">as</label>
          <select
            id="${this.ids}-task"
            @change=${(event: Event) => this.choose({ task: (chosen(event) || undefined) as DataSpec['task'] })}
          >
            ${TASKS.map(
              ([value, text]) =>
                html`<option value=${value} ?selected=${value === (draft.task ?? '')}>${text}</option>`,
            )}
          </select>
        </div>
        ${this.tick('the first row holds names', outline.header, (on) => this.choose({ header: on ? 'yes' : 'no' }))}
        ${this.tick('standardise: mean 0, deviation 1', draft.standardise === 1, (on) => this.choose({ standardise: on ? 1 : 0 }))}
        <fieldset class="columns">
          <legend>inputs: what it is learnt from</legend>
          ${outline.columns
            .filter(({ key }) => key !== draft.label)
            .map((column) =>
              this.tick(columnWords(outline, column), !draft.leave?.includes(column.key), (on) =>
                this.leave(draft, column.key, !on),
              ),
            )}
        </fieldset>
      </div>
      <div class="table-outcome" role="status">
        ${summary ? html`<p>${dataWords(summary)}</p>${summary.notes.map((note) => html`<p class="soft">${note}</p>`)}` : nothing}
        ${problem ? html`<p class="error">${problem}</p>` : nothing}
      </div>
      <p class="buttons">
        <button type="button" class="primary" ?disabled=${!summary} @click=${() => this.wish({ kind: 'use-table' })}>
          Learn from it
        </button>
        <button type="button" @click=${() => this.wish({ kind: 'import-table', file: null, name: '' })}>Another file</button>
        <button type="button" @click=${() => this.dialog.close()}>Cancel</button>
      </p>
    `;
  }

  private tick(label: string, on: boolean, set: (on: boolean) => void): unknown {
    return html`<label class="switch"
      ><input
        type="checkbox"
        .checked=${on}
        @change=${(event: Event) => set((event.target as HTMLInputElement).checked)}
      />${label}</label
    >`;
  }

  private choose(choices: DraftChange): void {
    this.wish({ kind: 'choose-from-table', choices });
  }

  /** Another label: what was left out for its words stays out, and so does the old label's column. */
  private label(outline: TableOutline, draft: DataSpec, label: string): void {
    const words = unfit(outline, label);
    const kept = (draft.leave ?? []).filter((key) => key !== label);
    this.choose({ label, leave: [...new Set([...kept, ...words])] });
  }

  private leave(draft: DataSpec, key: string, out: boolean): void {
    const others = (draft.leave ?? []).filter((other) => other !== key);
    this.choose({ leave: out ? [...others, key] : others });
  }
}

/** A column's name, and why it was left out at first. */
function columnWords(outline: TableOutline, column: ColumnOutline): string {
  const { name, words, example } = column;
  if (words > 0) return `${name} (words, such as “${example.slice(0, 20)}”)`;
  return isEmpty(outline, column) ? `${name} (no values)` : name;
}

/** The first rows as they stand in the file; what is left out is set back. */
function preview({ columns, first, rows }: TableOutline, { label, leave }: DataSpec): unknown {
  const part = (key: string): string =>
    key === label ? 'is-label' : leave?.includes(key) ? 'is-out' : '';
  return html`<div class="table-preview" tabindex="0" role="region" aria-label="the first rows">
    <table>
      <thead>
        <tr>
          ${columns.map(({ key, name }) => html`<th scope="col" class=${part(key)}>${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${first.map(
          (row) =>
            html`<tr>${row.map((cell, i) => html`<td class=${part(columns[i]?.key ?? '')}>${cell}</td>`)}</tr>`,
        )}
      </tbody>
    </table>
    ${rows > first.length ? html`<p class="soft">… and ${count(rows - first.length)} more</p>` : nothing}
  </div>`;
}

const TASKS = [
  ['', 'what its values say'],
  ['classes', 'classes'],
  ['regression', 'numbers (regression)'],
] as const;

declare global {
  interface HTMLElementTagNameMap {
    'es-csv': EsCsv;
  }
}
