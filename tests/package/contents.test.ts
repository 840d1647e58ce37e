// What is in the tarball, and what is not.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, inject, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import * as packagePlaces from '../../web/src/api/places.package.ts';
import * as places from '../../web/src/api/places.ts';
import { engine } from '../../web/src/terminal/engine.ts';
import { ENGINE_PARTS } from '../../web/src/words/software.ts';

const dist = (): string => join(inject('project'), 'node_modules/eigensieve/dist');

/** The scripts and declarations of the package. */
async function texts(): Promise<{ file: string; text: string }[]> {
  const files = (await readdir(dist())).filter((file) => /\.(js|ts)$/.test(file));
  expect(files.length).toBeGreaterThan(8);
  return Promise.all(
    files.map(async (file) => ({ file, text: await readFile(join(dist(), file), 'utf8') })),
  );
}

describe('the tarball', () => {
  test('holds modules, types, engine, data, the terminal command, README and licences', () => {
    const packed = inject('packed');
    for (const file of [
      'README.md',
      'LICENSE-APACHE',
      'LICENSE-MIT',
      'bin/eigensieve.mjs',
      'dist/index.js',
      'dist/index.d.ts',
      'dist/whole.js',
      'dist/eigen-sieve.js',
      'dist/embed.d.ts',
      'dist/node.js',
      'dist/thread.js',
      'dist/terminal.js',
      'dist/engine_bg.wasm',
      'dist/data/digits.LICENSE.txt',
      'dist/eigen-sieve.licenses.md',
      'dist/terminal.licenses.md',
      'dist/engine.licenses.md',
    ])
      expect(packed).toContain(file);
  });

  test('hands on the licence of every crate in the engine', async () => {
    const licences = await readFile(`${dist()}/engine.licenses.md`, 'utf8');
    for (const { name } of ENGINE_PARTS)
      expect(licences).toMatch(new RegExp(`^## .*\\b${name} \\d`, 'm'));
    // What those use in turn, too, but nothing that only compiles them.
    expect(licences).toContain('num-traits');
    expect(licences).not.toMatch(/serde_derive|ts-rs|eigensieve/);
    expect(licences).not.toContain('without a text of its own');
    expect(licences).toContain('Permission is hereby granted, free of charge');
  });

  test('holds whatever it exports', () => {
    const targets = JSON.stringify(manifest.exports).match(/\.\/[^"]+\.\w+(?=")/g) ?? [];
    const files = targets.map((target) => target.slice(2)).filter((file) => file.includes('/'));
    expect(files).toHaveLength(6);
    expect(inject('packed')).toEqual(expect.arrayContaining(files));
  });

  test('holds no sources, tests or maps', () => {
    const strange = /^(crate|tests|tools|web|xtask|bench)\/|\.(map|rs)$|(?<!\.d)\.ts$/;
    expect(inject('packed').filter((file) => strange.test(file))).toEqual([]);
  });

  test('names no folder of the machine that built it', async () => {
    for (const { file, text } of await texts()) expect(text, file).not.toContain(process.cwd());
  });

  test('needs no other package, neither to run nor to be compiled with', async () => {
    const files = await texts();
    const { metafile } = await build({
      stdin: {
        contents: files
          .filter(({ file }) => file.endsWith('.js'))
          .map(({ file }) => `import './${file}';`)
          .join('\n'),
        resolveDir: dist(),
      },
      ...{ bundle: true, write: false, metafile: true, format: 'esm', platform: 'node' },
      ...{ packages: 'external', logLevel: 'error' },
    });
    const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
    const others = imports.filter(({ external }) => external).map(({ path }) => path);
    expect(others.filter((path) => !path.startsWith('node:'))).toEqual([]);
    for (const { file, text } of files.filter((one) => one.file.endsWith('.d.ts')))
      expect(text, file).not.toMatch(/^(?! \*).*(from|import\()\s*['"][^.]/m);
  });

  test('has every file that a data set is read from', async () => {
    const { data } = (await engine()).catalogue();
    const files = data.flatMap(({ asset }) => (asset === null ? [] : [asset])).sort();
    expect(Object.keys(places.dataFiles).sort()).toEqual(files);
    expect(Object.keys(packagePlaces.dataFiles).sort()).toEqual(files);
    expect(inject('packed')).toEqual(
      expect.arrayContaining(files.map((file) => `dist/data/${file}`)),
    );
  });
});
