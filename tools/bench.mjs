// npm run bench: how fast the engine is, in Node and in Chromium, each time beside plain
// JavaScript that does the same work on the same numbers (tests/bench/cases.mjs); how much the
// page's main thread has to do while something is dragged, and while a network trains; what figures
// cost a page that embeds them; how long the page takes to its first picture; and how heavy it is,
// beside libraries that such pages are made of.
//
// Both sides run in turn in one thread, after a warm-up that is not counted; for each: the median
// [least … most] of the counted runs, and how many times the engine's time the plain program
// takes, from the medians and pair by pair. A run repeats short work and counts the least time of
// it. The engine's runs fingerprint every iterate, which the plain ones do not.
//
// Numbers worth quoting come from an idle machine: on a busy one times are longer, and longer
// ones more so, which flatters the engine where it is faster. Hence the line with the load.
//
// With --peers it times the engine beside PyTorch and others instead (bench/peers.mjs).
//
// Options: --only=NAME (the beginning of a case's name, or `size`, `opening`, `drag`, `training`,
// `embed`; with
// --peers of a row's, or `growth`), --quick (less work and fewer runs: for a look), --json (not with --peers).
//
// The exit code is 1 if results disagree or something breaks, whatever the times are.

import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { cases } from '../tests/bench/cases.mjs';
import { agrees } from '../tests/bench/measure.mjs';
import { describeDrags, measureDrags } from './bench/drag.mjs';
import { describeEmbeds, measureEmbeds } from './bench/embed.mjs';
import { describeOpening, measureOpening } from './bench/opening.mjs';
import { openChromium, openNode } from './bench/places.mjs';
import { describe, describeSizes, head, SIZE_LIMIT, summary, total } from './bench/report.mjs';
import { weigh } from './bench/size.mjs';
import { measureTraining } from './bench/training.mjs';
import { setUp, setUpPrograms } from './setup/all.mjs';
import { root } from './setup/command.mjs';
import { Missing, runMain } from './setup/step.mjs';

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: '' },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      peers: { type: 'boolean', default: false },
    },
  });
  const { only, quick, json, peers } = values;
  if (peers) {
    await setUpPrograms();
    // Only now is there an engine to import.
    const { comparePeers } = await import('./bench/peers.mjs');
    const faults = await comparePeers({ only, quick });
    if (faults.length > 0) throw new Missing(`not as it should be:\n${faults.join('\n')}`);
    return;
  }
  const chosen = cases.filter(({ name }) => name.startsWith(only));
  const withSize = 'size'.startsWith(only);
  const withDrag = 'drag'.startsWith(only);
  const withTraining = 'training'.startsWith(only);
  const withOpening = ['size', 'opening'].some((name) => name.startsWith(only));
  const withEmbed = 'embed'.startsWith(only);
  if (
    chosen.length === 0 &&
    !withSize &&
    !withDrag &&
    !withTraining &&
    !withOpening &&
    !withEmbed
  ) {
    const names = cases.map(({ name }) => name).join(', ');
    throw new Missing(`no such case; there are ${names}, drag, training, embed, opening, size.`);
  }
  await setUp();
  const say = (/** @type {string} */ line) => json || console.log(line);
  const machine = { cores: cpus().length, model: cpus()[0]?.model.trim(), load: loadavg() };
  const load = machine.load.map((each) => each.toFixed(1)).join(', ');
  if (chosen.length > 0) say(`${machine.cores} cores (${machine.model}), load ${load}\n`);
  for (const { name, unit } of chosen) say(`${name.padEnd(17)}${unit}`);
  say('');
  const places = [];
  const disagreements = [];
  for (const open of chosen.length > 0 ? [openNode, openChromium] : []) {
    const place = await open();
    say(head(place.name));
    const results = [];
    try {
      for (const { name } of chosen) {
        const result = summary(await place.measure(name, quick));
        results.push(result);
        say(describe(result));
        for (const { what, difference, limit } of result.agreements.filter((a) => !agrees(a))) {
          disagreements.push(`${place.name}, ${name}: ${what} by ${difference}, limit ${limit}`);
        }
      }
    } finally {
      await place.close();
    }
    places.push({ place: place.name, results });
    say('');
  }
  const drags = [
    ...(withDrag ? await measureDrags(quick) : []),
    ...(withTraining ? await measureTraining(quick) : []),
  ];
  if (drags.length > 0) say(`${describeDrags(drags)}\n`);
  const embeds = withEmbed ? await measureEmbeds(quick) : null;
  if (embeds) say(`${describeEmbeds(embeds)}\n`);
  const opening = withOpening ? await measureOpening(quick) : null;
  if (opening) say(`${describeOpening(opening)}\n`);
  const size = withSize ? await weigh(`${root}/web/dist`) : null;
  if (size) say(describeSizes(size, opening?.libraries ?? []));
  if (json) {
    const weights = size && { ...size, first_total: total(size.first), limit: SIZE_LIMIT };
    console.log(
      JSON.stringify({ quick, machine, places, drags, embeds, opening, size: weights }, null, 2),
    );
  }
  if (disagreements.length > 0) {
    throw new Missing(`engine and plain JavaScript disagree:\n${disagreements.join('\n')}`);
  }
});
