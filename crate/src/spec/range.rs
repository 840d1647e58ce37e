//! The allowed range of every number of a spec, and its default: one table, read by validation,
//! by error messages and by the forms of every surface.

use serde::Serialize;

use super::print_number;

/// The range and the default of a number.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Range {
    /// Name of the field.
    pub name: &'static str,
    /// Lower end.
    pub min: f64,
    /// Whether the lower end itself is excluded.
    pub min_open: bool,
    /// Upper end; finite.
    pub max: f64,
    /// Whether the upper end itself is excluded.
    pub max_open: bool,
    /// Whether only whole numbers are allowed.
    pub integer: bool,
    /// Value where the spec names none; `None` where one must be given.
    pub default: Option<f64>,
}

impl Range {
    pub(crate) const fn closed(name: &'static str, min: f64, max: f64) -> Self {
        Self { name, min, min_open: false, max, max_open: false, integer: false, default: None }
    }
    pub(crate) const fn whole(name: &'static str, min: f64, max: f64) -> Self {
        Self { integer: true, ..Self::closed(name, min, max) }
    }
    pub(crate) const fn open_below(self) -> Self {
        Self { min_open: true, ..self }
    }
    pub(crate) const fn open_above(self) -> Self {
        Self { max_open: true, ..self }
    }
    pub(crate) const fn default(self, default: f64) -> Self {
        Self { default: Some(default), ..self }
    }

    /// Whether `value` is allowed.
    pub fn holds(&self, value: f64) -> bool {
        value.is_finite()
            && (value > self.min || (value == self.min && !self.min_open))
            && (value < self.max || (value == self.max && !self.max_open))
            && (!self.integer || value.fract() == 0.0)
    }

    /// The range in words: `0 < alpha ≤ 1000000`.
    pub fn words(&self) -> String {
        let number = if self.integer { "a whole number, " } else { "" };
        let lower = if self.min == f64::MIN {
            String::new()
        } else {
            format!("{} {} ", print_number(self.min), if self.min_open { '<' } else { '≤' })
        };
        let upper = if self.max == f64::MAX {
            String::new()
        } else {
            format!(" {} {}", if self.max_open { '<' } else { '≤' }, print_number(self.max))
        };
        if lower.is_empty() && upper.is_empty() {
            return format!("{number}any finite number");
        }
        format!("{number}{lower}{}{upper}", self.name)
    }
}

/// Step size α.
pub const ALPHA: Range = Range::closed("alpha", 0.0, 1e6).open_below();
/// Momentum β.
pub const BETA: Range = Range::closed("beta", 0.0, 1.0).open_above();
/// Ascent radius ρ.
pub const RHO: Range = Range::closed("rho", 0.0, 1e6);
/// Adam's β₁.
pub const BETA1: Range = Range::closed("beta1", 0.0, 1.0).open_above().default(0.9);
/// Adam's β₂.
pub const BETA2: Range = Range::closed("beta2", 0.0, 1.0).open_above().default(0.999);
/// Adam's ε.
pub const EPS: Range = Range::closed("eps", 0.0, f64::MAX).open_below().default(1e-8);
/// Largest number of steps, functions.
pub const STEPS: Range = Range::whole("steps", 1.0, 1e7).default(1000.0);
/// Largest number of steps, networks.
pub const NETWORK_STEPS: Range = Range::whole("steps", 1.0, 1e6).default(2000.0);
/// Gradient norm at which a run has converged, functions.
pub const GRAD_TOL: Range = Range::closed("grad_tol", 0.0, f64::MAX).default(1e-10);
/// Gradient norm at which a run has converged, networks.
pub const NETWORK_GRAD_TOL: Range = Range::closed("grad_tol", 0.0, f64::MAX).default(1e-6);
/// Seed of every random stream.
pub const SEED: Range = Range::whole("seed", 0.0, 9_007_199_254_740_991.0).default(0.0);
/// Training rows used; the data set's own number of rows bounds it further.
pub const SAMPLES: Range = Range::whole("samples", 1.0, 5e6);
/// Mini-batch size; `samples` bounds it further.
pub const BATCH: Range = Range::whole("batch", 1.0, 5e6);
/// Width of a hidden layer.
pub const WIDTH: Range = Range::whole("layers", 1.0, 4096.0);
/// Weight decay.
pub const L2: Range = Range::closed("l2", 0.0, f64::MAX).default(0.0);
/// Steps between two curvature measurements.
pub const EVERY: Range = Range::whole("every", 1.0, 1e6).default(25.0);
/// Eigenvalues wanted at the top.
pub const TOP: Range = Range::whole("top", 0.0, 64.0).default(1.0);
/// Eigenvalues wanted at the bottom.
pub const BOTTOM: Range = Range::whole("bottom", 0.0, 64.0).default(1.0);
/// Probes of trace and spectral density.
pub const PROBES: Range = Range::whole("probes", 0.0, 1000.0).default(0.0);
/// Lanczos steps of each probe.
pub const DEPTH: Range = Range::whole("depth", 2.0, 1000.0).default(64.0);
/// A coordinate, a parameter.
pub const FINITE: Range = Range::closed("value", f64::MIN, f64::MAX);

/// A parameter of a typed function. A spec must give it a value: the default is the one that forms
/// begin with.
pub const PARAMETER: Range = Range { name: "parameter", default: Some(1.0), ..FINITE };

/// The numbers that forms show, functions' and networks' ones.
pub const RANGES: &[Range] = &[
    ALPHA, BETA, RHO, BETA1, BETA2, EPS, STEPS, GRAD_TOL, SEED, SAMPLES, BATCH, WIDTH, L2, EVERY,
    TOP, BOTTOM, PROBES, DEPTH, PARAMETER,
];

/// Most optimizers in a spec.
pub const MOST_OPTIMIZERS: usize = 16;
/// Most starts in a spec.
pub const MOST_STARTS: usize = 1024;
/// Most hidden layers.
pub const MOST_LAYERS: usize = 8;
/// Most parameters of a network.
pub const MOST_PARAMETERS: usize = 2_000_000;
/// Longest link, in bytes.
pub const LONGEST_LINK: usize = 16_384;
/// Longest expression, in characters.
pub const LONGEST_SOURCE: usize = 2000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_belong_or_not() {
        assert!(
            !ALPHA.holds(0.0) && ALPHA.holds(5e-324) && ALPHA.holds(1e6) && !ALPHA.holds(1000001.0)
        );
        assert!(BETA.holds(0.0) && !BETA.holds(1.0));
        assert!(!STEPS.holds(1.5) && !STEPS.holds(f64::NAN) && !EPS.holds(f64::INFINITY));
        assert_eq!(ALPHA.words(), "0 < alpha ≤ 1000000");
        assert_eq!(FINITE.words(), "any finite number");
    }
}
