import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compressFolder } from '../../tools/setup/compress.mjs';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eigensieve-compress-'));
  await mkdir(join(folder, 'assets'));
});
afterEach(() => rm(folder, { recursive: true }));

test('each file that gets smaller lies there in both forms, which unpack to it', async () => {
  const script = 'let x = 0;\n'.repeat(100);
  await writeFile(join(folder, 'assets/one.js'), script);
  await compressFolder(folder);
  const bytes = (end: string): Promise<Buffer> => readFile(join(folder, `assets/one.js${end}`));
  expect(brotliDecompressSync(await bytes('.br')).toString()).toBe(script);
  expect(gunzipSync(await bytes('.gz')).toString()).toBe(script);
});

test('what gets no smaller, or is compressed already, is left as it is', async () => {
  await writeFile(join(folder, 'tiny.txt'), 'a');
  await writeFile(join(folder, 'picture.png'), 'p'.repeat(1000));
  await compressFolder(folder);
  await compressFolder(folder);
  expect((await readdir(folder)).sort()).toEqual(['assets', 'picture.png', 'tiny.txt']);
});
