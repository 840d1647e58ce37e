import type { HowFar, Pace } from '../engine/pace';
import { type Answers, isSpecError, type Request } from '../engine/protocol';
import { Experiment, type Table, TableReader } from '../generated/engine.js';
import type { Spec, SpecError } from '../generated/types';

/** What the engine's thread does for a user's file, and for those who look at data. */

/** Bytes of a file that are read at once: some milliseconds of work. */
const PIECE = 1 << 18;

/** The table read last: for the dialog, and for every experiment over it. */
let last: Table | null = null;
/** What the dialog calls its file. */
let lastTicket: number | null = null;

type Report = (howFar: HowFar) => void;

/** A user's file at a glance, and what a draft makes of it; the file is read once. */
export async function tableOf(
  { ticket, file, header, draft, seed }: Extract<Request, { kind: 'table' }>,
  pace: Pace,
  report: Report,
): Promise<Answers['table']> {
  const table = last && lastTicket === ticket ? last : await readAnew(file, pace, report);
  lastTicket = ticket;
  const outline = table.outline(header);
  if (!draft) return { outline, summary: null, problem: null };
  try {
    return { outline, summary: table.preview(draft, seed), problem: null };
  } catch (thrown) {
    if (!isSpecError(thrown)) throw thrown;
    return { outline, summary: null, problem: thrown };
  }
}

/** The experiment over a user's file, which is read where it was not the last one read. */
export async function overFile(
  spec: Spec,
  file: Blob,
  pace: Pace,
  report: Report,
): Promise<Experiment> {
  const wanted = spec.objective.kind === 'mlp' ? spec.objective.data.sha256 : undefined;
  const known = last?.sha256 === wanted ? last : null;
  return Experiment.overTable(spec, known ?? (await readAnew(file, pace, report)));
}

async function readAnew(file: Blob, pace: Pace, report: Report): Promise<Table> {
  last?.free();
  [last, lastTicket] = [null, null];
  const table = await read(file, pace, report);
  // Another file may have been read meanwhile.
  (last as Table | null)?.free();
  last = table;
  lastTicket = null;
  return table;
}

async function read(file: Blob, pace: Pace, report: Report): Promise<Table> {
  const reader = new TableReader(file.size);
  const began = pace.worked();
  try {
    for (let at = 0; at < file.size; at += PIECE) {
      reader.push(await bytesIn(file.slice(at, at + PIECE)));
      if (pace.sliceIsOver()) await pace.breathe();
      const read = Math.min(file.size, at + PIECE);
      const each = (pace.worked() - began) / read;
      if (pace.reportIsDue())
        report({ share: read / file.size, secondsLeft: each * (file.size - read) * 1e-3 });
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
