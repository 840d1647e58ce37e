#!/usr/bin/env node
// The terminal program, as `npx eigensieve` and `npm run -s eigensieve --` start it.
// Its source is web/src/terminal/; set-up bundles that into the file loaded here.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const program = new URL('../web/src/generated/terminal.js', import.meta.url);

if (existsSync(fileURLToPath(program))) {
  /** @type {{ main(args: readonly string[]): Promise<number> }} */
  const { main } = await import(program.href);
  // Not process.exit: what was written to a pipe must still arrive.
  process.exitCode = await main(process.argv.slice(2));
} else {
  console.error('eigensieve: not built yet; run `npm run engine` in the checkout once.');
  process.exitCode = 1;
}
