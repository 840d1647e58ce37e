// Packs the package once, installs it in an empty project without a network, and starts a Chromium.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import type { TestProject } from 'vitest/node';
import { CHROMIUM_FLAGS, obtainChromium } from '../../tools/setup/browsers.mjs';
import { root } from '../../tools/setup/command.mjs';
import { npm } from './programs.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of a project with the package in its node_modules. */
    project: string;
    /** Names of the files in the tarball. */
    packed: readonly string[];
    /** Where a test connects to the browser. */
    chromium: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'eigensieve-package-'));
  // What it packs is built by set-up: a script that did so again would hold all others up.
  const args = ['pack', root, '--json', '--ignore-scripts', '--pack-destination', folder];
  const [tarball] = JSON.parse(await npm(args, folder)) as Packed[];
  if (!tarball) throw new Error('npm packed nothing');
  const home = join(folder, 'project');
  await mkdir(home);
  await writeFile(join(home, 'package.json'), '{ "private": true, "type": "module" }');
  await npm(['install', '--offline', '--no-audit', '--no-fund', `../${tarball.filename}`], home);
  const browser = await puppeteer.launch({
    executablePath: await obtainChromium(),
    headless: true,
    args: CHROMIUM_FLAGS,
  });
  project.provide('project', home);
  project.provide(
    'packed',
    tarball.files.map(({ path }) => path),
  );
  project.provide('chromium', browser.wsEndpoint());
  return async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  };
}

interface Packed {
  filename: string;
  files: { path: string }[];
}
