// npm run engine: builds the engine, and the terminal program around it.

import { setUpPrograms } from './setup/all.mjs';
import { runMain } from './setup/step.mjs';

await runMain(setUpPrograms);
