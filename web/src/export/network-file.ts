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

/**
 * The runs of a network with what was measured along them; a training is not made twice. `costs` are the
 * gradients that a step of each is worth.
 */
export function* networkFile(
  head: Head,
  caption: string,
  format: Format,
  runs: readonly TrainedRuns[],
  costs: readonly number[],
): Generator<Piece> {
  yield* format === 'json' ? json(head, runs) : csv(head, caption, runs, costs);
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

function* csv(
  head: Head,
  caption: string,
  runs: readonly TrainedRuns[],
  costs: readonly number[],
): Generator<Piece> {
  const names = labels(head.spec.optimizers);
  const keys = Object.keys(runs[0]?.history[0] ?? {}) as (keyof HistoryRow)[];
  const columns = keys.filter((key): key is Single => key !== 'top' && key !== 'bottom');
  const further = [...ranks(runs, 'top', 'lambda_max'), ...ranks(runs, 'bottom', 'lambda_min')];
  const headings = further.map(({ name }) => name);
  yield plainText(csvRow(['optimizer', ...columns, ...headings, 'gradients', 'caption']));
  for (const [i, { history }] of runs.entries()) {
    for (const [from, part] of slices(history)) {
      const text = part.map((row, j) => {
        const first = i === 0 && from + j === 0;
        const numbers = columns.map((column) => row[column]);
        const others = further.map(({ end, rank }) => row[end]?.[rank - 1]?.value ?? null);
        const gradients = row.step * (costs[i] ?? 1);
        return csvRow([names[i], ...numbers, ...others, gradients, first ? caption : null]);
      });
      yield { text: text.join(''), rows: part.length };
    }
  }
}

type End = 'top' | 'bottom';
/** What a row has one number of. */
type Single = Exclude<keyof HistoryRow, End>;

/** The second eigenvalue at an end, the third, …, as far as any run has them, each with its column's name. */
function ranks(runs: readonly TrainedRuns[], end: End, first: string) {
  const most = Math.max(0, ...runs.map(({ history }) => history[0]?.[end]?.length ?? 0));
  return Array.from({ length: Math.max(0, most - 1) }, (_, i) => {
    return { end, rank: i + 2, name: `${first}_${i + 2}` };
  });
}

function* slices<T>(rows: readonly T[]): Generator<[from: number, part: readonly T[]]> {
  for (let from = 0; from < rows.length; from += ROWS) yield [from, rows.slice(from, from + ROWS)];
}
