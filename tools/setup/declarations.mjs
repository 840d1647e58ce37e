// The package's declarations: those of what it exports, and of nothing it is made from.

import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, posix } from 'node:path';
import { command, packaged, root } from './command.mjs';

/** Where the compiler writes all declarations. */
const ALL = `${root}/.cache/types`;

/** Those from which the package's are reached, and what they are called in it. */
const FIRST = new Map([
  ['api/public.d.ts', 'index.d.ts'],
  ['embed/index.d.ts', 'embed.d.ts'],
]);

/**
 * Writes them side by side into a folder. Names of files are those of the sources, which no two of
 * them share.
 *
 * @param {string} folder
 */
export async function writeDeclarations(folder) {
  await rm(ALL, { recursive: true, force: true });
  const [node, tsc] = packaged('typescript/bin/tsc');
  await command(node, [tsc, '--project', 'web/tsconfig.types.json']);
  const seen = new Set(FIRST.keys());
  for (const file of seen) {
    const text = publicPart(await readFile(`${ALL}/${file}`, 'utf8'));
    const flat = text.replaceAll(
      /(\bfrom ['"])(\.[^'"]+?)(?:\.ts)?(['"])/g,
      (_, from, path, end) => {
        seen.add(posix.join(posix.dirname(file), `${path}.d.ts`));
        return `${from}./${basename(path)}.js${end}`;
      },
    );
    await writeFile(`${folder}/${FIRST.get(file) ?? basename(file)}`, flat);
  }
}

/**
 * Without what a class keeps to itself, what a module imports to be there alone, and the library that
 * elements are made with: to others they are elements.
 *
 * @param {string} text a module's declarations
 */
export function publicPart(text) {
  return text
    .replaceAll(
      /(?:^ +\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?^ +(?:private|protected|static styles)\b.*\n/gm,
      '',
    )
    .replaceAll(/^import (?:[^\n]* from 'lit'|'[^']*');\n/gm, '')
    .replaceAll('extends LitElement', 'extends HTMLElement');
}
