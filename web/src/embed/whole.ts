/** What a page that holds everything hands to its threads. */
export interface Whole {
  /** The whole engine. */
  readonly code: WebAssembly.Module;
  /** Data files by their names. */
  readonly data: Readonly<Record<string, Uint8Array>>;
}
