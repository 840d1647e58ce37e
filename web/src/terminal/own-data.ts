// The user's own data: a CSV file, given by its path.

import { readFile, stat } from 'node:fs/promises';
import type { Spec } from '../generated/types.ts';
import { engine } from './engine.ts';
import { refuseOption, unreadable } from './input.ts';

/** The file that --data names, for an experiment that takes one. */
export async function ownData(spec: Spec, path: string | undefined): Promise<Uint8Array | null> {
  const { objective } = spec;
  const takesOne = objective.kind === 'mlp' && objective.data.name === 'csv';
  refuseOption('data', path !== undefined && !takesOne, 'a file only with net=csv:…');
  return path === undefined ? null : readTable(path);
}

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
