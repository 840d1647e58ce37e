// All of set-up in its order. Each part is skipped while its inputs are the same.

import { buildEngine } from './engine.mjs';
import { installPackages } from './packages.mjs';
import { buildSite, buildTerminal } from './web.mjs';

/** Everything below the page: packages, engine, terminal program. */
export async function setUpPrograms() {
  await installPackages();
  await buildEngine();
  await buildTerminal();
}

/** Everything. */
export async function setUp() {
  await setUpPrograms();
  await buildSite();
}
