// npm run engine: builds the engine alone.

import { buildEngine } from './setup/engine.mjs';
import { installPackages } from './setup/packages.mjs';
import { runMain } from './setup/step.mjs';

await runMain(async () => {
  await installPackages();
  await buildEngine();
});
