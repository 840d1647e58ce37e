import { formulaMarks } from './formula';
import { IDENTITY, type Mark } from './marks';
import type { Corner } from './overlay';
import type { Paints } from './paint';

/** The marks of a table that is a picture, such as one whose cells are shaded: grounds, and words over them. */
export function tableMarks(table: HTMLTableElement, corner: Corner, paints: Paints): Mark[] {
  const grounds = [...table.querySelectorAll('td, th')].flatMap((cell): Mark[] => {
    const fill = paints.of(getComputedStyle(cell).backgroundColor);
    if (fill.opacity === 0) return [];
    const { left, top, width, height } = cell.getBoundingClientRect();
    const data = `M${left - corner.left} ${top - corner.top}h${width}v${height}h${-width}Z`;
    return [{ kind: 'path', data, evenOdd: false, fill, stroke: null, matrix: IDENTITY, clip: [] }];
  });
  return [...grounds, ...formulaMarks(table, corner, paints, 1)];
}
