import type { ErrorCode, SpecError as Refusal } from '../generated/types.ts';

/**
 * Input that was refused: by the engine, or by a surface for what only it can see, such as a file.
 * It says what stands where, and what may stand there; `message` says it in one sentence.
 */
export class SpecError extends Error {
  override readonly name = 'SpecError';
  /** Kind of mistake; stable, for programs. `unreadable`: a file that is not there. */
  readonly code: ErrorCode | 'unreadable';
  /** Path of the field in the spec (`optimizers[0].alpha`), the link's key, or the option's name. */
  readonly field: string;
  /** The value as given, shortened; empty if absent. */
  readonly got: string;
  /** What is allowed there. */
  readonly allowed: string;
  /** Line from 1, for errors inside a file. */
  readonly line?: number;
  /** Column from 1: in characters for errors inside an expression, in cells inside a file. */
  readonly column?: number;

  /** Without a message, one is made of the parts. */
  constructor(parts: SpecErrorParts) {
    const { code, field, allowed, line, column } = parts;
    const long = parts.message === undefined && parts.got.length > 60;
    const got = long ? `${parts.got.slice(0, 59)}…` : parts.got;
    const what = got === '' ? 'is missing' : `cannot use ${JSON.stringify(got)}`;
    super(parts.message ?? `${field}: ${what}; allowed: ${allowed}`);
    this.code = code;
    this.field = field;
    this.got = got;
    this.allowed = allowed;
    if (line !== undefined) this.line = line;
    if (column !== undefined) this.column = column;
  }

  /** The parts as plain data, as the terminal prints them and threads pass them on. */
  toJSON(): SpecErrorParts & { message: string } {
    const { code, field, got, allowed, line, column, message } = this;
    const place = { ...(line !== undefined && { line }), ...(column !== undefined && { column }) };
    return { code, field, got, allowed, ...place, message };
  }
}

/** An option that means nothing for the experiment, such as points for a network. */
export class Misplaced extends SpecError {
  constructor(option: string, allowed: string) {
    super({ code: 'unknown', field: option, got: option, allowed });
  }
}

/** What a refusal consists of. */
export type SpecErrorParts = Omit<Refusal, 'code' | 'message'> & {
  code: ErrorCode | 'unreadable';
  message?: string;
};

/** What was thrown, as a SpecError where it is a refusal: the engine throws plain data. */
export function errorOf(thrown: unknown): unknown {
  if (thrown instanceof Error || typeof thrown !== 'object' || thrown === null) return thrown;
  const refused = 'code' in thrown && 'field' in thrown && 'message' in thrown;
  return refused ? new SpecError(thrown as Refusal) : thrown;
}
