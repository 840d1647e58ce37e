import type { Outputs } from '../state/outputs';
import { csvRow } from './csv';

const COLUMNS = ['optimizer', 'part', 'class', 'taken_for', 'rows', 'caption'];

/** What each network takes the rows of each class for, as a table: one line for each pair of classes. */
export function confusionFile(
  { classes, part, of }: Extract<Outputs, { kind: 'guesses' }>,
  names: readonly string[],
  caption: string,
): string {
  const lines = [csvRow(COLUMNS)];
  let note: string | null = caption;
  for (const [run, guesses] of of.entries())
    for (const [label, row] of (guesses?.confusion ?? []).entries())
      for (const [guess, rows] of row.entries()) {
        const [own, taken] = [classes[label] ?? '', classes[guess] ?? ''];
        lines.push(csvRow([names[run] ?? '', part, own, taken, rows, note]));
        note = null;
      }
  return lines.join('');
}
