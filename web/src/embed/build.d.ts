/** The hashes of the engine's builds, as browsers check them; set when figures are built. */
declare const INTEGRITY: { readonly landscape: string; readonly plane: string };

/** The page beside this one that shows networks; empty if this one does. Set when frames are built. */
declare const NETWORKS: string;
