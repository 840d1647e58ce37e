// npm run dev: serves the sources with hot reload. Vite's own scripts and styles need a looser
// content-security policy here; `npm start` shows the page as it is published.

import { setUpPrograms } from './setup/all.mjs';
import { root } from './setup/command.mjs';
import { runMain } from './setup/step.mjs';

await runMain(async () => {
  await setUpPrograms();
  const { createServer } = await import('vite');
  const server = await createServer({ configFile: `${root}/web/vite.config.ts` });
  await server.listen();
  server.printUrls();
});
