//! The build step that needs Rust: `xtask <out-dir> <name>=<wasm> …` writes the JavaScript and
//! TypeScript side of the engine's border, once for each of its builds.
//!
//! - `<name>.js`, `<name>.d.ts`, `<name>_bg.wasm`: by wasm-bindgen, as a web module;
//! - `types.ts`: the records that cross the border, by ts-rs (see [`types`]).

mod types;

use std::path::PathBuf;
use std::{env, fs};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let out = PathBuf::from(arguments.next().context("usage: xtask <out-dir> <name>=<wasm> …")?);
    fs::create_dir_all(&out).with_context(|| format!("cannot create {}", out.display()))?;
    for build in arguments {
        let (name, wasm) = build.split_once('=').with_context(|| format!("{build}: no name"))?;
        Bindgen::new()
            .input_path(wasm)
            .out_name(name)
            .web(true)?
            // Bundlers find the wasm by the path that init() falls back on.
            .omit_default_module_path(false)
            .typescript(true)
            // Returned arrays are copies with buffers of their own: the worker may transfer them.
            .ts_typed_array_buffers(true)
            .generate(&out)
            .with_context(|| format!("wasm-bindgen of {wasm}"))?;
    }
    let file = out.join("types.ts");
    fs::write(&file, types::declarations()?)
        .with_context(|| format!("cannot write {}", file.display()))
}
