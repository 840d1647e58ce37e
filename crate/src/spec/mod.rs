//! The spec: the only description of an experiment (contract §7). Made from plain data by
//! [`decode`](Spec::decode) or from a link by [`link::read`]; both validate, so that a [`Spec`]
//! at hand is a valid one, with every default filled in.

mod decode;
mod fields;
pub mod link;
mod number_text;
pub mod range;
mod raw;
#[cfg(feature = "typescript")]
mod typescript;

use std::collections::BTreeMap;

use serde::Serialize;

pub use number_text::{print_number, read_number};
pub use raw::Raw;

use crate::error::{ErrorCode, SpecError};
use crate::experiment::{PLANE, not_in_this_build};
use crate::named::named;
use crate::objective::data::csv::{Header, Task};
use crate::objective::data::{DataName, DataSet};
use crate::objective::expression::{self, Expression, ExpressionError};
use crate::objective::network::activation::Activation;
use crate::objective::network::init::Init;
use crate::objective::network::loss::Loss;
use crate::objective::plane::Function;
use crate::optimizer::momentum::Momentum;
use crate::optimizer::rule::Rule;

/// The version of the spec that this engine reads and writes.
pub const VERSION: u32 = 1;

/// An experiment.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Spec {
    /// Version of this form; 1.
    pub v: u32,
    /// How it is shown.
    pub view: View,
    /// What is minimized.
    pub objective: Objective,
    /// [x₀, x₁, y₀, y₁] of the map; functions only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub window: Option<[f64; 4]>,
    /// Starts [x, y]; functions only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub starts: Option<Vec<[f64; 2]>>,
    /// One to sixteen optimizers.
    pub optimizers: Vec<Optimizer>,
    /// Seed of every random stream; below 2⁵³.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub seed: u64,
    /// When a run ends.
    pub stop: Stop,
    /// What is measured along a run; networks only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub curvature: Option<Curvature>,
}

named! {
    /// The page's view of an experiment.
    pub enum View {
        /// The map of a function of the plane.
        Landscape = "landscape", "Landscape";
        /// A network's training.
        Network = "network", "Network";
        /// The optimizer as an equalizer.
        Filter = "filter", "Filter";
        /// Runs side by side.
        Compare = "compare", "Compare";
    }
}

named! {
    /// Number format of a network's run.
    pub enum Precision {
        /// 64-bit IEEE numbers.
        F64 = "f64", "double";
        /// 32-bit IEEE numbers.
        F32 = "f32", "single";
    }
}

/// What is minimized.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Objective {
    /// A function of the catalogue.
    Function {
        /// Its name.
        name: String,
        /// Every parameter's value.
        params: BTreeMap<String, f64>,
    },
    /// A typed function of x and y.
    Expr {
        /// Its text.
        source: String,
        /// Every parameter's value.
        params: BTreeMap<String, f64>,
    },
    /// A fully connected network.
    Mlp(Mlp),
}

/// A fully connected network and its data.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Mlp {
    /// What it learns.
    pub data: DataSpec,
    /// Training rows used, the first ones; absent: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub samples: Option<usize>,
    /// Sizes of the hidden layers; none: a linear model.
    pub layers: Vec<usize>,
    /// Activation of the hidden layers.
    pub activation: Activation,
    /// Loss.
    pub loss: Loss,
    /// Weight decay: adds ½·l2·‖θ‖² to f.
    pub l2: f64,
    /// Distribution of the first weights.
    pub init: Init,
    /// Mini-batch size; null: full batch.
    pub batch: Option<usize>,
    /// Number format.
    pub precision: Precision,
}

/// A data set with its options.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct DataSpec {
    /// Its name.
    pub name: DataName,
    /// Its numeric options (`degree`, `noise`), beside the name.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub options: Options,
    /// What is chosen from the user's file; all absent but for `csv`.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub table: TableChoices,
}

/// Which file of the user's, and what is chosen from it: see [`csv`](crate::objective::data::csv).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct TableChoices {
    /// SHA-256 of the file in hex.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub sha256: Option<String>,
    /// The label column, by its name or else its number from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub label: Option<String>,
    /// Name of the file, so that a reader knows which one to look for; decides nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub file: Option<String>,
    /// Columns to leave out, in the same way; none: absent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<String>>"))]
    pub leave: Vec<String>,
    /// What the label column asks for; absent: what its values say.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub task: Option<Task>,
    /// Whether the first row holds names; absent: what its cells say.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub header: Option<Header>,
}

/// Numeric options of a data set by name, all of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Options(pub BTreeMap<String, f64>);

/// An optimizer: a rule, its momentum, and exactly the numbers that both use.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Optimizer {
    /// The rule.
    pub rule: Rule,
    /// The momentum that wraps it.
    pub momentum: Momentum,
    /// Step size α.
    pub alpha: f64,
    /// Momentum β, with a momentum.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub beta: Option<f64>,
    /// Ascent radius ρ, for the SAM rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub rho: Option<f64>,
    /// Adam's β₁.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub beta1: Option<f64>,
    /// Adam's β₂.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub beta2: Option<f64>,
    /// Adam's ε.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub eps: Option<f64>,
}

