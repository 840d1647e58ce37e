/** What a cell holds; null and non-finite numbers leave it empty. */
export type Cell = string | number | null | undefined;

/**
 * One row as RFC 4180 writes it. Numbers are the shortest text that gives them back, bit for bit
 * (at most 17 significant digits); −0 keeps its sign.
 */
export const csvRow = (cells: readonly Cell[]): string => `${cells.map(cellText).join(',')}\r\n`;

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'string') return quoted(cell);
  if (!Number.isFinite(cell)) return '';
  return Object.is(cell, -0) ? '-0' : String(cell);
}

const quoted = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
