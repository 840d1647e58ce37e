// The embed element, its table and its documentation are one.

import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { declaration, withTables } from '../../web/embed/manifest.ts';

const element = await declaration();
const named = (rows: readonly { readonly name: string }[]): string[] =>
  rows.map(({ name }) => name).sort();

/** All that a pattern's first group finds in the element's sources. */
async function found(pattern: RegExp, ...files: string[]): Promise<string[]> {
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  const names = texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name));
  return [...new Set(names)].sort();
}

const SHELL = 'web/src/embed/eigen-sieve.ts';
const FACES = ['es-figure', 'face'].map((name) => `web/src/embed/${name}.ts`);

test('the tables in the docs are the element’s own (else: node web/embed/write-docs.mjs)', async () => {
  const docs = await readFile('docs/embedding.md', 'utf8');
  expect(docs).toBe(withTables(docs, element));
});

test('the element has the table’s attributes, methods and events, and no others', async () => {
  const attributes = await found(/@property\(\{ reflect: true \}\) (\w+)/g, SHELL);
  expect(attributes).toEqual(named(element.attributes));
  const methods = await found(/^ {2}(?:async )?(?!override|protected)(\w+)\([^)]*\): /gm, SHELL);
  expect(methods).toEqual(named(element.members));
  const events = await found(/^ {2}(\w+): CustomEvent</gm, SHELL);
  expect(events).toEqual(named(element.events));
});

test('the figure has the table’s parts and custom properties, and no others', async () => {
  expect(await found(/\bpart="(\w+)"/g, SHELL, ...FACES)).toEqual(named(element.cssParts));
  const sheets = ['web/src/styles/embed.css', 'web/embed/sheets.ts'];
  const properties = await found(/(--eigensieve-[\w-]+)/g, ...sheets);
  expect(properties).toEqual(named(element.cssProperties));
});

test('every word for controls is one the table explains', async () => {
  const words = await found(/'(\w+)'(?=[^\]]*\] as const)/g, 'web/src/embed/controls.ts');
  const text = element.attributes.find(({ name }) => name === 'controls')?.description ?? '';
  expect(words.length).toBeGreaterThan(3);
  expect(words.filter((word) => !text.includes(word))).toEqual([]);
});
