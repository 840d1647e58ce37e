import type { LitElement } from 'lit';
import { turns } from '../elements/turns';
import { drawForPrint } from '../plot/canvas';
import type { State } from '../state/state';
import { MARGIN } from './picture';

/** A view of the page: an element that shows a state and nothing else. */
export interface ViewElement extends LitElement {
  state: State;
}

/** A paper's column, and the pixels it is laid out in: letters of 11 pixels become 8 points high. */
export const COLUMN = { width: 340, millimetres: 86 };

/** What can only be pixels, such as a map of basins, has this many of them to one of the column's: 300 to the inch. */
const PRINT = 3;

/** A part of a view that is not there by then, in milliseconds, does not come. */
const PATIENCE = 5000;

/**
 * Shows a view once more, unseen: at a column's width and on white, whatever the page looks like, and
 * hands the copy to `use` when it has what `selector` finds. Views are functions of the state, so a copy
 * shows the same experiment.
 */
export async function inColumn<T>(
  view: ViewElement,
  selector: string,
  use: (copy: HTMLElement) => T,
): Promise<T> {
  // A form of its own: radio buttons of the copy must not switch off the page's.
  const room = document.createElement('form');
  room.className = 'darkroom';
  room.inert = true;
  room.ariaHidden = 'true';
  const copy = document.createElement(view.localName) as ViewElement;
  const { elementProperties } = view.constructor as typeof LitElement;
  for (const name of elementProperties.keys()) Reflect.set(copy, name, Reflect.get(view, name));
  copy.state = { ...view.state, theme: 'light', playing: false };
  room.style.width = `${COLUMN.width - 2 * MARGIN}px`;
  room.append(copy);
  document.body.append(room);
  drawForPrint(PRINT);
  try {
    await copy.updateComplete;
    // Parts that are fetched on demand come later, even those that the page has.
    const from = performance.now();
    while (!copy.querySelector(selector) && performance.now() - from < PATIENCE) await nextFrame();
    // Elements that measure themselves do so with the next frame, and draw with the one after, or when
    // it is their turn.
    for (let frame = 0; frame < 3; frame += 1) {
      await nextFrame();
      await turns.wait(() => {});
    }
    return use(copy);
  } finally {
    drawForPrint(null);
    room.remove();
  }
}

const nextFrame = (): Promise<unknown> => new Promise(requestAnimationFrame);
