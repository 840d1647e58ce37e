//! Hessian USAM, of Bolte, Le, Pauwels (arXiv 2510.09034). The abstract gives no formula; this is
//! our reading: the ascent follows H∇f, so that negative curvature is not excused.

use super::{About, At, Cost, Direction, Precise};
use crate::filter::{Passband, cubic_above, increasing_root};
use crate::objective::Objective;
use crate::real::Real;
use crate::spec::Optimizer;

pub(super) const ABOUT: About = About {
    name: "husam",
    title: "Hessian USAM",
    formula: "∇f(x + ρH(x)∇f(x))",
    response: "λ(1+ρλ²)",
    bound: r"\bar\lambda(1+\rho\bar\lambda^2) = q",
    preconditioned: false,
    numbers: &["rho"],
    momentum: true,
    cost: Cost { gradients: 2, hvps: 1 },
    needs_order: 3,
    phantoms: true,
    verdict: true,
};

pub(super) fn response<N: Precise>(optimizer: &Optimizer, lambda: N) -> Option<N> {
    Some(lambda * (lambda * lambda * optimizer.rho() + 1.0))
}

/// [0, λ̄]: p is odd and increasing.
pub(super) fn passband(optimizer: &Optimizer, q: f64) -> Option<Passband> {
    let rho = optimizer.rho();
    let above = cubic_above(q, libm::cbrt(rho));
    Some(Passband::up_to(increasing_root(q, above, |lambda| {
        let u = rho * lambda * lambda;
        (lambda * (1.0 + u), 1.0 + 3.0 * u)
    })))
}

pub(super) fn direction<T: Real>(
    optimizer: &Optimizer,
    objective: &mut impl Objective<T>,
    at: At<'_, T>,
    out: &mut Direction<T>,
) {
    objective.hessian_vector(at.gradient, &mut out.ascent);
    out.ascend(at.x, T::from_f64(optimizer.rho()));
    out.finish_at_trial(objective);
}
