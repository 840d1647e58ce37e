//! Symmetric matrices that are known by what they do to a vector.

use crate::objective::Objective;

/// A symmetric matrix A.
pub trait Operator {
    /// Number of rows d.
    fn dimension(&self) -> usize;

    /// out ← A·v; both slices have d entries.
    fn apply(&mut self, v: &[f64], out: &mut [f64]);
}

/// The Hessian of an objective at the point of its last gradient.
#[derive(Debug)]
pub struct Hessian<'a, O: ?Sized>(pub &'a mut O);

impl<O: Objective<f64> + ?Sized> Operator for Hessian<'_, O> {
    fn dimension(&self) -> usize {
        self.0.dimension()
    }

    fn apply(&mut self, v: &[f64], out: &mut [f64]) {
        self.0.hessian_vector(v, out);
    }
}

/// D^(−½) A D^(−½) for a diagonal matrix D > 0: symmetric, with the eigenvalues of D⁻¹A.
///
/// An eigenvector u of it stands for the eigenvector D^(−½)u of D⁻¹A.
#[derive(Debug)]
pub struct Preconditioned<A> {
    operator: A,
    inverse_root: Vec<f64>,
    scaled: Vec<f64>,
}

impl<A: Operator> Preconditioned<A> {
    /// `diagonal`: [d], the entries of D.
    pub fn new(operator: A, diagonal: &[f64]) -> Self {
        let inverse_root = diagonal.iter().map(|&entry| 1.0 / f64::sqrt(entry)).collect();
        Self { scaled: vec![0.0; operator.dimension()], operator, inverse_root }
    }
}

impl<A: Operator> Operator for Preconditioned<A> {
    fn dimension(&self) -> usize {
        self.operator.dimension()
    }

    fn apply(&mut self, v: &[f64], out: &mut [f64]) {
        for ((scaled, v), root) in self.scaled.iter_mut().zip(v).zip(&self.inverse_root) {
            *scaled = v * root;
        }
        self.operator.apply(&self.scaled, out);
        for (out, root) in out.iter_mut().zip(&self.inverse_root) {
            *out *= root;
        }
    }
}
