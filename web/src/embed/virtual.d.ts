declare module 'virtual:thread' {
  /** All of thread.ts, self-contained: as text a worker's script, called what answers on this thread. */
  export function thread(scope: import('../engine/service').Scope): void;
}

declare module 'virtual:functions' {
  /** Of each function in the engine's catalogue, width over height of its own window, and its parameters. */
  export const FUNCTIONS: Readonly<
    Record<string, { readonly aspect: number; readonly params: readonly string[] }>
  >;
}
