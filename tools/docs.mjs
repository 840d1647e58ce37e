// npm run docs: writes docs/api.md from the package's declarations.

import { writeFile } from 'node:fs/promises';
import { apiDocs } from './api-docs.mjs';
import { setUpPrograms } from './setup/all.mjs';
import { root } from './setup/command.mjs';
import { buildPackage } from './setup/package.mjs';
import { runMain } from './setup/step.mjs';

await runMain(async () => {
  await setUpPrograms();
  await buildPackage();
  await writeFile(`${root}/docs/api.md`, await apiDocs(`${root}/dist`));
  console.log('The reference is in docs/api.md.');
});
