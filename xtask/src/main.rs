//! The build step that needs Rust: `xtask <engine.wasm> <out-dir>` writes the JavaScript and
//! TypeScript side of the engine's border.
//!
//! - `engine.js`, `engine.d.ts`, `engine_bg.wasm`: by wasm-bindgen, as a web module;
//! - `types.ts`: the records that cross the border, by ts-rs (see [`types`]).

mod types;

use std::path::PathBuf;
use std::{env, fs};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    let (Some(wasm), Some(out), None) = (arguments.next(), arguments.next(), arguments.next())
    else {
        anyhow::bail!("usage: xtask <engine.wasm> <out-dir>");
    };
    fs::create_dir_all(&out).with_context(|| format!("cannot create {}", out.display()))?;
    Bindgen::new()
        .input_path(&wasm)
        .out_name("engine")
        .web(true)?
        // Bundlers find the wasm by the path that init() falls back on.
        .omit_default_module_path(false)
        .typescript(true)
        // Returned arrays are copies with buffers of their own: the worker may transfer them.
        .ts_typed_array_buffers(true)
        .generate(&out)
        .context("wasm-bindgen")?;
    let file = out.join("types.ts");
    fs::write(&file, types::declarations()?)
        .with_context(|| format!("cannot write {}", file.display()))
}
