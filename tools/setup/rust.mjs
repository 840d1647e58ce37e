// Finds a way to compile Rust to wasm on this machine, and installs one if it may.

import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { attempt } from './command.mjs';
import { canInstall, install } from './debian.mjs';
import { Missing, step } from './step.mjs';

export const TARGET = 'wasm32-unknown-unknown';

/** Debian 12's newer compiler, its std as source (there is no std for wasm) and a wasm linker. */
const DEBIAN_PACKAGES = ['rustc-web', 'cargo-web', 'rust-web-src', 'lld-19'];
const DEBIAN = {
  rustc: '/usr/bin/rustc',
  cargo: '/usr/bin/cargo',
  linker: '/usr/bin/wasm-ld-19',
  std: '/usr/lib/rustlib/src/rust/library/std',
};

/**
 * How to call cargo for wasm.
 *
 * @typedef {object} Rust
 * @property {string} version what the compiler says of itself; part of the engine's stamp
 * @property {string} cargo
 * @property {string[]} args what cargo needs beyond the usual
 * @property {string[]} flags what rustc needs beyond the usual
 * @property {Record<string, string>} env
 */

/**
 * A way that works as the machine is, or null.
 *
 * @returns {Promise<Rust | null>}
 */
export async function findRust() {
  return (await ordinary()) ?? (await debian());
}

/**
 * A way that works, installing what it takes.
 *
 * @returns {Promise<Rust>}
 */
export async function obtainRust() {
  const found = await findRust();
  if (found) return found;
  const rustup = await attempt('rustup', ['--version']);
  if (rustup.code === 0) {
    // A closed network may swallow the request: hence the limit.
    const add = await step(`Rust's wasm target, by rustup`, () =>
      attempt('rustup', ['target', 'add', TARGET], { seconds: 120 }),
    );
    const added = add.code === 0 && (await ordinary());
    if (added) return added;
  }
  if (canInstall) {
    await step(`Rust for wasm, by Debian's packages`, () => install(DEBIAN_PACKAGES));
    const installed = await findRust();
    if (installed) return installed;
  }
  throw new Missing(
    rustup.code === 0
      ? `Rust's wasm target is missing: run \`rustup target add ${TARGET}\`, or on Debian 12 as root \`apt-get install ${DEBIAN_PACKAGES.join(' ')}\`.`
      : 'Rust is missing: install it as https://rustup.rs says, then try again.',
  );
}

/** Rust links programs for the machine itself with the system's C compiler: obtains one. */
export async function obtainLinker() {
  if (process.platform !== 'linux' || (await attempt('cc', ['--version'])).code === 0) return;
  if (!canInstall) throw new Missing('a C compiler, by which Rust links, is missing: install gcc.');
  await step('C compiler, by which Rust links', () => install(['gcc', 'libc6-dev']));
}

/** The Rust on the PATH, if it has the wasm target. */
async function ordinary() {
  const libraries = await attempt('rustc', ['--print', 'target-libdir', '--target', TARGET]);
  if (libraries.code !== 0) return null;
  const files = await readdir(libraries.output.trim()).catch(() => []);
  if (!files.some((file) => file.startsWith('libstd-'))) return null;
  return describe('rustc', { cargo: 'cargo', args: [], flags: [], env: {} });
}

/** Debian's compiler, which builds std from its own sources. */
async function debian() {
  if (!Object.values(DEBIAN).every((path) => existsSync(path))) return null;
  return describe(DEBIAN.rustc, {
    cargo: DEBIAN.cargo,
    // No features: wasm has no stack to print, so the code for that need not be built.
    args: ['-Zbuild-std=std,panic_abort', '-Zbuild-std-features='],
    flags: [`-Clinker=${DEBIAN.linker}`],
    // For this one command: elsewhere the Rust on the PATH stays in charge. RUSTC_BOOTSTRAP
    // allows -Zbuild-std on a stable compiler.
    env: {
      RUSTC: DEBIAN.rustc,
      RUSTC_BOOTSTRAP: '1',
      PATH: `/usr/bin:${process.env['PATH'] ?? ''}`,
    },
  });
}

/**
 * @param {string} rustc
 * @param {Omit<Rust, 'version'>} way
 * @returns {Promise<Rust | null>}
 */
async function describe(rustc, way) {
  const { code, output } = await attempt(rustc, ['-vV']);
  return code === 0 ? { ...way, version: output } : null;
}
