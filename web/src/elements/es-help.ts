import { html } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import '../styles/help.css';
import { GESTURES, type Gesture, type GestureGroup } from './gestures';
import { PageElement } from './page-element';

/** Every gesture, by mouse, touch and keyboard. */
@customElement('es-help')
export class EsHelp extends PageElement {
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  /** Opens the help; the browser gives the focus back when it closes. */
  async open(): Promise<void> {
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
  }

  protected override render(): unknown {
    return html`
      <dialog class="help" aria-labelledby="help-title" @click=${this.clicked} @keydown=${this.keyed}>
        <div class="gallery-head">
          <h2 id="help-title">Every gesture</h2>
          <button type="button" class="icon" aria-label="close the help" @click=${() => this.dialog.close()}>✕</button>
        </div>
        <table class="gestures">
          <thead>
            <tr>
              <th scope="col"><span class="visually-hidden">what it does</span></th>
              <th scope="col">mouse</th>
              <th scope="col">touch</th>
              <th scope="col">keys</th>
            </tr>
          </thead>
          ${GESTURES.map(group)}
        </table>
        <p class="soft help-note">
          A drag is one step of undo, and of the browser’s Back. The address always holds the link of what is shown.
        </p>
      </dialog>
    `;
  }

  /** A click beside the help closes it. */
  private clicked(event: Event): void {
    if (event.target === this.dialog) this.dialog.close();
  }

  private keyed(event: KeyboardEvent): void {
    if (event.key === '?') this.dialog.close();
  }
}

const group = ({ title, where, gestures }: GestureGroup): unknown => html`
  <tbody>
    <tr class="group">
      <th scope="rowgroup" colspan="4"><b>${title}</b> <span class="soft">${where}</span></th>
    </tr>
    ${gestures.map(row)}
  </tbody>
`;

const row = ({ does, mouse, touch, keys }: Gesture): unknown => html`
  <tr>
    <th scope="row">${does}</th>
    <td data-hand="mouse">${mouse ?? '–'}</td>
    <td data-hand="touch">${touch ?? '–'}</td>
    <td data-hand="keys">${keys ?? '–'}</td>
  </tr>
`;

declare global {
  interface HTMLElementTagNameMap {
    'es-help': EsHelp;
  }
}
