//! Orthonormal vectors, and how to make another one.

use rand_chacha::rand_core::Rng;

use super::projected::Eigen;
use crate::kernel::{add_scaled, dot, scale};
use crate::random::standard_normal;

/// Orthonormal vectors of d entries.
#[derive(Clone, Debug)]
pub(super) struct Basis {
    dimension: usize,
    /// One after the other.
    vectors: Vec<f64>,
}

/// Below this part of its length what is left of a vector after orthogonalization is rounding.
const NEGLIGIBLE: f64 = 1e-13;

impl Basis {
    /// No vectors yet, with room for `capacity`.
    pub(super) fn new(dimension: usize, capacity: usize) -> Self {
        Self { dimension, vectors: Vec::with_capacity(dimension * capacity) }
    }

    /// Number of vectors.
    pub(super) fn len(&self) -> usize {
        self.vectors.len() / self.dimension
    }

    /// The vector number `index`.
    pub(super) fn vector(&self, index: usize) -> &[f64] {
        &self.vectors[index * self.dimension..][..self.dimension]
    }

    /// Subtracts from w its components along the basis, and returns them: [len].
    ///
    /// By Gram and Schmidt, twice: enough to make w orthogonal up to rounding (Giraud, Langou,
    /// Rozložník, van den Eshof, "Rounding error analysis of the classical Gram-Schmidt
    /// orthogonalization process", 2005).
    pub(super) fn orthogonalize(&self, w: &mut [f64]) -> Vec<f64> {
        let mut components = vec![0.0; self.len()];
        for _ in 0..2 {
            let along: Vec<_> =
                self.vectors.chunks_exact(self.dimension).map(|q| dot(q, w)).collect();
            for ((component, along), q) in
                components.iter_mut().zip(along).zip(self.vectors.chunks_exact(self.dimension))
            {
                add_scaled(-along, q, w);
                *component += along;
            }
        }
        components
    }

    /// Adds w/‖w‖, w being orthogonal to the basis.
    pub(super) fn push(&mut self, w: &mut [f64], norm: f64) {
        scale(w, 1.0 / norm);
        self.vectors.extend_from_slice(w);
    }

    /// Forgets all vectors but the last.
    pub(super) fn keep_last(&mut self) {
        let last = self.vectors.len().saturating_sub(self.dimension);
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

    /// out ← Σ cᵢqᵢ over the first vectors; unit length if the coefficients have.
    pub(super) fn combine(&self, coefficients: &[f64], out: &mut [f64]) {
        out.fill(0.0);
        for (&c, q) in coefficients.iter().zip(self.vectors.chunks_exact(self.dimension)) {
            add_scaled(c, q, out);
        }
    }

    /// Replaces the basis by the combinations that the columns `keep` of `eigen` describe, in the
    /// same memory.
    pub(super) fn rotate(&mut self, eigen: &Eigen, keep: &[usize]) {
        /// Entries of every vector at a time.
        const SLAB: usize = 512;
        let (d, count) = (self.dimension, eigen.values.len());
        let mut slab = vec![0.0; count * SLAB];
        for start in (0..d).step_by(SLAB) {
            let width = SLAB.min(d - start);
            for (i, part) in slab.chunks_exact_mut(SLAB).enumerate() {
                part[..width].copy_from_slice(&self.vectors[i * d + start..][..width]);
            }
            for (to, &column) in keep.iter().enumerate() {
                let out = &mut self.vectors[to * d + start..][..width];
                out.fill(0.0);
                for (i, part) in slab.chunks_exact(SLAB).enumerate() {
                    add_scaled(eigen.vectors[(i, column)], &part[..width], out);
                }
            }
        }
        self.vectors.truncate(keep.len() * d);
    }
}

/// ‖w‖₂.
pub(super) fn norm(w: &[f64]) -> f64 {
    f64::sqrt(dot(w, w))
}
