//! Unnormalized SAM (Andriushchenko, Flammarion 2022): the gradient is taken one ascent step away.

use super::{About, At, Cost, Direction, Precise};
use crate::filter::Passband;
use crate::objective::Objective;
use crate::real::Real;
use crate::spec::Optimizer;

pub(super) const ABOUT: About = About {
    name: "usam",
    title: "unnormalized SAM",
    formula: "∇f(x + ρ∇f(x))",
    response: "λ(1+ρλ)",
    bound: r"\bar\lambda = 2q/(1+\sqrt{1+4\rho q})",
    preconditioned: false,
    numbers: &["rho"],
    momentum: true,
    cost: Cost { gradients: 2, hvps: 0 },
    needs_order: 2,
    phantoms: true,
    verdict: true,
};

pub(super) fn response<N: Precise>(optimizer: &Optimizer, lambda: N) -> Option<N> {
    Some(lambda * (lambda * optimizer.rho() + 1.0))
}

/// [λ₋, −1/ρ] ∪ [0, λ̄], the roots of λ(1+ρλ) = q and of λ(1+ρλ) = 0.
///
/// λ̄ = 2q/(1+√(1+4ρq)) rather than (−1+√(1+4ρq))/(2ρ), which cancels for small ρq.
pub(super) fn passband(optimizer: &Optimizer, q: f64) -> Option<Passband> {
    let rho = optimizer.rho();
    let product = 4.0 * rho * q;
    let root = if product.is_finite() {
        f64::sqrt(1.0 + product)
    } else {
        2.0 * f64::sqrt(rho) * f64::sqrt(q)
    };
    let denominator = 1.0 + root;
    let bound = q / denominator * 2.0;
    let lowest = -denominator / (2.0 * rho);
    Some(Passband { bands: vec![[lowest, -1.0 / rho], [0.0, bound]], lone_points: vec![], bound })
}

pub(super) fn direction<T: Real>(
    optimizer: &Optimizer,
    objective: &mut impl Objective<T>,
    at: At<'_, T>,
    out: &mut Direction<T>,
) {
    out.ascent.copy_from_slice(at.gradient);
    out.ascend(at.x, T::from_f64(optimizer.rho()));
    out.finish_at_trial(objective);
}
