// The package's reference is that of what is packed, and its examples do what they say.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { apiDocs } from '../../tools/api-docs.mjs';
import { node } from './programs.ts';

const docs = await readFile('docs/api.md', 'utf8');
const examples = [...docs.matchAll(/^### (\w+)\n[\s\S]*?```js\n([\s\S]*?)```/gm)];

test('docs/api.md is up to date: `npm run docs` writes it', async () => {
  const dist = join(inject('project'), 'node_modules/eigensieve/dist');
  expect(docs).toBe(await apiDocs(dist));
});

test('every function has an example', async () => {
  const functions = [...docs.matchAll(/^### (\w+)$/gm)].map(([, name]) => name);
  expect(functions).toContain('run');
  expect(examples.map(([, name]) => name)).toEqual(functions);
});

test.each(examples.map(([, name = '', code = '']) => ({ name, code })))(
  'the example of $name runs',
  async ({ name, code }) => {
    const file = join(inject('project'), `example-${name}.mjs`);
    await writeFile(file, code);
    const { code: exit, out, err } = await node([file], inject('project'));
    expect(exit, err).toBe(0);
    // What is printed is there: an optional chain that found nothing prints undefined.
    if (code.includes('console.log')) expect(out.trim()).not.toMatch(/^$|undefined/);
  },
);