impl Optimizer {
    /// β, 0 without a momentum.
    pub fn beta(&self) -> f64 {
        self.beta.unwrap_or(0.0)
    }
    /// ρ, 0 for rules without an ascent.
    pub fn rho(&self) -> f64 {
        self.rho.unwrap_or(0.0)
    }
    /// Adam's β₁, 0 for other rules.
    pub fn beta1(&self) -> f64 {
        self.beta1.unwrap_or(0.0)
    }
    /// Adam's β₂, 0 for other rules.
    pub fn beta2(&self) -> f64 {
        self.beta2.unwrap_or(0.0)
    }
    /// Adam's ε, 0 for other rules.
    pub fn eps(&self) -> f64 {
        self.eps.unwrap_or(0.0)
    }

    /// The numbers it carries, as (name, value), in the order of links.
    pub fn numbers(&self) -> impl Iterator<Item = (&'static str, f64)> {
        [
            ("alpha", Some(self.alpha)),
            ("beta", self.beta),
            ("rho", self.rho),
            ("beta1", self.beta1),
            ("beta2", self.beta2),
            ("eps", self.eps),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
    }
}

/// When a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Stop {
    /// Most steps.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub steps: u64,
    /// Norm of ∇f at or below which a run has converged.
    pub grad_tol: f64,
}

/// What is measured along a network's run.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Curvature {
    /// Steps between two measurements.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub every: u64,
    /// Largest eigenvalues wanted.
    pub top: usize,
    /// Smallest eigenvalues wanted.
    pub bottom: usize,
    /// Probes of trace and spectral density at the end; 0: neither. Up to 512 parameters both are
    /// exact, whatever their number.
    pub probes: usize,
    /// Lanczos steps of each probe.
    pub depth: usize,
}

impl Spec {
    /// The catalogue's function, if the objective is one.
    pub fn function(&self) -> Option<&'static Function> {
        match &self.objective {
            Objective::Function { name, .. } => Function::named(name),
            _ => None,
        }
    }

    /// The network, if the objective is one.
    pub fn mlp(&self) -> Option<&Mlp> {
        match &self.objective {
            Objective::Mlp(mlp) => Some(mlp),
            _ => None,
        }
    }

    /// Number of runs: every optimizer from every start.
    pub fn runs(&self) -> usize {
        self.optimizers.len() * self.starts.as_ref().map_or(1, Vec::len)
    }
}

impl Mlp {
    /// Whether the network fits data that only a file can tell of.
    ///
    /// # Errors
    /// Names the setting that does not.
    pub fn check(&self, data: &DataSet) -> Result<(), SpecError> {
        let wrong = |field: &str, got: String, allowed: String| {
            Err(SpecError::new(ErrorCode::OutOfRange, field, got, allowed))
        };
        if self.loss == Loss::Ce && !data.has_classes() {
            let allowed = format!("mse: {:?} is a number to reproduce, no class", data.target);
            return wrong("objective.loss", "ce".into(), allowed);
        }
        let rows = data.train.rows();
        if let Some(batch) = self.batch.filter(|&batch| batch > rows) {
            return wrong("objective.batch", batch.to_string(), format!("1 to {rows}"));
        }
        self.check_size(data.inputs(), data.outputs())
    }

    /// Whether the network has no more weights and biases than can be trained here.
    fn check_size(&self, features: usize, outputs: usize) -> Result<(), SpecError> {
        let sizes: Vec<usize> = [&[features], self.layers.as_slice(), &[outputs]].concat();
        let parameters: usize = sizes.windows(2).map(|pair| (pair[0] + 1) * pair[1]).sum();
        if parameters <= range::MOST_PARAMETERS {
            return Ok(());
        }
        Err(SpecError::new(
            ErrorCode::OutOfRange,
            "objective.layers",
            format!("a network of {parameters} parameters"),
            format!("at most {} parameters", range::MOST_PARAMETERS),
        ))
    }
}

impl Objective {
    /// The default window of a function; `None` for a network.
    pub fn default_window(&self) -> Option<[f64; 4]> {
        match self {
            Objective::Function { name, .. } => {
                Function::named(name).map(|function| function.about.window)
            }
            Objective::Expr { .. } => Some([-2.0, 2.0, -2.0, 2.0]),
            Objective::Mlp(_) => None,
        }
    }
}

/// A typed function of a spec.
///
/// # Errors
/// The leftmost error of its text, with its column; [`ErrorCode::NotInThisBuild`] in a build
/// [without them](PLANE).
pub fn parse_expression(
    source: &str,
    params: &BTreeMap<String, f64>,
) -> Result<Expression, SpecError> {
    if !PLANE {
        return Err(not_in_this_build("objective.source"));
    }
    let parameters: Vec<(String, f64)> =
        params.iter().map(|(name, value)| (name.clone(), *value)).collect();
    Expression::parse(source, &parameters).map_err(in_source)
}

/// The names of the parameters that a typed function needs values for, in the order of their first
/// use.
///
/// # Errors
/// As for [`parse_expression`].
pub fn parameters_of(source: &str) -> Result<Vec<String>, SpecError> {
    if !PLANE {
        return Err(not_in_this_build("objective.source"));
    }
    expression::parameters_of(source).map_err(in_source)
}

/// An error in the text of a typed function, as one of the spec.
fn in_source(error: ExpressionError) -> SpecError {
    SpecError {
        code: ErrorCode::Syntax,
        field: "objective.source".into(),
        message: format!("objective.source: {}", error.message),
        got: error.got,
        allowed: error.expected,
        line: None,
        column: Some(error.column as u32),
    }
}

impl Serialize for Rule {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
