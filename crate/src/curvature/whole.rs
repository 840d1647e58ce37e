//! Density and trace without any randomness, by the matrix itself.
//!
//! They are what random probes without number tell, each followed to its end: a probe's weights
//! average to 1/d at every eigenvalue, and zᵀHz to the trace.

use nalgebra::DMatrix;

use super::matrix::Columns;
use super::projected::eigen;
use super::{CurvatureError, Density, Operator, Sample, Trace};

/// The whole spectrum, product by product.
pub struct Whole {
    probes: usize,
    columns: Columns,
    found: Option<Sample>,
}

/// What rounding may have changed of a trace, as a part of the sum of its entries' sizes: products
/// are sums over rows of data, which come out so much apart in another order.
const ROUNDING: f64 = 1e-12;

impl Whole {
    /// Before the first of `dimension` products; as many `probes` are what the trace's standard
    /// error is of.
    pub(super) fn new(dimension: usize, probes: usize) -> Self {
        Self { probes, columns: Columns::new(dimension), found: None }
    }

    /// One more product, or none if the spectrum is known; true once it is.
    pub(super) fn advance(
        &mut self,
        operator: &mut (impl Operator + ?Sized),
    ) -> Result<bool, CurvatureError> {
        if self.found.is_none() && self.columns.advance(operator)? {
            self.found = Some(self.close()?);
        }
        Ok(self.found.is_some())
    }

    /// Number of products spent.
    pub(super) fn products(&self) -> usize {
        self.columns.known()
    }

    /// The spectrum once it is known.
    pub(super) fn found(&self) -> Option<&Sample> {
        self.found.as_ref()
    }

    fn close(&self) -> Result<Sample, CurvatureError> {
        let matrix = self.columns.symmetric();
        let trace = trace(&matrix, self.probes);
        let nodes = eigen(matrix)?.values;
        let weights = vec![1.0 / nodes.len() as f64; nodes.len()];
        let density = Density { nodes, weights, exact: true };
        Ok(Sample { density, trace, products: self.products() })
    }
}

/// The trace of a matrix, with the standard error that the mean of zᵀHz over so many probes has: the
/// variance of zᵀHz for random signs z is twice the sum of hᵢⱼ² over i ≠ j.
fn trace(matrix: &DMatrix<f64>, probes: usize) -> Trace {
    let diagonal = matrix.diagonal();
    let mut rest = matrix.clone();
    rest.fill_diagonal(0.0);
    let spread = f64::sqrt(2.0 / probes as f64) * rest.norm();
    let error = spread + ROUNDING * diagonal.abs().sum();
    let standard_error = error.is_finite().then_some(error);
    Trace { value: diagonal.sum(), standard_error, exact: true }
}
