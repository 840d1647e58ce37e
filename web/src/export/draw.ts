import { PALETTES } from '../plot/colour';
import { captioned } from './caption';
import { COLUMN, inColumn, type ViewElement } from './darkroom';
import { type Caption, captionText } from './head';
import type { Picture } from './marks';
import { pictureOf } from './picture';
import { pngFile } from './png-file';
import { svgFile } from './svg-file';

/** How a picture is to leave the page. */
export interface Order {
  readonly format: 'svg' | 'png';
  /** As it stands on the page, or laid out anew for a paper's column, on white. */
  readonly size: 'page' | 'column';
  /** With its caption beneath it; within the file the caption is in any case. */
  readonly caption: boolean;
}

/** Draws the picture that `selector` finds in a view to a file. */
export async function draw(
  view: ViewElement,
  selector: string,
  order: Order,
  caption: Caption,
): Promise<Blob> {
  const take = (root: Element): Picture => pictureOf(found(root, selector));
  const column = order.size === 'column';
  const bare = column ? await inColumn(view, selector, take) : take(view);
  const { ink, soft } = PALETTES[column ? 'light' : view.state.theme];
  const picture = order.caption ? captioned(bare, caption, ink, soft) : bare;
  return order.format === 'png'
    ? pngFile(picture, { Title: caption.words, Source: caption.proof, Software: 'Eigensieve' })
    : new Blob([svgOf(picture, column, caption)], { type: 'image/svg+xml' });
}

function svgOf(picture: Picture, column: boolean, caption: Caption): string {
  const unit = column ? 'mm' : 'px';
  const scale = column ? COLUMN.millimetres / COLUMN.width : 1;
  const length = (pixels: number): string => `${Number((pixels * scale).toFixed(2))}${unit}`;
  return svgFile(picture, {
    title: caption.words,
    description: captionText(caption),
    width: length(picture.width),
    height: length(picture.height),
  });
}

function found(root: Element, selector: string): HTMLElement {
  const element = root.querySelector<HTMLElement>(selector);
  if (!element) throw new Error(`no ${selector} to draw`);
  return element;
}
