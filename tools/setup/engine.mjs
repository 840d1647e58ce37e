// Builds the engine twice, whole and without networks: Rust to wasm, its JavaScript and TypeScript
// border, then an optimized wasm. All results land in web/src/generated/.

import { copyFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { command, packaged, root } from './command.mjs';
import { obtainLinker, obtainRust, TARGET } from './rust.mjs';
import { stamped } from './stamp.mjs';
import { step } from './step.mjs';

const OUT = 'web/src/generated';

/** The builds: what a first look at a function needs weighs a quarter less without networks. */
const BUILDS = [
  { name: 'engine', features: [] },
  { name: 'landscape', features: ['--no-default-features'] },
];

/** What the engine is made from; package-lock.json for the version of wasm-opt. */
const INPUTS = [
  ...['crate', 'xtask', 'Cargo.toml', 'Cargo.lock', 'package-lock.json'],
  ...['tools/setup/engine.mjs', 'tools/setup/rust.mjs'],
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
    ].map((file) => `${OUT}/${file}`),
    work: async () => {
      process.stderr.write('\n');
      // Two compilations at once: each has stretches that keep but one core busy.
      await step('  Rust to wasm', () => both(compile(rust), xtask('build')));
      await step('  its JavaScript border', writeBorder);
      await step('  optimizing the wasm', () => both(...BUILDS.map(optimize)));
      process.stderr.write('  in all ');
    },
  });
}

/**
 * Waits for pieces of work to end, so that none goes on behind another's failure.
 *
 * @param {Promise<void>[]} work
 */
async function both(...work) {
  for (const result of await Promise.allSettled(work)) {
    if (result.status === 'rejected') throw result.reason;
  }
}

/** @param {import('./rust.mjs').Rust} rust */
async function compile({ cargo, args, flags, env }) {
  const cargoHome = process.env['CARGO_HOME'] ?? `${homedir()}/.cargo`;
  const rustflags = [
    ...flags,
    '-Ctarget-feature=+simd128',
    // The compiler's own choice inlines for speed what is run once a page: a fifth of the binary.
    // What must be inlined (the kernels) says so itself. Measured: the same speed within 5 %.
    '-Cllvm-args=--inline-threshold=8',
    // Panic messages name source files: without the folders of the machine that built them.
    `--remap-path-prefix=${root}=.`,
    `--remap-path-prefix=${cargoHome}=cargo`,
  ];
  const build = ['build', '--locked', '--release', '--package', 'eigensieve', '--lib'];
  for (const { name, features } of BUILDS) {
    await command(
      cargo,
      [...build, ...features, ...args, '--target', TARGET],
      // The encoded form, for paths with spaces; it goes before RUSTFLAGS.
      { env: { ...env, CARGO_ENCODED_RUSTFLAGS: rustflags.join('\x1f') } },
    );
    // The next build writes to the same place.
    await copyFile(`${compiled()}/eigensieve.wasm`, `${compiled()}/${name}.wasm`);
  }
}

/** Where cargo leaves what it compiles to wasm. */
function compiled() {
  return `${process.env['CARGO_TARGET_DIR'] ?? `${root}/target`}/${TARGET}/release`;
}

async function writeBorder() {
  const builds = BUILDS.map(({ name }) => `${name}=${compiled()}/${name}.wasm`);
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

/** @param {(typeof BUILDS)[number]} build */
async function optimize({ name }) {
  const [node, wasmOpt] = packaged('binaryen/bin/wasm-opt');
  const wasm = `${root}/${OUT}/${name}_bg.wasm`;
  // Large functions stay apart even where each has one caller: the browser's compiler allots
  // registers better to them, and they pack better.
  const options = ['-O3', '--one-caller-inline-max-function-size=100', ...FEATURES];
  await command(node, [wasmOpt, wasm, ...options, '-o', wasm]);
}
