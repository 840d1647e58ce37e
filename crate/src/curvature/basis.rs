//! Orthonormal vectors, and how to make another one.

use rand_chacha::rand_core::Rng;

use super::projected::Eigen;
use crate::kernel::{add_scaled, dot, scale};
use crate::random::standard_normal;

/// Orthonormal vectors of d entries.
///
/// Each has memory of its own: a search that needs few takes little, and those that are found can be
/// handed over without a copy.
#[derive(Clone, Debug)]
pub(super) struct Basis {
    vectors: Vec<Vec<f64>>,
}

/// Below this part of its length what is left of a vector after orthogonalization is rounding.
const NEGLIGIBLE: f64 = 1e-13;

impl Basis {
    /// No vectors yet.
    pub(super) fn new() -> Self {
        Self { vectors: Vec::new() }
    }

    /// Number of vectors.
    pub(super) fn len(&self) -> usize {
        self.vectors.len()
    }

    /// The vector number `index`.
    pub(super) fn vector(&self, index: usize) -> &[f64] {
        &self.vectors[index]
    }

    /// The vectors.
    pub(super) fn into_vectors(self) -> Vec<Vec<f64>> {
        self.vectors
    }

    /// Subtracts from w its components along the basis, and returns them: [len].
    ///
    /// By Gram and Schmidt, twice: enough to make w orthogonal up to rounding (Giraud, Langou,
    /// Rozložník, van den Eshof, "Rounding error analysis of the classical Gram-Schmidt
    /// orthogonalization process", 2005).
    pub(super) fn orthogonalize(&self, w: &mut [f64]) -> Vec<f64> {
        let mut components = vec![0.0; self.len()];
        for _ in 0..2 {
            let along: Vec<_> = self.vectors.iter().map(|q| dot(q, w)).collect();
            for ((component, along), q) in components.iter_mut().zip(along).zip(&self.vectors) {
                add_scaled(-along, q, w);
                *component += along;
            }
        }
        components
    }

    /// Adds w/‖w‖, w being orthogonal to the basis.
    pub(super) fn push(&mut self, w: &mut [f64], norm: f64) {
        scale(w, 1.0 / norm);
        self.vectors.push(w.to_vec());
    }

    /// Forgets all vectors but the last.
    pub(super) fn keep_last(&mut self) {
        let last = self.len().saturating_sub(1);
        self.vectors.drain(..last);
    }

    /// Adds a random direction orthogonal to the basis, which must not span the whole space; `w`
    /// is overwritten.
    pub(super) fn push_random(&mut self, rng: &mut impl Rng, w: &mut [f64]) {
        loop {
            for entry in w.iter_mut() {
                *entry = standard_normal(rng);
            }
            let length = norm(w);
            self.orthogonalize(w);
            let rest = norm(w);
            if rest > NEGLIGIBLE * length {
                // What rounding left along the basis weighs more in a short rest.
                self.orthogonalize(w);
                let rest = norm(w);
                return self.push(w, rest);
            }
        }
    }

    /// Whether a vector of length `rest` is what rounding leaves of one of length `scale`.
    pub(super) fn negligible(rest: f64, scale: f64) -> bool {
        rest <= NEGLIGIBLE * scale
    }

    /// Replaces the first vectors, as many as `eigen` has rows, by the combinations of them that its
    /// columns `keep` describe, in the same memory. Vectors behind them follow.
    pub(super) fn rotate(&mut self, eigen: &Eigen, keep: &[usize]) {
        /// Entries of every vector at a time.
        const SLAB: usize = 512;
        let count = eigen.values.len();
        let dimension = self.vectors.first().map_or(0, Vec::len);
        let mut slab = vec![0.0; count * SLAB];
        for start in (0..dimension).step_by(SLAB) {
            let width = SLAB.min(dimension - start);
            for (part, q) in slab.chunks_exact_mut(SLAB).zip(&self.vectors) {
                part[..width].copy_from_slice(&q[start..][..width]);
            }
            for (q, &column) in self.vectors.iter_mut().zip(keep) {
                let out = &mut q[start..][..width];
                out.fill(0.0);
                for (i, part) in slab.chunks_exact(SLAB).enumerate() {
                    add_scaled(eigen.vectors[(i, column)], &part[..width], out);
                }
            }
        }
        self.vectors.drain(keep.len()..count);
    }

    /// Forgets all vectors from number `count` on.
    pub(super) fn truncate(&mut self, count: usize) {
        self.vectors.truncate(count);
    }
}

/// ‖w‖₂.
pub(super) fn norm(w: &[f64]) -> f64 {
    f64::sqrt(dot(w, w))
}
