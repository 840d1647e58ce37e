import { html, LitElement, nothing } from 'lit';
import { fieldName, type Path } from '../state/patch';
import type { FieldError } from '../state/state';
import type { Wish } from '../state/wish';

/** A number as it was set, and the text it was set by. */
export interface NumberChange {
  readonly value: number | string;
  readonly text: string;
}

/**
 * Base of the page's elements. They render into the page itself, not into shadow roots: one set of
 * style sheets dresses them all, labels reach across elements, and an embed wraps the whole in one root.
 */
export class PageElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Tells the page what a person asked for. */
  protected wish(wish: Wish): void {
    this.dispatchEvent(
      new CustomEvent<Wish>('wish', { detail: wish, bubbles: true, composed: true }),
    );
  }

  /** What to do with a number typed or slid: set the entry of the spec at `path`. */
  protected sets(path: Path): (change: CustomEvent<NumberChange>) => void {
    return ({ detail: { value, text } }) =>
      this.wish({ kind: 'edit', patches: [{ path, value }], field: fieldName(path), text });
  }
}

/** The engine's objection to a field, as it stands beside it. */
export const objection = (error: FieldError | undefined): unknown =>
  error ? html`<p class="error" role="alert">${error.error.message}</p>` : nothing;

declare global {
  interface HTMLElementEventMap {
    wish: CustomEvent<Wish>;
  }
}

let ids = 0;

/** A document-wide id for tying labels, errors and descriptions to controls. */
export function uniqueId(prefix: string): string {
  ids += 1;
  return `${prefix}-${ids}`;
}
