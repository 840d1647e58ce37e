// Builds the engine three times, whole and in parts: Rust to wasm, its JavaScript and TypeScript
// border, then an optimized wasm. All results land in web/src/generated/.

import { copyFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { command, packaged, root } from './command.mjs';
import { engineLicenses, LICENSES } from './licenses.mjs';
import { obtainLinker, obtainRust, TARGET } from './rust.mjs';
import { stamped } from './stamp.mjs';
import { step } from './step.mjs';

const OUT = 'web/src/generated';

/** The builds. A first look at a function of the catalogue needs half of what typed functions do. */
const BUILDS = [
  { name: 'engine', features: [] },
  { name: 'plane', features: ['--no-default-features', '--features=border,plane'] },
  { name: 'landscape', features: ['--no-default-features', '--features=border'] },
];

/** What the engine is made from; the last for the version of wasm-opt. */
const INPUTS = [
  ...['crate', 'xtask', 'Cargo.toml', 'Cargo.lock'],
  ...['tools/setup/engine.mjs', 'tools/setup/licenses.mjs', 'tools/setup/rust.mjs'],
  'node_modules/binaryen/package.json',
];

/** What rustc's code may use already; relaxed SIMD is not among it, for its bits may differ. */
const FEATURES = [
  '--enable-simd',
  '--enable-bulk-memory',
  '--enable-bulk-memory-opt',
  '--enable-call-indirect-overlong',
  '--enable-multivalue',
  '--enable-mutable-globals',
  '--enable-nontrapping-float-to-int',
  '--enable-reference-types',
  '--enable-sign-ext',
];

/** Builds the engine unless it is up to date. */
export async function buildEngine() {
  const rust = await obtainRust();
  await obtainLinker();
  await stamped('engine', {
    title: 'Engine',
    inputs: INPUTS,
    facts: rust.version,
    outputs: [
      ...BUILDS.flatMap(({ name }) => [`${name}.js`, `${name}.d.ts`, `${name}_bg.wasm`]),
      'types.ts',
      LICENSES,
    ].map((file) => `${OUT}/${file}`),
    work: async () => {
      process.stderr.write('\n');
      // Two compilations at once: each has stretches that keep but one core busy.
      await step('  Rust to wasm', () => both(compileBuilds(rust), xtask('build')));
      await step('  its JavaScript border', writeBorder);
      await writeFile(`${root}/${OUT}/${LICENSES}`, await engineLicenses(rust));
      await step('  optimizing the wasm', () => {
        const files = BUILDS.map(({ name }) => `${root}/${OUT}/${name}_bg.wasm`);
        return both(...files.map((file) => optimizeWasm(file, file)));
      });
      process.stderr.write('  in all ');
    },
  });
}

/**
 * Waits for pieces of work to end, so that none goes on behind another's failure.
 *
 * @param {Promise<unknown>[]} work
 */
async function both(...work) {
  for (const result of await Promise.allSettled(work)) {
    if (result.status === 'rejected') throw result.reason;
  }
}

/**
 * Compiles a package's library as the engine is compiled; resolves to the file.
 *
 * @param {string} name
 * @param {readonly string[]} features cargo's options for them
 * @param {import('./rust.mjs').Rust} rust
 */
export async function compileWasm(name, features, { cargo, args, flags, env }) {
  const cargoHome = process.env['CARGO_HOME'] ?? `${homedir()}/.cargo`;
  const rustflags = [
    ...flags,
    '-Ctarget-feature=+simd128',
    // The compiler's own choice (225) inlines for speed what is run once a page: a tenth of the
    // binary. With less than 25, slices a kernel copies and cuts are calls, and networks a twentieth
    // slower, without a smaller binary.
    '-Cllvm-args=--inline-threshold=40',
    // Panic messages name source files: without the folders of the machine that built them.
    `--remap-path-prefix=${root}=.`,
    `--remap-path-prefix=${cargoHome}=cargo`,
  ];
  const build = ['build', '--locked', '--release', '--package', name, '--lib'];
  await command(
    cargo,
    [...build, ...features, ...args, '--target', TARGET],
    // The encoded form, for paths with spaces; it goes before RUSTFLAGS.
    { env: { ...env, CARGO_ENCODED_RUSTFLAGS: rustflags.join('\x1f') } },
  );
  return compiled(name.replaceAll('-', '_'));
}

/** @param {import('./rust.mjs').Rust} rust */
async function compileBuilds(rust) {
  for (const { name, features } of BUILDS) {
    // The next build writes to the same place.
    await copyFile(await compileWasm('eigensieve', features, rust), compiled(name));
  }
}

/**
 * Where cargo leaves what it compiles to wasm.
 *
 * @param {string} name
 */
function compiled(name) {
  const target = process.env['CARGO_TARGET_DIR'] ?? `${root}/target`;
  return `${target}/${TARGET}/release/${name}.wasm`;
}

async function writeBorder() {
  const builds = BUILDS.map(({ name }) => `${name}=${compiled(name)}`);
  await xtask('run', '--', `${root}/${OUT}`, ...builds);
}

/**
 * Builds or runs the Rust program that writes the border.
 *
 * @param {'build' | 'run'} action
 * @param {string[]} args
 */
async function xtask(action, ...args) {
  await command('cargo', [action, '--locked', '--profile', 'tool', '--package', 'xtask', ...args]);
}

/**
 * Optimizes a wasm for speed.
 *
 * @param {string} from
 * @param {string} to may be the same file
 */
export async function optimizeWasm(from, to) {
  const [node, wasmOpt] = packaged('binaryen/bin/wasm-opt');
  // Large functions stay apart even where each has one caller: the browser's compiler allots
  // registers better to them, and they pack better.
  // The first kilobyte is the end of the stack, where no address leads by wrapping around: said,
  // offsets become part of loads and stores, and matrix products a twentieth faster.
  const options = [
    ...['-O3', '--one-caller-inline-max-function-size=100', '--low-memory-unused'],
    ...FEATURES,
  ];
  await command(node, [wasmOpt, from, ...options, '-o', to]);
}
