// Writes the ends of the golden links' runs, to which tests hold every engine. To be run when the
// engine's bits have changed on purpose; if fingerprints have, after a new revision in
// crate/src/catalogue.rs:
//
//     npm run engine && node tests/links/pin.mjs
//
// The links come from the files themselves; add one there to have it pinned too.

import { writeFile } from 'node:fs/promises';
import { command, packaged } from '../../tools/setup/command.mjs';
import { transcript } from '../parity/transcript.mjs';
import { endsOf, goldenFiles, load, openEngine } from './golden.mjs';

const engine = await openEngine();
const { engine: revision } = engine.catalogue();
let count = 0;
for (const { name, links } of await goldenFiles()) {
  for (const entry of links) {
    entry.ends = endsOf(await transcript(engine, entry, load, 1000));
    count++;
  }
  const text = JSON.stringify({ engine: revision, links }, null, 2);
  await writeFile(new URL(name, import.meta.url), `${text}\n`);
}
const [node, biome] = packaged('@biomejs/biome/bin/biome');
await command(node, [biome, 'format', '--write', 'tests/links']);
console.log(`${count} links pinned to revision ${revision}.`);
