import { LitElement } from 'lit';
import type { Wish } from '../state/wish';

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
}

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
