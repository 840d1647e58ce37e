//! The density of all eigenvalues, by stochastic Lanczos quadrature (Golub, Welsch, "Calculation of
//! Gauss quadrature rules", 1969; Ghorbani, Krishnan, Xiao, "An investigation into neural net
//! optimization via Hessian eigenvalue density", 2019).
//!
//! For a unit vector q, qᵀφ(H)q = Σ wᵢφ(λᵢ) with weights wᵢ = (q·vᵢ)². The eigenvalues of the
//! tridiagonal matrix of m Lanczos steps from q, with the squared first entries of its
//! eigenvectors as weights, give the same sum for every polynomial φ of degree up to 2m − 1. Over
//! random q the weights average to 1/d.

use nalgebra::DMatrix;
use serde::Serialize;

use super::basis::{Basis, norm};
use super::projected::eigen;
use super::trace::{Trace, probe};
use super::{CurvatureError, MEMORY, Operator};
use crate::order::ascending;

/// How to sample a spectrum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sampling {
    /// Number of random vectors.
    pub probes: usize,
    /// Lanczos steps for each, m; fewer if they exhaust the space.
    pub depth: usize,
    /// Seed of the vectors; probe number i comes from stream i.
    pub seed: u64,
}

/// A spectrum as a sum of point masses.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Density {
    /// Where the masses are, ascending: at most probes × depth.
    pub nodes: Vec<f64>,
    /// The masses, each ≥ 0, of sum 1; a share w stands for w·d eigenvalues.
    pub weights: Vec<f64>,
}

/// What random vectors tell of a spectrum.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The density of eigenvalues.
    pub density: Density,
    /// Their sum, from the first step of each probe: the bits of [`trace`](super::trace()) up to
    /// rounding.
    pub trace: Trace,
    /// Number of Hessian-vector products spent.
    pub products: usize,
}

/// Samples the spectrum of an operator.
///
/// Reorthogonalizes fully as long as a probe's vectors fit into memory; beyond that against the
/// last two vectors, which may double a node but keeps the density.
///
/// # Errors
/// [`CurvatureError::NotFinite`] if a product is not finite; [`CurvatureError::NoConvergence`] if a
/// small eigenproblem takes too long.
pub fn sample(operator: &mut impl Operator, sampling: &Sampling) -> Result<Sample, CurvatureError> {
    let (mut nodes, mut weights) = (Vec::new(), Vec::new());
    let mut traces = Vec::with_capacity(sampling.probes);
    let mut products = 0;
    for index in 0..sampling.probes as u64 {
        let tridiagonal = tridiagonalize(operator, sampling, index, MEMORY)?;
        products += tridiagonal.nrows();
        traces.push(operator.dimension() as f64 * tridiagonal[(0, 0)]);
        let found = eigen(tridiagonal)?;
        let weight = |i: usize| found.vectors[(0, i)] * found.vectors[(0, i)];
        let share = 1.0 / sampling.probes as f64;
        weights.extend((0..found.values.len()).map(|i| share * weight(i)));
        nodes.extend(found.values);
    }
    let order = ascending(&nodes);
    let in_order = |values: &[f64]| order.iter().map(|&index| values[index]).collect();
    let density = Density { nodes: in_order(&nodes), weights: in_order(&weights) };
    Ok(Sample { density, trace: Trace::of(&traces), products })
}

/// The tridiagonal matrix of Lanczos's steps from a probe, whose vectors may take `memory` bytes.
fn tridiagonalize(
    operator: &mut impl Operator,
    sampling: &Sampling,
    index: u64,
    memory: usize,
) -> Result<DMatrix<f64>, CurvatureError> {
    let d = operator.dimension();
    let depth = sampling.depth.clamp(1, d);
    let keeps_all = depth <= memory / (size_of::<f64>() * d);
    let mut basis = Basis::new();
    let mut work = probe(d, sampling.seed, index);
    basis.push(&mut work, f64::sqrt(d as f64));
    let mut matrix = DMatrix::zeros(depth, depth);
    let mut largest: f64 = 0.0;
    for step in 0..depth {
        operator.apply(basis.vector(basis.len() - 1), &mut work);
        let length = norm(&work);
        if !length.is_finite() {
            return Err(CurvatureError::NotFinite);
        }
        largest = largest.max(length);
        let components = basis.orthogonalize(&mut work);
        matrix[(step, step)] = components[components.len() - 1];
        let outside = norm(&work);
        if step + 1 == depth {
            break;
        }
        if Basis::negligible(outside, largest) {
            return Ok(matrix.view((0, 0), (step + 1, step + 1)).into_owned());
        }
        matrix[(step + 1, step)] = outside;
        matrix[(step, step + 1)] = outside;
        if !keeps_all {
            basis.keep_last();
        }
        basis.push(&mut work, outside);
    }
    Ok(matrix)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// diag(1, 2, …, 300).
    struct Ramp;

    impl Operator for Ramp {
        fn dimension(&self) -> usize {
            300
        }
        fn apply(&mut self, v: &[f64], out: &mut [f64]) {
            for (i, (out, v)) in out.iter_mut().zip(v).enumerate() {
                *out = (i + 1) as f64 * v;
            }
        }
    }

    #[test]
    fn little_memory_gives_the_same_first_steps() {
        let sampling = Sampling { probes: 1, depth: 40, seed: 1 };
        let [much, little] = [MEMORY, 0]
            .map(|memory| tridiagonalize(&mut Ramp, &sampling, 0, memory).expect("finite"));
        assert!((much - little).amax() < 1e-10);
    }
}
