// places.ts in the package: all lies in one folder. The files come there after this is bundled.

/** The engine. */
export const wasm = new URL(/* @vite-ignore */ './engine_bg.wasm', import.meta.url);

/** What a thread runs in a browser. */
export const thread = new URL(/* @vite-ignore */ './thread.js', import.meta.url);

/** The files that data sets are read from, by the names the engine gives them. */
export const dataFiles: Readonly<Record<string, URL>> = {
  'digits.bin': new URL(/* @vite-ignore */ './data/digits.bin', import.meta.url),
  'mnist.bin': new URL(/* @vite-ignore */ './data/mnist.bin', import.meta.url),
};
