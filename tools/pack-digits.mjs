// Packs the digits into the asset that the engine reads.
//
//     node tools/pack-digits.mjs optdigits.csv web/public/data/digits.bin
//
// In: rows of 64 integers 0 … 16 and a label 0 … 9, without a header. Out, without a header: for
// each row its 64 pixels, a byte each; then for each row its label, a byte each.

import { readFileSync, writeFileSync } from 'node:fs';

const PIXELS = 64;
const [source, target] = process.argv.slice(2);
if (!source || !target) {
  console.error('usage: node tools/pack-digits.mjs <source.csv> <target.bin>');
  process.exit(2);
}

const rows = readFileSync(source, 'utf8')
  .trim()
  .split(/\r?\n/)
  .map((line, index) => {
    const row = line.split(',').map(Number);
    const pixels = row.slice(0, PIXELS);
    const label = row[PIXELS];
    if (row.length !== PIXELS + 1 || !pixels.every((p) => isWhole(p, 16)) || !isWhole(label, 9)) {
      throw new Error(`${source}:${index + 1}: not 64 pixels of 0 to 16 and a label of 0 to 9`);
    }
    return { pixels, label };
  });

writeFileSync(
  target,
  Uint8Array.from([...rows.flatMap((row) => row.pixels), ...rows.map((row) => row.label)]),
);
console.log(`${target}: ${rows.length} digits`);

/**
 * Whether a number is one of 0 … largest.
 *
 * @param {number | undefined} value
 * @param {number} largest
 */
function isWhole(value, largest) {
  return value !== undefined && Number.isInteger(value) && value >= 0 && value <= largest;
}
