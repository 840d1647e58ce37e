// The element's table, src/embed/custom-elements.json: it is shipped beside the module, and the docs'
// tables are written from it.

import { createHash } from 'node:crypto';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const TABLE = fileURLToPath(new URL('../src/embed/custom-elements.json', import.meta.url));

interface Row {
  readonly name: string;
  readonly description: string;
  readonly type?: { readonly text: string };
  readonly default?: string;
  readonly return?: { readonly type: { readonly text: string } };
  readonly parameters?: readonly { readonly name: string }[];
}

const KINDS = ['attributes', 'members', 'events', 'cssProperties', 'cssParts', 'slots'] as const;
type Kind = (typeof KINDS)[number];

/** The element as its table has it. */
export type Declaration = Readonly<Record<Kind, readonly Row[]>> & { readonly tagName: string };

export async function declaration(): Promise<Declaration> {
  const { modules } = JSON.parse(await readFile(TABLE, 'utf8')) as {
    modules: [{ declarations: [Declaration] }];
  };
  return modules[0].declarations[0];
}

/** The docs with every table between its marks written anew. */
export function withTables(docs: string, element: Declaration): string {
  return KINDS.reduce(
    (text, kind) =>
      text.replace(
        new RegExp(`(<!-- ${kind} -->\n)[\\s\\S]*?(<!-- /${kind} -->)`),
        (_, start: string, end: string) => `${start}\n${table(element[kind])}\n${end}`,
      ),
    docs,
  );
}

function table(rows: readonly Row[]): string {
  const lines = rows.map((row) => `| ${headOf(row)} | ${cell(row.description)} |`);
  return ['| | |', '|---|---|', ...lines, ''].join('\n');
}

function headOf({ name, type, default: usual, return: result, parameters }: Row): string {
  const call = result ? `${name}(${(parameters ?? []).map((one) => one.name).join(', ')})` : name;
  const kind = result?.type.text ?? type?.text;
  const words = [`\`${call}\``, kind && `\`${cell(kind)}\``, usual && `default \`${usual}\``];
  return words.filter(Boolean).join(', ');
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** Puts the table beside the module, and the module's hash, by which pages can name it. */
export function beside(module: string): Plugin {
  return {
    name: 'beside',
    async writeBundle({ dir }) {
      const hash = createHash('sha384').update(await readFile(`${dir}/${module}`));
      const file = module.replace(/\.js$/, '.sha384');
      await writeFile(`${dir}/${file}`, `sha384-${hash.digest('base64')}\n`);
      await copyFile(TABLE, `${dir}/custom-elements.json`);
    },
  };
}
