// A strict TypeScript program that uses the installed package, as bundlers and as Node resolve it.

import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { packaged, root } from '../../tools/setup/command.mjs';
import { node } from './programs.ts';

const [, tsc] = packaged('typescript/bin/tsc');

test.each([
  ['bundler', 'ESNext'],
  ['nodenext', 'NodeNext'],
  ['node16', 'Node16'],
])('types are exact under moduleResolution %s', async (moduleResolution, module) => {
  const project = inject('project');
  await copyFile(`${root}/tests/package/consumer.mts.txt`, join(project, 'consumer.mts'));
  const compilerOptions = {
    ...{ module, moduleResolution, target: 'ES2022', lib: ['ES2022', 'DOM'], types: [] },
    // Declarations are checked too.
    ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true },
  };
  const config = join(project, `tsconfig.${moduleResolution}.json`);
  await writeFile(config, JSON.stringify({ compilerOptions, files: ['consumer.mts'] }));
  const { code, out } = await node([tsc, '--project', config], project);
  expect(out).toBe('');
  expect(code).toBe(0);
});
