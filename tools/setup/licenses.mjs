// Collects what the licences of the engine's crates ask to hand on with it.

import { readdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { command } from './command.mjs';
import { TARGET } from './rust.mjs';

/** The file that holds them. */
export const LICENSES = 'engine.licenses.md';

/**
 * A crate, as cargo's metadata describe it.
 *
 * @typedef {object} Crate
 * @property {string} name
 * @property {string} version
 * @property {string | null} license
 * @property {string[]} authors
 * @property {string} manifest_path
 */

/**
 * The licences of all crates in the engine, as Markdown.
 *
 * @param {import('./rust.mjs').Rust} rust
 */
export async function engineLicenses(rust) {
  const [crates, compiled] = await Promise.all([allCrates(rust), namesInEngine(rust)]);
  /** @type {Map<string, string[]>} crates by the texts they come with */
  const byText = new Map();
  for (const crate of crates) {
    if (!compiled.has(`${crate.name} v${crate.version}`)) continue;
    const text = await textOf(crate);
    const title = `${crate.name} ${crate.version} (${crate.license ?? 'see below'})`;
    byText.set(text, [...(byText.get(text) ?? []), title]);
  }
  const parts = [...byText].map(([text, titles]) => `## ${titles.join(', ')}\n\n${text}`);
  return `# Licences of the engine's parts\n\n${STANDARD_LIBRARY}\n\n${parts.join('\n\n')}\n`;
}

const STANDARD_LIBRARY =
  'The engine also holds parts of the Rust standard library, by the Rust Project Developers\n' +
  '(MIT OR Apache-2.0).';

/**
 * All crates of the workspace, in the order of their names.
 *
 * @param {import('./rust.mjs').Rust} rust
 * @returns {Promise<Crate[]>}
 */
async function allCrates({ cargo, env }) {
  const printed = await command(cargo, ['metadata', '--quiet', '--locked', '--format-version=1'], {
    env,
  });
  const metadata = JSON.parse(printed.slice(printed.indexOf('{')));
  return metadata.packages;
}

/**
 * The crates that the engine is compiled from, ours and those that only run while it is compiled
 * aside; each by name and version, as cargo prints them.
 *
 * @param {import('./rust.mjs').Rust} rust
 */
async function namesInEngine({ cargo, env }) {
  const tree = await command(
    cargo,
    [
      ...['tree', '--quiet', '--locked', '--package=eigensieve', `--target=${TARGET}`],
      ...['--edges=normal,no-proc-macro', '--prefix=none', '--no-dedupe', '--format={p}'],
    ],
    { env },
  );
  // Ours comes with its folder in brackets.
  return new Set(tree.split('\n').filter((line) => !line.includes('(')));
}

/**
 * What a crate says of its licence: that of MIT, where it is one to choose; all of its files
 * otherwise; who wrote it, where it has none.
 *
 * @param {Crate} crate
 */
async function textOf({ manifest_path, authors }) {
  const folder = dirname(manifest_path);
  const files = (await readdir(folder)).filter((name) => /^(un)?licen[cs]e|^copying/i.test(name));
  const chosen = files.filter((name) => /mit/i.test(name));
  const texts = (chosen.length > 0 ? chosen : files.sort()).map((name) =>
    readFile(`${folder}/${name}`, 'utf8'),
  );
  const text = (await Promise.all(texts)).map((one) => one.replaceAll('\r', '').trim());
  return text.join('\n\n') || `By ${authors.join(', ')}; without a text of its own.`;
}
