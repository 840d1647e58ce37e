// The user's own data: a CSV file, given by its path.

import { readFile, stat } from 'node:fs/promises';
import { engine } from './engine.ts';
import { unreadable } from './input.ts';

/** The bytes of a CSV file; one that is too large is not even read. */
export async function readTable(path: string): Promise<Uint8Array> {
  const refused = (): never => {
    throw unreadable('data', path);
  };
  const found = await stat(path).catch(refused);
  if (!found.isFile()) refused();
  const { TableReader } = await engine();
  new TableReader(found.size).free();
  return readFile(path).catch(refused);
}
