// Files for a test, which are gone when it is over.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An empty folder; to be asked for within a test. */
export async function folderForTest(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'eigensieve-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A file of this name with this text; to be asked for within a test. */
export async function fileForTest(name: string, text: string): Promise<string> {
  const path = join(await folderForTest(), name);
  await writeFile(path, text);
  return path;
}
