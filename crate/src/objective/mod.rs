//! What is minimized: functions of the plane, typed expressions, networks.

pub mod data;
pub mod expression;
pub mod hypotheses;
pub mod landscape;
pub mod network;
pub mod number;
pub mod plane;

use crate::real::Real;

/// A twice differentiable function f: ℝᵈ → ℝ with exact derivatives.
///
/// Evaluation takes `&mut self` because networks keep their buffers; the result of every call
/// depends on its arguments alone.
pub trait Objective<T: Real> {
    /// Number of variables d.
    fn dimension(&self) -> usize;

    /// f(x), with ∇f(x) written to `gradient`. Both slices have d entries.
    ///
    /// Moves the point at which [`hessian_vector`](Self::hessian_vector) works to `x`.
    fn value_and_gradient(&mut self, x: &[T], gradient: &mut [T]) -> T;

    /// [`value_and_gradient`](Self::value_and_gradient) where f is not asked for.
    fn gradient(&mut self, x: &[T], gradient: &mut [T]) {
        self.value_and_gradient(x, gradient);
    }

    /// H(x)·v, written to `out`, x being the point of the last
    /// [`value_and_gradient`](Self::value_and_gradient). All slices have d entries.
    fn hessian_vector(&mut self, v: &[T], out: &mut [T]);

    /// Number of points n that x is made of: more than one if f is a sum of a function's values at
    /// points of d/n coordinates, which then are x's entries i, i + n, i + 2n, ….
    fn points(&self) -> usize {
        1
    }

    /// Restricts the following calls to step `step`'s mini-batch; `None` (where every objective
    /// starts) is the full objective. Nothing to do for deterministic objectives.
    fn select_batch(&mut self, step: Option<u64>) {
        let _ = step;
    }
}
