// What a person typed: options, and a link, a spec file or standard input.

import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Beside, Spec } from '../generated/types.ts';
import { engine } from './engine.ts';
import { Refused } from './refused.ts';

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<T extends Options> = ReturnType<
  typeof parseArgs<{ options: T; allowPositionals: true }>
>;

/** The options and words of a command. */
export function parse<T extends Options>(args: readonly string[], options: T): Parsed<T> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const names = Object.keys(options).map((name) => `--${name}`);
    throw new Refused({
      code: 'unknown',
      field: 'option',
      got: error instanceof Error ? error.message : String(error),
      allowed: names.join(', '),
    });
  }
}

/** An experiment with what its link carried beside it. */
export interface Input {
  spec: Spec;
  beside: Beside | null;
}

/** The experiment that the one positional word means. */
export async function readInput(positionals: readonly string[]): Promise<Input> {
  const allowed = "a link in quotes ('#v=1&…'), a JSON file's path, or -";
  const [word, extra] = positionals;
  if (word === undefined) throw new Refused({ code: 'missing', field: 'spec', got: '', allowed });
  if (extra !== undefined) {
    throw new Refused({ code: 'unknown', field: 'argument', got: extra, allowed });
  }
  if (word !== '-' && looksLikeLink(word)) return fromLink(word);
  const content = word === '-' ? await text(process.stdin) : await contentOf(word, 'spec');
  const trimmed = content.trim();
  return looksLikeLink(trimmed) ? fromLink(trimmed) : fromJson(content);
}

/** A link's fragment starts with # or with a key; no path and no JSON text does. */
function looksLikeLink(word: string): boolean {
  return word.startsWith('#') || /^[\w.]+=/.test(word) || /^https?:.*#/.test(word);
}

async function fromLink(link: string): Promise<Input> {
  return (await engine()).parseLink(link);
}

async function fromJson(content: string): Promise<Input> {
  return { spec: (await engine()).readSpec(json(content, 'spec')), beside: null };
}

/** A list of numbers in a JSON file: a network's θ. */
export async function readNumbers(path: string): Promise<Float64Array> {
  const value = json(await contentOf(path, 'theta'), 'theta');
  if (!Array.isArray(value) || !value.every((entry) => typeof entry === 'number')) {
    throw new Refused({
      code: 'wrong_type',
      field: 'theta',
      got: path,
      allowed: 'a JSON file with one list of numbers',
    });
  }
  return Float64Array.from(value);
}

/** Refuses an option that means nothing for this experiment. */
export function refuseOption(name: string, given: boolean, allowed: string): void {
  if (given) throw new Refused({ code: 'unknown', field: 'option', got: `--${name}`, allowed });
}

/** Numbers joined by commas. */
export function numbers(field: string, text: string): number[] {
  return text.split(',').map((piece) => {
    const value = /^-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(piece) ? Number(piece) : Number.NaN;
    if (!Number.isFinite(value)) {
      throw new Refused({
        code: 'syntax',
        field,
        got: text,
        allowed: 'finite numbers joined by commas',
      });
    }
    return value;
  });
}

async function contentOf(path: string, field: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw unreadable(field, path);
  }
}

/** A file that cannot be read. */
export const unreadable = (field: string, path: string): Refused =>
  new Refused({ code: 'unreadable', field, got: path, allowed: 'a file that can be read' });

function json(content: string, field: string): unknown {
  try {
    // Some editors begin a file with a byte-order mark, which is no JSON.
    return JSON.parse(content.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    throw new Refused({
      code: 'syntax',
      field,
      got: error instanceof Error ? error.message : content.slice(0, 40),
      allowed: 'JSON text',
    });
  }
}
