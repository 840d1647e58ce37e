import { dataFiles } from './places.ts';

/** The engine in text: gzip, in base64. */
export interface Packed {
  readonly packed: string;
}

/**
 * The first message to a thread: absolute addresses, for a thread made of a blob has no place, and
 * bundlers move files apart.
 */
export interface Addresses {
  readonly wasm: string | Packed;
  /** Of files of data, by their names. */
  readonly data: Readonly<Record<string, string>>;
}

/** What to tell a thread of the files that lie beside this module. */
export function addressesFrom(wasm: URL | Packed): Addresses {
  const data = Object.entries(dataFiles).map(([name, url]) => [name, url.href]);
  return { wasm: wasm instanceof URL ? wasm.href : wasm, data: Object.fromEntries(data) };
}
