// What a person typed: options, and a link, a spec file or standard input.

import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { repeatedName } from '../link/repeated-name.ts';
import { type Input, inputOf } from '../report/means.ts';
import { SpecError } from '../report/spec-error.ts';
import { engine } from './engine.ts';

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
    throw new SpecError({
      code: 'unknown',
      field: 'option',
      got: error instanceof Error ? error.message : String(error),
      allowed: names.join(', '),
    });
  }
}

/** The experiment that the one positional word means. */
export async function readInput(positionals: readonly string[]): Promise<Input> {
  const allowed = "a link in quotes ('#v=1&…'), a JSON file's path, or -";
  const [word, extra] = positionals;
  if (word === undefined) throw new SpecError({ code: 'missing', field: 'spec', got: '', allowed });
  if (extra !== undefined) {
    throw new SpecError({ code: 'unknown', field: 'argument', got: extra, allowed });
  }
  if (word !== '-' && looksLikeLink(word)) return inputOf(await engine(), word);
  const content = word === '-' ? await text(process.stdin) : await contentOf(word, 'spec');
  const trimmed = content.trim();
  if (looksLikeLink(trimmed)) return inputOf(await engine(), trimmed);
  const value = json(content, 'spec');
  const field = repeatedName(content);
  if (field !== null) {
    const message = `${field}: is given twice; allowed: once`;
    throw new SpecError({ code: 'duplicate', field, got: '', allowed: 'once', message });
  }
  return { spec: (await engine()).readSpec(value), beside: null };
}

/** A link's fragment starts with # or with a key; no path and no JSON text does. */
function looksLikeLink(word: string): boolean {
  return word.startsWith('#') || /^[\w.]+=/.test(word) || /^https?:.*#/.test(word);
}

/** A list of numbers in a JSON file: a network's θ. */
export async function readNumbers(path: string): Promise<Float64Array> {
  const value = json(await contentOf(path, 'theta'), 'theta');
  if (!Array.isArray(value) || !value.every((entry) => typeof entry === 'number')) {
    throw new SpecError({
      code: 'wrong_type',
      field: 'theta',
      got: path,
      allowed: 'a JSON file with one list of numbers',
    });
  }
  return Float64Array.from(value);
}

/** Numbers joined by commas. */
export function numbers(field: string, text: string): number[] {
  return text.split(',').map((piece) => {
    const value = /^-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(piece) ? Number(piece) : Number.NaN;
    if (!Number.isFinite(value)) {
      throw new SpecError({
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
export const unreadable = (field: string, path: string): SpecError =>
  new SpecError({ code: 'unreadable', field, got: path, allowed: 'a file that can be read' });

function json(content: string, field: string): unknown {
  try {
    // Some editors begin a file with a byte-order mark, which is no JSON.
    return JSON.parse(content.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    throw new SpecError({
      code: 'syntax',
      field,
      got: error instanceof Error ? error.message : content.slice(0, 40),
      allowed: 'JSON text',
    });
  }
}
