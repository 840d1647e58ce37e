//! Two-step USAM, of Bolte, Le, Pauwels (arXiv 2510.09034). The abstract gives no formula; this is
//! our reading: both ascent steps start at x, the second one with the first one's gradient.

use super::{About, At, Cost, Direction, Precise};
use crate::filter::{Passband, cubic_above, increasing_root};
use crate::objective::Objective;
use crate::real::Real;
use crate::spec::Optimizer;

pub(super) const ABOUT: About = About {
    name: "usam2",
    title: "two-step USAM",
    formula: "∇f(x + ρ∇f(x + ρ∇f(x)))",
    response: "λ(1+ρλ+ρ²λ²)",
    bound: r"\bar\lambda(1+\rho\bar\lambda+\rho^2\bar\lambda^2) = q",
    preconditioned: false,
    numbers: &["rho"],
    momentum: true,
    cost: Cost { gradients: 3, hvps: 0 },
    needs_order: 2,
    phantoms: true,
    verdict: true,
};

pub(super) fn response<N: Precise>(optimizer: &Optimizer, lambda: N) -> Option<N> {
    let ascent = lambda * optimizer.rho();
    Some(lambda * (ascent * ascent + ascent + 1.0))
}

/// [0, λ̄]: p has the sign of λ, because 1+u+u² > 0.
pub(super) fn passband(optimizer: &Optimizer, q: f64) -> Option<Passband> {
    let rho = optimizer.rho();
    let above = cubic_above(q, libm::cbrt(rho) * libm::cbrt(rho));
    Some(Passband::up_to(increasing_root(q, above, |lambda| {
        let u = rho * lambda;
        (lambda * (1.0 + u * (1.0 + u)), 1.0 + u * (2.0 + 3.0 * u))
    })))
}

pub(super) fn direction<T: Real>(
    optimizer: &Optimizer,
    objective: &mut impl Objective<T>,
    at: At<'_, T>,
    out: &mut Direction<T>,
) {
    let radius = T::from_f64(optimizer.rho());
    out.ascent.copy_from_slice(at.gradient);
    out.ascend(at.x, radius);
    out.gradient_at_trial(objective);
    out.ascend(at.x, radius);
    out.finish_at_trial(objective);
}
