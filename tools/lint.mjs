// npm run lint: the checks that run nothing, the same steps as in `npm test`.

import { runSteps } from './check/run.mjs';
import { steps } from './check/steps.mjs';

process.exitCode = await runSteps(steps.filter((step) => step.lint));
