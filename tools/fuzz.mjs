// npm run fuzz: hostile input for the engine's readers (crate/tests/fuzz/), for as long as wanted.
// What ends in a new way joins the kept corpus; `git diff` then shows what there is to commit.
//
// Options: --minutes=10 (for each target), --only=links (or formulas, tables, specs).
//
// The exit code is 1 if there is a finding: its input is printed, made small.

import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { root } from './setup/command.mjs';
import { obtainLinker, obtainRust } from './setup/rust.mjs';
import { Missing, runMain } from './setup/step.mjs';

/** Two at a time: few machines on which this runs have less to spare. */
const CARGO = 'test --locked --package eigensieve --test fuzz --'.split(' ');
const TEST = ['--nocapture', '--test-threads=2'];

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '10' },
      only: { type: 'string', default: '' },
    },
  });
  const { minutes, only } = values;
  if (!(Number(minutes) > 0)) throw new Missing('--minutes takes a number above 0.');
  await obtainRust();
  await obtainLinker();
  const env = { ...process.env, FUZZ_MINUTES: minutes, RUST_BACKTRACE: '0' };
  const args = [...CARGO, ...TEST, ...(only ? ['--exact', only] : [])];
  const { status } = spawnSync('cargo', args, { cwd: root, env, stdio: 'inherit' });
  if (status !== 0) throw new Missing('there is a finding, above.');
});
