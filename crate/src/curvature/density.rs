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
    /// Where the masses are, ascending: at most probes × depth of them, or all d eigenvalues.
    pub nodes: Vec<f64>,
    /// The masses, each ≥ 0, of sum 1; a share w stands for w·d eigenvalues.
    pub weights: Vec<f64>,
    /// Whether the nodes are the eigenvalues themselves, by the whole matrix, each of mass 1/d.
    pub exact: bool,
}

/// What is told of a spectrum.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The density of eigenvalues.
    pub density: Density,
    /// Their sum; of random vectors from the first step of each: the bits of
    /// [`trace`](super::trace()) up to rounding.
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
    let mut sampler = Sampler::new(sampling);
    while !sampler.advance(operator)? {}
    Ok(sampler.sample())
}

/// [`sample`] product by product, for those who want to look up in between. All products must be
/// with the same matrix.
pub struct Sampler {
    sampling: Sampling,
    dimension: usize,
    probe: Option<Tridiagonal>,
    nodes: Vec<f64>,
    /// Sums to one for each probe.
    weights: Vec<f64>,
    /// zᵀHz of each probe that is complete.
    traces: Vec<f64>,
    products: usize,
}

impl Sampler {
    /// Without any probe yet.
    pub fn new(sampling: &Sampling) -> Self {
        Self {
            sampling: *sampling,
            dimension: 0,
            probe: None,
            nodes: Vec::new(),
            weights: Vec::new(),
            traces: Vec::with_capacity(sampling.probes),
            products: 0,
        }
    }

    /// One more product, or none if all probes are complete; true once they are.
    ///
    /// # Errors
    /// Those of [`sample`].
    pub fn advance(
        &mut self,
        operator: &mut (impl Operator + ?Sized),
    ) -> Result<bool, CurvatureError> {
        if !self.is_complete() {
            let index = self.probes() as u64;
            self.dimension = operator.dimension();
            let begin = || Tridiagonal::new(self.dimension, &self.sampling, index, MEMORY);
            let mut probe = self.probe.take().unwrap_or_else(begin);
            self.products += 1;
            if probe.step(operator)? { self.close(probe)? } else { self.probe = Some(probe) }
        }
        Ok(self.is_complete())
    }

    fn close(&mut self, probe: Tridiagonal) -> Result<(), CurvatureError> {
        let matrix = probe.matrix();
        self.traces.push(self.dimension as f64 * matrix[(0, 0)]);
        let found = eigen(matrix)?;
        let weight = |i: usize| found.vectors[(0, i)] * found.vectors[(0, i)];
        self.weights.extend((0..found.values.len()).map(weight));
        self.nodes.extend(found.values);
        Ok(())
    }

    /// Whether no probe is left.
    pub fn is_complete(&self) -> bool {
        self.probes() == self.sampling.probes
    }

    /// Number of complete probes.
    pub fn probes(&self) -> usize {
        self.traces.len()
    }

    /// Number of products spent.
    pub fn products(&self) -> usize {
        self.products
    }

    /// Number of products that will have been spent in the end, at most, in `dimension` dimensions.
    pub fn most_products(&self, dimension: usize) -> usize {
        let left = self.sampling.probes - self.probes();
        let under_way = self.probe.as_ref().map_or(0, |probe| probe.steps);
        self.products + left * self.sampling.depth.clamp(1, dimension.max(1)) - under_way
    }

    /// What the complete probes tell.
    pub fn sample(&self) -> Sample {
        let share = 1.0 / self.probes() as f64;
        let order = ascending(&self.nodes);
        let density = Density {
            nodes: order.iter().map(|&index| self.nodes[index]).collect(),
            weights: order.iter().map(|&index| share * self.weights[index]).collect(),
            exact: false,
        };
        Sample { density, trace: Trace::of(&self.traces), products: self.products }
    }
}

/// Lanczos's steps from a probe: the tridiagonal matrix they make, row by row.
struct Tridiagonal {
    matrix: DMatrix<f64>,
    /// Rows that are known.
    steps: usize,
    basis: Basis,
    keeps_all: bool,
    /// The longest product so far.
    largest: f64,
    work: Vec<f64>,
}

impl Tridiagonal {
    /// Before the first step from probe number `index`, whose vectors may take `memory` bytes.
    fn new(dimension: usize, sampling: &Sampling, index: u64, memory: usize) -> Self {
        let depth = sampling.depth.clamp(1, dimension);
        let keeps_all = depth <= memory / (size_of::<f64>() * dimension);
        let mut basis = Basis::new();
        let mut work = probe(dimension, sampling.seed, index);
        basis.push(&mut work, f64::sqrt(dimension as f64));
        let matrix = DMatrix::zeros(depth, depth);
        Self { matrix, steps: 0, basis, keeps_all, largest: 0.0, work }
    }

    /// One product; true once there is nothing left to do: all rows are known, or the space that
    /// they span is invariant.
    fn step(&mut self, operator: &mut (impl Operator + ?Sized)) -> Result<bool, CurvatureError> {
        let step = self.steps;
        operator.apply(self.basis.vector(self.basis.len() - 1), &mut self.work);
        let length = norm(&self.work);
        if !length.is_finite() {
            return Err(CurvatureError::NotFinite);
        }
        self.largest = self.largest.max(length);
        let components = self.basis.orthogonalize(&mut self.work);
        self.matrix[(step, step)] = components[components.len() - 1];
        self.steps += 1;
        let outside = norm(&self.work);
        if self.steps == self.matrix.nrows() || Basis::negligible(outside, self.largest) {
            return Ok(true);
        }
        self.matrix[(step + 1, step)] = outside;
        self.matrix[(step, step + 1)] = outside;
        if !self.keeps_all {
            self.basis.keep_last();
        }
        self.basis.push(&mut self.work, outside);
        Ok(false)
    }

    fn matrix(&self) -> DMatrix<f64> {
        self.matrix.view((0, 0), (self.steps, self.steps)).into_owned()
    }
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
        let [much, little] = [MEMORY, 0].map(|memory| {
            let mut probe = Tridiagonal::new(300, &sampling, 0, memory);
            while !probe.step(&mut Ramp).expect("finite") {}
            probe.matrix()
        });
        assert!((much - little).amax() < 1e-10);
    }
}
