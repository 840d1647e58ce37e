// The build that has typed functions and maps of basins too, and where its wasm lies: apart from the
// worker, which few visits need it in.

export * as engine from '../generated/plane.js';

export const wasm = new URL('../generated/plane_bg.wasm', import.meta.url);
