#!/usr/bin/env node
// The terminal program, as `npx eigensieve` and `npm run -s eigensieve --` start it.
// Its source is web/src/terminal/; set-up bundles that into the first of the files named here, and
// the package has it as the second.

import { existsSync } from 'node:fs';

const program = ['../web/src/generated/terminal.js', '../dist/terminal.js']
  .map((file) => new URL(file, import.meta.url))
  .find((file) => existsSync(file));

if (program) {
  /** @type {{ main(args: readonly string[]): Promise<number> }} */
  const { main } = await import(program.href);
  // Not process.exit: what was written to a pipe must still arrive.
  process.exitCode = await main(process.argv.slice(2));
} else {
  console.error('eigensieve: not built yet; run `npm run engine` in the checkout once.');
  process.exitCode = 1;
}
