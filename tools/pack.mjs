// Before npm packs: builds the package's files. Node and Rust are all it needs.

import { setUpPrograms } from './setup/all.mjs';
import { buildPackage } from './setup/package.mjs';
import { runMain } from './setup/step.mjs';

await runMain(async () => {
  await setUpPrograms();
  await buildPackage();
});
