// Builds what `npm pack` packs beside the sources' README and licences: dist/.

import { copyFile, cp, rm } from 'node:fs/promises';
import { root } from './command.mjs';
import { writeDeclarations } from './declarations.mjs';
import { stamped } from './stamp.mjs';
import { build, copyLicenses, INPUTS } from './web.mjs';

/** The package's builds, each by its mode of web/vite.package.config.ts; the third holds the second. */
const MODES = ['browser', 'thread', 'whole', 'node'];
const OUT = `${root}/dist`;

/** Builds the package's files unless they are up to date. */
export async function buildPackage() {
  await stamped('package', {
    title: 'Package',
    inputs: [...INPUTS, 'tools/setup/declarations.mjs', 'tools/setup/package.mjs'],
    outputs: ['index.js', 'index.d.ts', 'node.js', 'eigen-sieve.js'].map((f) => `dist/${f}`),
    work: async () => {
      await rm(OUT, { recursive: true, force: true });
      for (const mode of MODES) await build('web/vite.package.config.ts', '--mode', mode);
      await build('web/vite.embed.config.ts', '--outDir', '../dist');
      await copyFile(`${root}/web/src/generated/engine_bg.wasm`, `${OUT}/engine_bg.wasm`);
      await copyLicenses('dist');
      await cp(`${root}/web/public/data`, `${OUT}/data`, { recursive: true });
      await writeDeclarations(OUT);
    },
  });
}
