import type { HistoryRow, RunRecord } from '../generated/types';
import { labels } from '../words/names';
import { type Piece, plainText } from './collect';
import { csvRow } from './csv';
import type { Format, Head } from './head';
import { writeJson } from './json';

/** A training as far as it has come. */
export interface TrainedRuns {
  readonly step: number;
  readonly history: readonly HistoryRow[];
  readonly record: RunRecord | null;
}

const ROWS = 256;

/** The runs of a network with what was measured along them; a training is not made twice. */
export function* networkFile(
  head: Head,
  caption: string,
  format: Format,
  runs: readonly TrainedRuns[],
): Generator<Piece> {
  yield* format === 'json' ? json(head, runs) : csv(head, caption, runs);
}

function* json(head: Head, runs: readonly TrainedRuns[]): Generator<Piece> {
  yield plainText(`${writeJson(head).slice(0, -1)},"runs":[`);
  for (const [i, { record, step, history }] of runs.entries()) {
    const unfinished = { optimizer: head.spec.optimizers[i], status: 'running', steps: step };
    const { history: _, ...known } = record ?? { ...unfinished, history };
    yield plainText(`${i === 0 ? '' : ','}${writeJson(known).slice(0, -1)},"history":[`);
    for (const [from, part] of slices(history)) {
      const text = part.map(writeJson).join(',');
      yield { text: `${from === 0 ? '' : ','}${text}`, rows: part.length };
    }
    yield plainText(']}');
  }
  yield plainText(']}\n');
}

function* csv(head: Head, caption: string, runs: readonly TrainedRuns[]): Generator<Piece> {
  const names = labels(head.spec.optimizers);
  const columns = Object.keys(runs[0]?.history[0] ?? {}) as (keyof HistoryRow)[];
  yield plainText(csvRow(['optimizer', ...columns, 'caption']));
  for (const [i, { history }] of runs.entries()) {
    for (const [from, part] of slices(history)) {
      const text = part.map((row, j) => {
        const first = i === 0 && from + j === 0;
        const numbers = columns.map((column) => row[column]);
        return csvRow([names[i], ...numbers, first ? caption : null]);
      });
      yield { text: text.join(''), rows: part.length };
    }
  }
}

function* slices<T>(rows: readonly T[]): Generator<[from: number, part: readonly T[]]> {
  for (let from = 0; from < rows.length; from += ROWS) yield [from, rows.slice(from, from + ROWS)];
}
