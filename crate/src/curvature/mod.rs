//! Eigenvalues of Hessians: all of them by the dense matrix, the extreme ones by Lanczos, their
//! density and sum by random probes.
//!
//! Everything is in f64 and asks for nothing but products with the matrix.

mod basis;
mod dense;
mod density;
mod lanczos;
mod matrix;
mod operator;
mod projected;
mod survey;
mod trace;
mod whole;

pub use dense::{DENSE_DIMENSION, dense};
pub use density::{Density, Sample, Sampler, Sampling, sample};
pub use lanczos::{Lanczos, Search, lanczos};
pub use operator::{Hessian, Operator, Preconditioned};
pub use survey::{Survey, survey};
pub use trace::{Trace, trace};

use serde::Serialize;

/// An eigenvalue λ with its unit eigenvector v.
#[derive(Clone, Debug, PartialEq)]
pub struct Eigenpair {
    /// λ.
    pub value: f64,
    /// ‖Hv − λv‖₂, computed from a product with H: an eigenvalue lies within this of λ.
    pub residual: f64,
    /// Whether the residual is as small as was asked.
    pub converged: bool,
    /// v: [d].
    pub vector: Vec<f64>,
}

/// Eigenvalues and what they cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Spectrum {
    /// Eigenpairs by ascending value.
    pub pairs: Vec<Eigenpair>,
    /// Number of Hessian-vector products spent.
    pub products: usize,
}

impl Spectrum {
    /// Whether every pair converged.
    pub fn converged(&self) -> bool {
        self.pairs.iter().all(|pair| pair.converged)
    }

    /// The eigenvalues, ascending.
    pub fn values(&self) -> Vec<f64> {
        self.pairs.iter().map(|pair| pair.value).collect()
    }
}

/// Why there are no eigenvalues.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum CurvatureError {
    /// A product with the matrix is infinite or NaN.
    NotFinite,
    /// The eigenvalues of a small matrix took too many iterations.
    NoConvergence,
    /// So many vectors of this dimension do not fit into memory.
    TooLarge,
}

impl std::fmt::Display for CurvatureError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NotFinite => "the Hessian is not finite here",
            Self::NoConvergence => "the eigenvalues of a small matrix did not converge",
            Self::TooLarge => "so many eigenvectors of this dimension do not fit into memory",
        })
    }
}

impl std::error::Error for CurvatureError {}

/// Memory that vectors take if they can do with it, in bytes; never more than twice that.
const MEMORY: usize = 1 << 29;
