// Where the program's files lie, beside its code: spelt out one by one, as bundlers need it. In the
// package they lie otherwise, and places.package.ts takes the place of this module.

/** The engine. */
export const wasm = new URL('../generated/engine_bg.wasm', import.meta.url);

/** What a thread runs; of the package alone. */
export const thread = new URL('./thread.js', import.meta.url);

/** The files that data sets are read from, by the names the engine gives them. */
export const dataFiles: Readonly<Record<string, URL>> = {
  'digits.bin': new URL('../../public/data/digits.bin', import.meta.url),
  'mnist.bin': new URL('../../public/data/mnist.bin', import.meta.url),
};
