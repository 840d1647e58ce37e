//! The other natural reading of "two ascent steps": the second starts where the first ended.

use super::{About, At, Cost, Direction, Precise};
use crate::filter::{Passband, cubic_above, increasing_root};
use crate::objective::Objective;
use crate::real::Real;
use crate::spec::Optimizer;

pub(super) const ABOUT: About = About {
    name: "usam2-chained",
    title: "two-step USAM, chained",
    formula: "∇f(z₂), z₂ = z₁ + ρ∇f(z₁), z₁ = x + ρ∇f(x)",
    response: "λ(1+ρλ)²",
    bound: r"\bar\lambda(1+\rho\bar\lambda)^2 = q",
    preconditioned: false,
    numbers: &["rho"],
    momentum: true,
    cost: Cost { gradients: 3, hvps: 0 },
    needs_order: 2,
    phantoms: true,
    verdict: true,
};

pub(super) fn response<N: Precise>(optimizer: &Optimizer, lambda: N) -> Option<N> {
    let growth = lambda * optimizer.rho() + 1.0;
    Some(lambda * growth * growth)
}

/// [0, λ̄], and the lone point −1/ρ, where p touches zero from below.
pub(super) fn passband(optimizer: &Optimizer, q: f64) -> Option<Passband> {
    let rho = optimizer.rho();
    let above = cubic_above(q, libm::cbrt(rho) * libm::cbrt(rho));
    let bound = increasing_root(q, above, |lambda| {
        let u = rho * lambda;
        (lambda * (1.0 + u) * (1.0 + u), (1.0 + u) * (1.0 + 3.0 * u))
    });
    Some(Passband { lone_points: vec![-1.0 / rho], ..Passband::up_to(bound) })
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
    out.climb_on(radius);
    out.finish_at_trial(objective);
}
