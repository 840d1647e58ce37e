import type { Turns } from '../engine/pace';

/** A part of a file's text, and how many rows of numbers it brings; empty while a run is being made. */
export interface Piece {
  readonly text: string;
  readonly rows: number;
}

/** Text without rows. */
export const plainText = (text: string): Piece => ({ text, rows: 0 });

/** Text gathered before it leaves the heap for a blob, in characters. */
const PART = 1 << 20;

/** Joins pieces to a file, in slices; a breath that throws ends it and the work behind the pieces. */
export async function collect(
  pieces: Iterable<Piece>,
  type: string,
  pace: Turns,
  onRows: (rows: number) => void,
): Promise<Blob> {
  const parts: Blob[] = [];
  let texts: string[] = [];
  let length = 0;
  let rows = 0;
  const putAway = (): void => {
    parts.push(new Blob(texts));
    texts = [];
    length = 0;
  };
  for (const piece of pieces) {
    texts.push(piece.text);
    length += piece.text.length;
    rows += piece.rows;
    if (length > PART) putAway();
    if (!pace.sliceIsOver()) continue;
    onRows(rows);
    await pace.breathe();
  }
  putAway();
  return new Blob(parts, { type });
}
