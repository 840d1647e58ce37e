//! Gradient descent: g = ∇f.

use super::{About, At, Cost, Direction, Precise};
use crate::filter::Passband;
use crate::objective::Objective;
use crate::real::Real;
use crate::spec::Optimizer;

pub(super) const ABOUT: About = About {
    name: "gd",
    title: "gradient descent",
    formula: "∇f(x)",
    response: "λ",
    bound: r"\bar\lambda = q = c/\alpha",
    preconditioned: false,
    numbers: &[],
    momentum: true,
    cost: Cost { gradients: 1, hvps: 0 },
    needs_order: 2,
    phantoms: false,
    verdict: true,
};

pub(super) fn response<N: Precise>(_: &Optimizer, lambda: N) -> Option<N> {
    Some(lambda)
}

pub(super) fn passband(_: &Optimizer, q: f64) -> Option<Passband> {
    Some(Passband::up_to(q))
}

pub(super) fn direction<T: Real>(
    _: &Optimizer,
    _: &mut impl Objective<T>,
    _: At<'_, T>,
    out: &mut Direction<T>,
) {
    out.is_gradient = true;
}
