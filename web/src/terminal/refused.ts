// Errors that end a command with exit code 2.

import type { SpecError } from '../generated/types.ts';

/** An input of the terminal program's own that is refused, in the form of the engine's errors. */
export class Refused extends Error {
  readonly error: Omit<SpecError, 'code'> & { code: string };

  constructor(parts: { code: string; field: string; got: string; allowed: string }) {
    const got = parts.got.length > 60 ? `${parts.got.slice(0, 59)}…` : parts.got;
    const what = got === '' ? 'is missing' : `cannot use ${JSON.stringify(got)}`;
    const message = `${parts.field}: ${what}; allowed: ${parts.allowed}`;
    super(message);
    this.error = { ...parts, got, message };
  }
}

/** The refusal that was thrown, by the engine or by this program; null for anything else. */
export function refusal(thrown: unknown): { message: string } | null {
  if (thrown instanceof Refused) return thrown.error;
  const isSpecError =
    typeof thrown === 'object' && thrown !== null && 'field' in thrown && 'message' in thrown;
  return isSpecError ? (thrown as SpecError) : null;
}
