// The site's files compressed as well as they can be, once, for hosts that send what lies ready.

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { root } from './command.mjs';
import { stamped } from './stamp.mjs';
import { INPUTS } from './web.mjs';

/** What comes out smaller; pictures and archives would not. */
const COMPRESSIBLE = new Set('.html .js .css .svg .wasm .bin .json .txt'.split(' '));

/** Compresses the built site unless that is done. */
export async function compressSite() {
  await stamped('compressed', {
    title: 'Compressed files',
    inputs: [...INPUTS, 'tools/setup/compress.mjs'],
    outputs: ['web/dist/index.html.br', 'web/dist/index.html.gz'],
    work: () => compressFolder(`${root}/web/dist`),
  });
}

/**
 * Writes name.br and name.gz beside every file of a folder that they are smaller than.
 *
 * @param {string} folder
 */
export async function compressFolder(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((one) => one.isFile() && COMPRESSIBLE.has(extname(one.name)));
  await Promise.all(files.map(({ parentPath, name }) => compressFile(join(parentPath, name))));
}

/** @param {string} file */
async function compressFile(file) {
  const bytes = await readFile(file);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const forms = {
    br: await promisify(brotliCompress)(bytes, { params }),
    gz: await promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
  };
  for (const [end, form] of Object.entries(forms)) {
    if (form.length < bytes.length) await writeFile(`${file}.${end}`, form);
  }
}
