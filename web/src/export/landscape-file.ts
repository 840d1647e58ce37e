import type { Experiment, Run } from '../generated/landscape.js';
import type { RunRecord } from '../generated/types';
import { labels } from '../words/names';
import { type Piece, plainText } from './collect';
import { csvRow } from './csv';
import type { Format, Head } from './head';
import { writeJson } from './json';

/** Steps made, and rows written, between two looks at the clock. */
const STEPS = 2048;
const ROWS = 512;

/** Numbers of `experiment.along` for a point, of which files hold the first four. */
const ALONG = 6;

const COLUMNS = 'optimizer,start,step,x,y,f,grad_norm,lambda_min,lambda_max,caption';

/**
 * The runs of a landscape with every iterate, made anew: pictures keep only what they
 * draw. A table has its caption in the first row of a column of its own: readers need no exception for it.
 */
export function* landscapeFile(
  experiment: Experiment,
  head: Head,
  caption: string,
  format: Format,
): Generator<Piece> {
  const { optimizers, starts = [] } = head.spec;
  const names = labels(optimizers);
  yield plainText(
    format === 'json' ? `${writeJson(head).slice(0, -1)},"runs":[` : `${COLUMNS}\r\n`,
  );
  for (const [optimizer, name] of names.entries()) {
    for (const start of starts.keys()) {
      const run = experiment.run(optimizer, start, true);
      try {
        while (!run.advance(STEPS)) yield plainText('');
        if (format === 'csv') {
          const first = optimizer === 0 && start === 0;
          yield* rows(experiment, run, [name, start + 1], first ? caption : null);
        } else yield* record(run.record(), run.iterates(0), optimizer === 0 && start === 0);
      } finally {
        run.free();
      }
    }
  }
  if (format === 'json') yield plainText(']}\n');
}

function* record(run: RunRecord, iterates: Float64Array, first: boolean): Generator<Piece> {
  yield plainText(`${first ? '' : ','}${writeJson(run).slice(0, -1)},"trajectory":[`);
  for (let from = 0; from < iterates.length; from += 2 * ROWS) {
    const part = iterates.subarray(from, from + 2 * ROWS);
    const points = Array.from({ length: part.length / 2 }, (_, i) =>
      writeJson(part.subarray(2 * i, 2 * i + 2)),
    );
    yield { text: `${from === 0 ? '' : ','}${points.join(',')}`, rows: points.length };
  }
  yield plainText(']}');
}

function* rows(
  experiment: Experiment,
  run: Run,
  place: readonly [string, number],
  caption: string | null,
): Generator<Piece> {
  const iterates = run.iterates(0);
  for (let from = 0; from < iterates.length; from += 2 * ROWS) {
    const part = iterates.subarray(from, from + 2 * ROWS);
    const along = experiment.along(part);
    const count = part.length / 2;
    let text = '';
    for (let i = 0; i < count; i += 1) {
      const step = from / 2 + i;
      const numbers = along.subarray(ALONG * i, ALONG * i + 4);
      const note = step === 0 ? caption : null;
      text += csvRow([...place, step, part[2 * i], part[2 * i + 1], ...numbers, note]);
    }
    yield { text, rows: count };
  }
}
