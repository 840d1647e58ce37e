// What the package's build puts into its module that is whole in itself.

declare module 'whole:engine' {
  /** The engine's wasm: gzip, in base64. */
  const packed: string;
  export default packed;
}

declare module 'whole:thread' {
  /** What a thread runs, as text. */
  const code: string;
  export default code;
}
