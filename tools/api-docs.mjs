// The package's reference, made from its declarations: what stands there is what a compiler sees.

import { readFile } from 'node:fs/promises';

const HEAD = `# The JavaScript API

<!-- Made from the declarations by \`npm run docs\`; edit the comments in web/src/api/ and web/src/report/. -->

    npm install eigensieve

A module with types, for browsers and for Node.js 20.19 or newer. Functions return what the terminal's
\`--json\` prints, by the same names; lists of numbers are typed arrays where they are long. All of them are
asynchronous: the engine works in a thread of its own, which the first call starts and \`dispose\` ends. A call
given up by its \`signal\` rejects at once with the signal's reason; what the engine refuses rejects with a
\`SpecError\` that names the field.
`;

/** Files of declarations with a chapter each. */
const CHAPTERS = [
  { file: 'functions.d.ts', title: 'Options' },
  { file: 'spec-input.d.ts', title: 'Specs, as one writes them' },
  { file: 'reports.d.ts', title: 'Reports' },
  { file: 'spec-error.d.ts', title: 'Errors' },
];

/** A comment, and the declaration that it stands before. */
const DECLARED =
  /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport (?:declare )?(function|class|interface|type) (\w+)/g;

/**
 * The reference as Markdown.
 *
 * @param {string} folder with the package's declarations
 */
export async function apiDocs(folder) {
  /** @param {string} file */
  const read = (file) => readFile(`${folder}/${file}`, 'utf8');
  const parts = [HEAD, '## Functions\n', ...functions(await read('functions.d.ts'))];
  for (const { file, title } of CHAPTERS) {
    const text = await read(file);
    // What the package keeps to itself is declared there too.
    const blocks = declarations(text).filter(({ kind, name }) => kind !== 'function' && !own(name));
    const code = blocks.map(({ block }) => block).join('\n\n');
    parts.push(`## ${title}\n\n\`\`\`ts\n${code}\n\`\`\`\n`);
  }
  parts.push(
    '## The engine’s types\n',
    'All exported, and spelt out in `dist/types.d.ts`.\n',
    table(await read('types.d.ts')),
  );
  return parts.join('\n');
}

/** @param {string} name */
const own = (name) => name === 'Misplaced' || name === 'SpecErrorParts';

/** @param {string} text */
function functions(text) {
  return declarations(text)
    .filter(({ kind }) => kind === 'function')
    .map(({ name, comment, block }) => {
      const [words = '', example = ''] = comment.split(/^@example\n/m);
      const signature = block.replace(/^[\s\S]*\*\/\n/, '').replace('export declare ', '');
      return `### ${name}\n\n${words.trim()}\n\n\`\`\`ts\n${signature}\n\`\`\`\n\n${example.trim()}\n`;
    });
}

/**
 * The declarations of a file, each with its comment.
 *
 * @param {string} text
 */
function declarations(text) {
  const found = [...text.matchAll(DECLARED)];
  return found.map(({ index, 1: comment = '', 2: kind = '', 3: name = '' }) => {
    // It ends with its brace, or where a statement does at whose end nothing is open.
    const start = text.indexOf('*/', index);
    const end = /;\n(?![ }])|^\}.*\n/m.exec(text.slice(start));
    const block = text.slice(index, end ? start + end.index + end[0].length : undefined).trim();
    return { name, kind, comment: plain(comment), block };
  });
}

/**
 * The first sentence of each type of a file.
 *
 * @param {string} text
 */
function table(text) {
  const rows = [...text.matchAll(DECLARED)].map(([, comment = '', , name]) => {
    const [line = ''] = plain(comment)
      .replaceAll(/\s+/g, ' ')
      .split(/(?<=\.) /);
    return `| \`${name}\` | ${line.replaceAll('|', '\\|').replaceAll(/\[`(\w+)`\]/g, '`$1`')} |`;
  });
  return `| type | what it is |\n|---|---|\n${rows.join('\n')}\n`;
}

/** @param {string} comment */
const plain = (comment) =>
  comment
    .split('\n')
    .map((line) => line.replace(/^ *\* ?/, ''))
    .join('\n')
    .trim();
