// npm run format: rewrites Rust and TypeScript in the house's format.

import { command, packaged } from './setup/command.mjs';
import { installPackages } from './setup/packages.mjs';
import { runMain, step } from './setup/step.mjs';

await runMain(async () => {
  await installPackages();
  const [node, biome] = packaged('@biomejs/biome/bin/biome');
  await step('Rust', () => command('cargo', ['fmt', '--all']));
  await step('TypeScript', () => command(node, [biome, 'check', '--write', '.']));
});
