/** The hashes of the engine's builds, as browsers check them; set when figures are built. */
declare const INTEGRITY: { readonly landscape: string; readonly plane: string };
