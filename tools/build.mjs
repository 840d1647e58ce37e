// npm run build: the static site, in web/dist. Any web server can serve it, from any folder.

import { setUp } from './setup/all.mjs';
import { compressSite } from './setup/compress.mjs';
import { runMain } from './setup/step.mjs';

await runMain(async () => {
  await setUp();
  await compressSite();
  console.log('The site is in web/dist.');
});
