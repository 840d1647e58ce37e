// The whole engine, and where its wasm lies: apart from the worker, which few visits need it in.

export * as engine from '../generated/engine.js';

export const wasm = new URL('../generated/engine_bg.wasm', import.meta.url);
