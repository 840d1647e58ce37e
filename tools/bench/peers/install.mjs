// Installs what the engine is compared with in .cache/peers, at pinned versions, and compiles the
// engine's kernels without their border, as wasm and for this machine.

import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { command, root } from '../../setup/command.mjs';
import { compileWasm, optimizeWasm } from '../../setup/engine.mjs';
import { obtainLinker, obtainRust } from '../../setup/rust.mjs';
import { stamped } from '../../setup/stamp.mjs';
import { explain } from '../../setup/step.mjs';

const PEERS = '.cache/peers';
/** Where all of it lies. */
export const folder = `${root}/${PEERS}`;

const PYTHON = ['torch==2.15.0', 'numpy==2.4.6', 'setuptools==80.9.0'];
/** It asks for an old PyTorch's neighbours and runs without them: installed without what it asks for. */
const PYHESSIAN = 'pyhessian==0.1';
/** What pages are made of that show such things. */
const PAGES = {
  ...{ '@tensorflow/tfjs': '4.22.0', '@tensorflow/tfjs-backend-wasm': '4.22.0' },
  ...{ 'plotly.js-dist-min': '3.1.0', d3: '7.9.0' },
};
const NPM = { '@tensorflow/tfjs': '4.22.0', '@tensorflow/tfjs-backend-wasm': '4.22.0' };
const KERNELS = [
  ...['bench', 'crate', 'Cargo.toml', 'Cargo.lock', 'package-lock.json'],
  ...['tools/setup/engine.mjs', 'tools/setup/rust.mjs'],
];

/**
 * The programs to compare.
 *
 * @typedef {object} Peers
 * @property {string} wasm the kernels as wasm
 * @property {string} native the kernels for this machine
 * @property {string | null} python with PyTorch and NumPy; null where it could not be installed
 * @property {boolean} pyhessian whether Python has it, too
 * @property {string | null} tensorflow folder of TensorFlow.js
 */

/** @returns {Promise<Peers>} */
export async function installPeers() {
  await mkdir(folder, { recursive: true });
  const python = await tolerated(installPython);
  const pyhessian = python ? await tolerated(installPyHessian) : null;
  const tensorflow = await tolerated(installTensorFlow);
  return { ...(await compileKernels()), python, pyhessian: pyhessian !== null, tensorflow };
}

/**
 * What could not be installed is missing from the tables, and said.
 *
 * @template T
 * @param {() => Promise<T>} install
 */
async function tolerated(install) {
  try {
    return await install();
  } catch (error) {
    console.error(`not installed: ${explain(error)}`);
    return null;
  }
}

async function installPython() {
  const python = `${folder}/venv/bin/python`;
  await stamped('peers-torch', {
    title: 'PyTorch (its wheels are large)',
    inputs: [],
    facts: PYTHON.join(),
    outputs: [`${PEERS}/venv/bin/python`],
    work: async () => {
      await command('python3', ['-m', 'venv', `${folder}/venv`]);
      await command(python, ['-m', 'pip', 'install', '--quiet', ...PYTHON]);
      await command(python, ['-c', 'import torch']);
    },
  });
  return python;
}

async function installPyHessian() {
  const python = `${folder}/venv/bin/python`;
  await stamped('peers-pyhessian', {
    title: 'PyHessian',
    inputs: [],
    facts: [...PYTHON, PYHESSIAN].join(),
    outputs: [`${PEERS}/venv/bin/python`],
    work: async () => {
      await command(python, ['-m', 'pip', 'install', '--quiet', '--no-deps', PYHESSIAN]);
      await command(python, ['-c', 'import pyhessian']);
    },
  });
  return true;
}

const installTensorFlow = () => installScripts('tfjs', 'TensorFlow.js', NPM);

/** The node_modules with libraries that pages are made of; null where they could not be installed. */
export async function installPageLibraries() {
  const own = await tolerated(() => installScripts('pages', 'Libraries of pages', PAGES));
  return own && `${own}/node_modules`;
}

/**
 * @param {string} name the folder's
 * @param {string} title
 * @param {Record<string, string>} dependencies
 */
async function installScripts(name, title, dependencies) {
  const own = `${folder}/${name}`;
  const [first = ''] = Object.keys(dependencies);
  await stamped(`peers-${name}`, {
    title,
    inputs: [],
    facts: JSON.stringify(dependencies),
    outputs: [`${PEERS}/${name}/node_modules/${first}/package.json`],
    work: async () => {
      await mkdir(own, { recursive: true });
      const manifest = { private: true, dependencies };
      await writeFile(`${own}/package.json`, JSON.stringify(manifest));
      const quiet = ['--no-audit', '--no-fund', '--ignore-scripts'];
      await command('npm', ['install', '--prefix', own, ...quiet]);
    },
  });
  return own;
}

async function compileKernels() {
  const [wasm, native] = [`${folder}/kernels.wasm`, `${folder}/kernels`];
  const rust = await obtainRust();
  await obtainLinker();
  await stamped('peers-kernels', {
    title: 'Kernels without their border',
    inputs: KERNELS,
    facts: rust.version,
    outputs: [`${PEERS}/kernels.wasm`, `${PEERS}/kernels`],
    work: async () => {
      await optimizeWasm(await compileWasm('eigensieve-bench', [], rust), wasm);
      const build = ['build', '--locked', '--release', '--package', 'eigensieve-bench'];
      await command('cargo', build);
      const target = process.env['CARGO_TARGET_DIR'] ?? `${root}/target`;
      await copyFile(`${target}/release/eigensieve-bench`, native);
    },
  });
  return { wasm, native };
}
