// What is in the tarball, and what is not.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import * as packagePlaces from '../../web/src/api/places.package.ts';
import * as places from '../../web/src/api/places.ts';
import { engine } from '../../web/src/terminal/engine.ts';

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
    ])
      expect(packed).toContain(file);
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

  test('names no folder of the machine that built it, and no other package', async () => {
    const dist = join(inject('project'), 'node_modules/eigensieve/dist');
    const scripts = (await readdir(dist)).filter((file) => /\.(js|ts)$/.test(file));
    expect(scripts.length).toBeGreaterThan(8);
    for (const file of scripts) {
      const text = await readFile(join(dist, file), 'utf8');
      expect(text, file).not.toContain(process.cwd());
      // Not those that begin with a dot: they are the package's own.
      const imports = [...text.matchAll(/\b(?:from|import)\s*\(?\s*["'`]([@\w][\w./:@-]*)["'`]/g)];
      const foreign = imports
        .map(([, name = '']) => name)
        .filter((name) => !name.startsWith('node:'));
      // Examples in comments import the package itself.
      expect(
        foreign.filter((name) => name !== 'eigensieve'),
        file,
      ).toEqual([]);
    }
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
