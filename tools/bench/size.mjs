// What the page weighs: the files of its first load, found by reading web/dist/index.html and
// what that names, and those it loads later, each as it is and as a host sends it.

import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** @typedef {{ file: string, raw: number, gzip: number, brotli: number }} Weight */

/**
 * The files of a built site, and their weights.
 *
 * @param {string} dist
 * @returns {Promise<{ first: Weight[], later: Weight[] }>}
 */
export async function weigh(dist) {
  const first = new Set();
  const waiting = ['index.html'];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (first.has(file)) continue;
    first.add(file);
    if (!/\.(html|js|css)$/.test(file)) continue;
    const text = await readFile(`${dist}/${file}`, 'utf8');
    const named = namedBy(file, text).filter((each) => existsSync(`${dist}/${each}`));
    waiting.push(...named);
  }
  const all = await readdir(dist, { recursive: true, withFileTypes: true });
  const files = all
    .filter((entry) => entry.isFile())
    .map((entry) => posix.relative(dist, posix.join(entry.parentPath, entry.name)))
    // Other forms of the same files, for hosts.
    .filter((file) => !/\.(br|gz)$/.test(file));
  const heaviest = (/** @type {Weight[]} */ list) => list.sort((a, b) => b.brotli - a.brotli);
  const weights = await Promise.all(files.map((file) => weight(dist, file)));
  return {
    first: heaviest(weights.filter(({ file }) => first.has(file))),
    later: heaviest(weights.filter(({ file }) => !first.has(file))),
  };
}

/**
 * What a file loads as soon as it is there: of a page its scripts, styles and pictures, of a
 * script its static imports, workers and wasm, of a style its pictures. Not import(…).
 *
 * @param {string} file
 * @param {string} text
 */
export function namedBy(file, text) {
  const patterns = file.endsWith('.html')
    ? [/<(?:script|img)\b[^>]*?\bsrc="([^"]+)"/g, /<link\b[^>]*?\bhref="([^"]+)"/g]
    : file.endsWith('.css')
      ? [/url\(["']?([^"')]+)/g]
      : [
          // import … from "x" and export … from "x"; import "x".
          /(?:\bfrom|\bimport)\s*["'`](\.[^"'`]+)["'`]/g,
          // new URL("x", import.meta.url), as bundlers write workers and wasm.
          /new URL\(\s*["'`]([^"'`$]+)["'`]\s*,\s*(?:""\s*\+\s*)?import\.meta\.url/g,
        ];
  const folder = posix.dirname(file);
  return patterns.flatMap((pattern) =>
    Array.from(text.matchAll(pattern), ([, name = '']) => posix.join(folder, name)),
  );
}

/**
 * @param {string} dist
 * @param {string} file
 * @returns {Promise<Weight>}
 */
async function weight(dist, file) {
  const bytes = await readFile(`${dist}/${file}`);
  return {
    file,
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes).length,
  };
}
