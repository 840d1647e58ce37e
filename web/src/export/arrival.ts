import { isSpecError } from '../engine/protocol';
import { repeatedName } from '../link/repeated-name';
import { looksLikeLink } from './looks-like-link';

/** A spec and what stands beside it, as a file gave them: nothing of it has been judged yet. */
export interface Arrival {
  readonly spec: unknown;
  readonly beside: unknown;
}

/** Something was brought that is no experiment; the message says what it is and what would be one. */
export class ForeignError extends Error {}

/** Why a file cannot be opened, in words that name it: the finder's own, or the engine's. */
export function refusalOf(name: string, thrown: unknown): string {
  if (thrown instanceof ForeignError) return thrown.message;
  if (!isSpecError(thrown)) throw thrown;
  const newer = thrown.code === 'version' ? ' was made with another version of Eigensieve' : '';
  return `${name}${newer}: ${thrown.message}.`;
}

/** A file larger than this is not read; exported ones are smaller. */
export const MOST_BYTES = 256 * 1024 * 1024;

const WANTED = 'what can be opened is the JSON file that “Export” saves';

/** Refuses what is too large to be read at all. */
export function checkSize(name: string, bytes: number): void {
  if (bytes === 0) throw new ForeignError(`${name} is empty; ${WANTED}.`);
  if (bytes <= MOST_BYTES) return;
  const size = Math.ceil(bytes / 1024 / 1024);
  throw new ForeignError(
    `${name} is too large: ${size} MB, and files are read up to ${MOST_BYTES / 1024 / 1024} MB.`,
  );
}

/**
 * Finds the experiment in a file's text: a spec alone, or one with its runs, as the page and the
 * terminal program write it. Fingerprints of the runs are taken along as the link's `fp` would be.
 */
export function arrivalIn(text: string, name: string): Arrival {
  const value = parsed(text, name);
  if (!isRecord(value)) throw new ForeignError(`${name} is JSON, but no experiment; ${WANTED}.`);
  if (!('spec' in value)) {
    if ('v' in value) {
      const twice = repeatedName(text);
      if (twice !== null) throw new ForeignError(`${name}: ${twice} is given twice.`);
      return { spec: value, beside: {} };
    }
    throw new ForeignError(`${name} is JSON, but no experiment: it has no “spec”; ${WANTED}.`);
  }
  const { spec, beside, engine, runs } = value;
  const fp = fingerprints(runs);
  return {
    spec,
    beside: {
      ...(isRecord(beside) ? beside : {}),
      ...(fp.length > 0 && { fp, ...(typeof engine === 'string' && { engine }) }),
    },
  };
}

function parsed(text: string, name: string): unknown {
  try {
    // Some editors begin a file with a byte-order mark, which is no JSON.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (thrown) {
    if (looksLikeLink(text))
      throw new ForeignError(
        `${name} holds a link, not JSON: paste the link into the address bar, or anywhere on this page.`,
      );
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new ForeignError(`${name} is not JSON (${shortened(why)}); ${WANTED}.`);
  }
}

/** Engines quote the whole text in their complaint. */
const shortened = (text: string): string => (text.length > 90 ? `${text.slice(0, 89)}…` : text);

/** All of the runs' fingerprints, or none. */
function fingerprints(runs: unknown): string[] {
  if (!Array.isArray(runs)) return [];
  const found = runs.flatMap((run: unknown) =>
    isRecord(run) && typeof run['fingerprint'] === 'string' ? [run['fingerprint']] : [],
  );
  return found.length === runs.length ? found : [];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
