//! The link form of a spec (contract §7): one line of readable text, canonical in print, forgiving
//! about order in reading, strict about everything else.

mod beside;
mod percent;
mod print;
mod read;

use serde::Serialize;

pub use print::print;
pub use read::read;

use super::Spec;
use crate::named::named;

/// What a link holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Link {
    /// The experiment.
    pub spec: Spec,
    /// How it was looked at, and what came out.
    pub beside: Beside,
}

/// What a link carries beside the spec: nothing of it changes a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Beside {
    /// Contour levels.
    pub scale: Scale,
    /// Step shown; absent: the last.
    #[cfg_attr(feature = "typescript", ts(type = "number | null"))]
    pub at: Option<u64>,
    /// Index of the selected optimizer, from 0.
    pub select: Option<usize>,
    /// The filter's range of λ.
    pub lambda: Option<[f64; 2]>,
    /// Revision of the engine's bits that made the fingerprints.
    pub engine: Option<String>,
    /// Fingerprints, one a run (optimizer-major, then starts), or none.
    pub fp: Vec<String>,
}

named! {
    /// Spacing of contour levels.
    #[derive(Default)]
    pub enum Scale {
        /// Evenly spaced.
        #[default]
        Linear = "linear", "linear";
        /// Evenly spaced in the logarithm.
        Log = "log", "logarithmic";
    }
}

/// Which objectives a key goes with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    Any,
    Functions,
    Networks,
}

/// A key of the link. Parameters are keys of their own, `p.NAME`.
#[derive(Clone, Copy)]
struct Key {
    name: &'static str,
    /// The spec's field that it sets, for errors found by validation.
    field: &'static str,
    scope: Scope,
    repeats: bool,
}

const fn key(name: &'static str, field: &'static str, scope: Scope) -> Key {
    Key { name, field, scope, repeats: false }
}

/// Every key but `p.NAME`, in the order of printing.
///
/// A key that is added has a default, which is left out in print: links that were made before it
/// read as they did, and print as they were.
const KEYS: &[Key] = &[
    key("v", "v", Scope::Any),
    key("view", "view", Scope::Any),
    key("f", "objective", Scope::Functions),
    key("net", "objective.data", Scope::Networks),
    key("samples", "objective.samples", Scope::Networks),
    key("layers", "objective.layers", Scope::Networks),
    key("act", "objective.activation", Scope::Networks),
    key("loss", "objective.loss", Scope::Networks),
    key("l2", "objective.l2", Scope::Networks),
    key("init", "objective.init", Scope::Networks),
    key("batch", "objective.batch", Scope::Networks),
    key("precision", "objective.precision", Scope::Networks),
    key("seed", "seed", Scope::Any),
    Key { repeats: true, ..key("o", "optimizers", Scope::Any) },
    Key { repeats: true, ..key("start", "starts", Scope::Functions) },
    key("window", "window", Scope::Functions),
    key("steps", "stop.steps", Scope::Any),
    key("tol", "stop.grad_tol", Scope::Any),
    key("every", "curvature.every", Scope::Networks),
    key("top", "curvature.top", Scope::Networks),
    key("bottom", "curvature.bottom", Scope::Networks),
    key("probes", "curvature.probes", Scope::Networks),
    key("depth", "curvature.depth", Scope::Networks),
    key("scale", "scale", Scope::Any),
    key("at", "at", Scope::Any),
    key("select", "select", Scope::Any),
    key("lambda", "lambda", Scope::Any),
    key("engine", "engine", Scope::Any),
    key("fp", "fp", Scope::Any),
];

/// A network without hidden layers, which an empty list could not say.
const NO_LAYERS: &str = "none";
