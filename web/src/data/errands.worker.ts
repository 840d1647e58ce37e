import type { Pace } from '../engine/pace';
import { type Answers, isSpecError, type Request } from '../engine/protocol';
import type { Experiment } from '../generated/engine.js';
import { type Table, TableReader } from '../generated/engine.js';
import type { SpecError } from '../generated/types';

/** What the engine's thread does for a user's file, and for those who look at data. */

/** Bytes of a file that are read at once: some milliseconds of work. */
const PIECE = 1 << 18;

/** The table read last, by the ticket of its file. */
let last: { readonly ticket: number; readonly table: Table } | null = null;

/** A user's file at a glance, and what a draft makes of it; the file is read once. */
export async function tableOf(
  { ticket, file, header, draft, seed }: Extract<Request, { kind: 'table' }>,
  pace: Pace,
  onShare: (share: number) => void,
): Promise<Answers['table']> {
  if (last?.ticket !== ticket) {
    last?.table.free();
    last = null;
    last = { ticket, table: await read(file, pace, onShare) };
  }
  const { table } = last;
  const outline = table.outline(header);
  if (!draft) return { outline, summary: null, problem: null };
  try {
    return { outline, summary: table.preview(draft, seed), problem: null };
  } catch (thrown) {
    if (!isSpecError(thrown)) throw thrown;
    return { outline, summary: null, problem: thrown };
  }
}

async function read(file: Blob, pace: Pace, onShare: (share: number) => void): Promise<Table> {
  const reader = new TableReader(file.size);
  try {
    for (let at = 0; at < file.size; at += PIECE) {
      reader.push(await bytesIn(file.slice(at, at + PIECE)));
      if (pace.sliceIsOver()) await pace.breathe();
      if (pace.reportIsDue()) onShare(at / file.size);
    }
    const table = reader.finish();
    if (!table) throw new Error('a reader ends once');
    return table;
  } finally {
    reader.free();
  }
}

/** The bytes of a file, which may have gone or changed since it was chosen. */
export async function bytesIn(file: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    const refusal: SpecError = {
      code: 'data_unavailable',
      field: 'objective.data',
      got: '',
      allowed: 'a file that can be read',
      message: 'The file cannot be read any more: choose it again.',
    };
    throw refusal;
  }
}

/** What an experiment's data are, with the first rows; frees the experiment. */
export function dataOf(experiment: Experiment, rows: number): Answers['data'] {
  try {
    return { summary: experiment.dataFacts(), rows: experiment.examples(0, rows, 'train') };
  } finally {
    experiment.free();
  }
}
