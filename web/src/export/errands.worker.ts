import type { Turns } from '../engine/pace';
import type { Answers, Request } from '../engine/protocol';
import { isSpecError } from '../engine/protocol';
import type * as Engine from '../generated/landscape.js';
import type { Beside, Spec } from '../generated/types';
import { arrivalIn, checkSize, refusalOf } from './arrival';
import { collect } from './collect';
import { MEDIA_TYPES } from './head';
import { landscapeFile } from './landscape-file';

/** What the engine's thread does for files. It comes with the first of them. */

/** The runs of a landscape as a file; frees the experiment. */
export async function exported(
  experiment: Engine.Experiment,
  { head, caption, format }: Extract<Request, { kind: 'export' }>,
  pace: Turns,
  onRows: (rows: number) => void,
): Promise<Blob> {
  try {
    const pieces = landscapeFile(experiment, head, caption, format);
    return await collect(pieces, MEDIA_TYPES[format], pace, onRows);
  } finally {
    experiment.free();
  }
}

/** The engine's readers, who judge. */
type Readers = Pick<typeof Engine, 'parseLink' | 'printLink' | 'readSpec'>;

/** The experiment in a file, judged as every other spec is. */
export async function imported(
  { file, name }: Extract<Request, { kind: 'import' }>,
  readers: Readers,
): Promise<Answers['import']> {
  try {
    checkSize(name, file.size);
    const arrival = arrivalIn(await file.text(), name);
    const spec = readers.readSpec(arrival.spec);
    return { experiment: { spec, beside: readBeside(spec, arrival.beside, readers) } };
  } catch (thrown) {
    return { problem: refusalOf(name, thrown) };
  }
}

/** What stands beside a spec, judged by way of the link that both print. */
function readBeside(spec: Spec, beside: unknown, { parseLink, printLink }: Readers): Beside {
  try {
    return parseLink(printLink(spec, beside as Beside)).beside;
  } catch (thrown) {
    if (!isSpecError(thrown) || thrown.code !== 'link_too_long') throw thrown;
    // A spec too large for a link: what stands beside it has been judged before the length.
    const { beside: plain } = parseLink(printLink({ ...spec, starts: [] }, null));
    return { ...plain, ...(beside as Partial<Beside>) };
  }
}
