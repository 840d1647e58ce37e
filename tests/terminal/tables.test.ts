// Odd tables: the terminal and the page's thread say the same of each.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstDraft } from '../../web/src/data/draft.ts';
import { tableOf } from '../../web/src/data/errands.worker.ts';
import { isSpecError } from '../../web/src/engine/protocol.ts';
import init from '../../web/src/generated/engine.js';
import { main } from '../../web/src/terminal/main.ts';
import { dataWords } from '../../web/src/words/data.ts';
import { catchOutput, err, out } from './caught.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eigensieve-'));
  const wasm = new URL('../../web/src/generated/engine_bg.wasm', import.meta.url);
  await init({ module_or_path: await readFile(wasm) });
});

afterAll(() => rm(folder, { recursive: true }));

catchOutput();

const rows = (line: (i: number) => string, count = 20): string =>
  Array.from({ length: count }, (_, i) => `${line(i)}\n`).join('');
const PLAIN = `a,b,y\n${rows((i) => `${i},${(2 * i) % 7},${i % 2}`)}`;

/** The first 16 rows train where 20 are whole: what a good table says. */
const TWO_CLASSES = '2 classes: 0 and 1. 16 rows train it, 4 test it.';

const TABLES: readonly (readonly [name: string, table: string | Uint8Array, says: string])[] = [
  ['plain', PLAIN, TWO_CLASSES],
  ['Windows line ends', PLAIN.replaceAll('\n', '\r\n'), TWO_CLASSES],
  ['old Macintosh line ends', PLAIN.replaceAll('\n', '\r'), TWO_CLASSES],
  ['a byte-order mark', `\uFEFF${PLAIN}`, TWO_CLASSES],
  ['semicolons', PLAIN.replaceAll(',', ';'), TWO_CLASSES],
  ['tabs', PLAIN.replaceAll(',', '\t'), TWO_CLASSES],
  ['decimal commas', `a;y\n${rows((i) => `${i},5;${i % 2}`)}`, TWO_CLASSES],
  [
    'quoted commas and newlines',
    `"a, b","c\nd",y\n${rows((i) => `"${i}",1,${i % 2}`)}`,
    TWO_CLASSES,
  ],
  ['spaces about cells', PLAIN.replaceAll(',', ' , '), TWO_CLASSES],
  ['the minus of print', `a,b,y\n${rows((i) => `−${i},${i % 7},${i % 2}`)}`, 'From 2 inputs'],
  ['a comma at each end', PLAIN.replaceAll('\n', ',\n'), TWO_CLASSES],
  ['no header', rows((i) => `${i},${i % 5},${i % 2}`), TWO_CLASSES],
  ['names twice', PLAIN.replace('a,b', 'a,a'), TWO_CLASSES],
  ['a column of dates', PLAIN.replaceAll(/^(\d)/gm, '2024-01-$1'), 'From 1 input a'],
  ['a number too large', PLAIN.replace('\n4,', '\n1e400,'), 'From 1 input a'],
  ['an infinite number', PLAIN.replace('\n4,', '\ninf,'), 'From 1 input a'],
  ['missing values', PLAIN.replace('\n4,', '\nNaN,').replace('\n6,', '\n,'), '14 rows train it'],
  ['integers beyond doubles', PLAIN.replace('\n4,', '\n12345678901234567890,'), TWO_CLASSES],
  ['markup', PLAIN.replace('a,b', '<b>a</b>,<img src=x>'), TWO_CLASSES],
  ['two rows', 'a,y\n1,0\n2,1\n', '2 rows train it, none tests it'],
  ['one class', PLAIN.replaceAll(/,\d$/gm, ',same'), 'There is one class only, “same”'],
  ['one row', 'a,b,y\n1,2,3\n', 'The file holds one row of data'],
  ['a header alone', 'a,b,y\n', 'The file holds no rows of data.'],
  ['nothing', '', 'The file is empty.'],
  ['one column', 'y\n1\n2\n', 'The file has one column only'],
  ['text alone', `a,y\n${rows((i) => `red${i},green`)}`, 'there are no numbers to learn from'],
  ['ragged rows', 'a,b,y\n1,2,0\n3,4\n', 'Line 3: this row has 2 cells'],
  ['a quote that stays open', 'a,b,y\n1,2,0\n"3,4,1\n', 'Line 3, column 1: a quote (") opens here'],
  ['a label like no class', `a,y\n${rows((i) => `${i},c${i}`, 1500)}`, 'more than 1,000 different'],
  ['UTF-16', new Uint8Array([0xff, 0xfe, 97, 0, 44, 0]), 'The file is in UTF-16'],
  ['another encoding', new Uint8Array([97, 44, 0xe9, 10, 49, 44, 50, 10]), 'not UTF-8 text'],
  ['bytes', new Uint8Array([97, 44, 0, 10]), 'it holds zero bytes'],
  ['a workbook', new Uint8Array([80, 75, 3, 4, 20]), 'save it as CSV'],
];

const pace = {
  sliceIsOver: () => false,
  reportIsDue: () => false,
  breathe: async () => {},
  worked: () => 0,
};
let ticket = 0;

/** What the page says of a file in its dialog, once it has chosen for the person. */
async function onPage(file: Blob): Promise<string> {
  ticket += 1;
  const order = { kind: 'table', ticket, file, header: null, seed: 0 } as const;
  try {
    const { outline } = await tableOf({ ...order, draft: null }, pace, () => {});
    const draft = firstDraft(outline, '');
    const { summary, problem } = await tableOf({ ...order, draft }, pace, () => {});
    return summary ? dataWords(summary) : (problem?.message ?? '');
  } catch (thrown) {
    if (isSpecError(thrown)) return thrown.message;
    throw thrown;
  }
}

test.each(TABLES)('%s', async (name, table, says) => {
  const path = join(folder, `${name.replaceAll(' ', '-')}.csv`);
  await writeFile(path, table);
  const told = await onPage(new Blob([table as BlobPart]));
  expect(told).toContain(says);
  const code = await main(['data', path, '--json']);
  if (code === 0) {
    const { data } = JSON.parse(out.join('')) as { data: Parameters<typeof dataWords>[0] };
    expect(dataWords(data)).toBe(told);
  } else {
    expect(code).toBe(2);
    expect(err.join('')).toBe(`eigensieve: ${told}`);
  }
});
