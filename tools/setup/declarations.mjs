// The package's declarations: those of what it exports, and of nothing it is made from.

import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, posix } from 'node:path';
import { command, packaged, root } from './command.mjs';

/** Where the compiler writes all declarations, and the one from which the package's are reached. */
const ALL = `${root}/.cache/types`;
const FIRST = 'api/public.d.ts';

/**
 * Writes them side by side into a folder, the first as index.d.ts. Names of files are those of the
 * sources, which no two of them share.
 *
 * @param {string} folder
 */
export async function writeDeclarations(folder) {
  await rm(ALL, { recursive: true, force: true });
  await command(...compiler());
  const seen = new Set([FIRST]);
  for (const file of seen) {
    const text = await readFile(`${ALL}/${file}`, 'utf8');
    const flat = text.replaceAll(/(\bfrom ['"])(\.[^'"]+)\.ts(['"])/g, (_, from, path, end) => {
      const other = posix.join(posix.dirname(file), `${path}.d.ts`);
      seen.add(other);
      return `${from}./${basename(path)}.js${end}`;
    });
    await writeFile(`${folder}/${named(file)}`, flat);
  }
}

/** @param {string} file */
const named = (file) => (file === FIRST ? 'index.d.ts' : basename(file));

/** @returns {[string, string[]]} */
function compiler() {
  const [node, tsc] = packaged('typescript/bin/tsc');
  return [node, [tsc, '--project', 'web/tsconfig.types.json']];
}
