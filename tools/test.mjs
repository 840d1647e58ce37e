// npm test: every check and every test. `npm test -- --only=NAME` runs one step; NAME may be
// the beginning of several names.

import { parseArgs } from 'node:util';
import { runSteps } from './check/run.mjs';
import { steps } from './check/steps.mjs';

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const chosen = steps.filter(({ name }) => name.startsWith(values.only));
if (chosen.length === 0) {
  console.error(`No step ${values.only}. There are: ${steps.map(({ name }) => name).join(', ')}`);
  process.exitCode = 1;
} else {
  process.exitCode = await runSteps(chosen);
}
