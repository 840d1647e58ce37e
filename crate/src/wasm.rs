//! The engine's border to JavaScript: the only file that knows wasm-bindgen.

use wasm_bindgen::prelude::wasm_bindgen;

/// Revision of the engine's bits: it changes whenever a run's fingerprint may.
#[wasm_bindgen]
#[must_use]
pub fn revision() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
