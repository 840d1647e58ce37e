// What the page and the repository say of themselves agrees with what they are.

import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { ENGINE_PARTS, PAGE_PARTS } from '../../web/src/words/software.ts';

const names = (parts: readonly { name: string }[]): string[] => parts.map(({ name }) => name);

/** The packages that the modules below a folder import, but for tests. */
async function imported(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  const sources = files.filter((file) => file.endsWith('.ts') && !/\.test(-data)?\.ts$/.test(file));
  const texts = await Promise.all(sources.map((file) => readFile(`${folder}/${file}`, 'utf8')));
  // From the start of a line, for examples in comments import too.
  const imports = texts.flatMap((text) => [
    ...text.matchAll(/^(?:import|\}).*?'([^'.][^']*)';$/gm),
  ]);
  const packages = imports.map(([, name = '']) => name.split('/')[0] ?? '');
  // Those with a scheme are Node's, or made by a build.
  return [...new Set(packages)].filter((name) => !name.includes(':')).sort();
}

describe('software licences', () => {
  test('name every package of the page, by the licence it states', async () => {
    expect(names(PAGE_PARTS)).toEqual(await imported('web/src'));
    expect(Object.keys(manifest.devDependencies)).toEqual(
      expect.arrayContaining(names(PAGE_PARTS)),
    );
    for (const { name, licence } of PAGE_PARTS) {
      const own = JSON.parse(await readFile(`node_modules/${name}/package.json`, 'utf8')) as {
        license: string;
      };
      expect(licence).toBe(own.license);
    }
  });

  test('name every crate of the engine', async () => {
    const cargo = await readFile('crate/Cargo.toml', 'utf8');
    const tables = [...cargo.matchAll(/^\[(?:target\..*\.)?dependencies\]\n((?:[^[\n].*\n)*)/gm)];
    // The engine on the page has its border, whose crates are optional for other programs.
    const border = /^border = \[(.*)\]$/m.exec(cargo)?.[1] ?? '';
    const crates = tables
      .flatMap(([, lines = '']) => [...lines.matchAll(/^([\w-]+) = (.*)$/gm)])
      .filter(([, name = '', value = '']) => {
        return !value.includes('optional = true') || border.includes(`"dep:${name}"`);
      })
      .map(([, name]) => name);
    expect(names(ENGINE_PARTS)).toEqual(crates.sort());
  });
});

test('the package needs no other at run time', () => {
  expect(manifest).not.toHaveProperty('dependencies');
  expect(manifest).not.toHaveProperty('peerDependencies');
});

describe('the version', () => {
  test('is one: of the page, the engine and the citation', async () => {
    const cargo = await readFile('Cargo.toml', 'utf8');
    const citation = await readFile('CITATION.cff', 'utf8');
    expect(/^version = "(.*)"$/m.exec(cargo)?.[1]).toBe(manifest.version);
    expect(/^version: (.*)$/m.exec(citation)?.[1]).toBe(manifest.version);
  });
});
