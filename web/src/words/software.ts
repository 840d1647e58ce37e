/** A work of others that the page or its engine is built from. */
export interface Part {
  readonly name: string;
  readonly licence: string;
}

/** What runs in the browser beside our own code; a test holds it to package.json and Cargo.toml. */
export const PAGE_PARTS: readonly Part[] = [
  { name: 'd3-contour', licence: 'ISC' },
  { name: 'lit', licence: 'BSD-3-Clause' },
  { name: 'temml', licence: 'MIT' },
  { name: 'uplot', licence: 'MIT' },
];

export const ENGINE_PARTS: readonly Part[] = [
  { name: 'console_error_panic_hook', licence: 'MIT or Apache-2.0' },
  { name: 'csv-core', licence: 'MIT or Unlicense' },
  { name: 'js-sys', licence: 'MIT or Apache-2.0' },
  { name: 'lexical-parse-float', licence: 'MIT or Apache-2.0' },
  { name: 'libm', licence: 'MIT' },
  { name: 'nalgebra', licence: 'Apache-2.0' },
  { name: 'ndarray', licence: 'MIT or Apache-2.0' },
  { name: 'rand_chacha', licence: 'MIT or Apache-2.0' },
  { name: 'serde', licence: 'MIT or Apache-2.0' },
  { name: 'serde-wasm-bindgen', licence: 'MIT' },
  { name: 'sha2', licence: 'MIT or Apache-2.0' },
  { name: 'twofloat', licence: 'BSD-3-Clause' },
  { name: 'wasm-bindgen', licence: 'MIT or Apache-2.0' },
  { name: 'winnow', licence: 'MIT' },
  { name: 'xxhash-rust', licence: 'BSL-1.0' },
];
