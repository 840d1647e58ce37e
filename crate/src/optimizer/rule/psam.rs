//! Gradient descent on f + ½ρ‖∇f‖², the penalty that USAM approximates.

use super::{About, At, Cost, Direction, usam};
use crate::objective::Objective;
use crate::real::Real;
use crate::spec::Optimizer;

pub(super) const ABOUT: About = About {
    name: "psam",
    title: "penalty SAM",
    formula: "∇f(x) + ρH(x)∇f(x)",
    response: "λ(1+ρλ)",
    bound: usam::ABOUT.bound,
    preconditioned: false,
    numbers: &["rho"],
    momentum: true,
    cost: Cost { gradients: 1, hvps: 1 },
    needs_order: 3,
    phantoms: true,
    verdict: true,
};

pub(super) use usam::{passband, response};

pub(super) fn direction<T: Real>(
    optimizer: &Optimizer,
    objective: &mut impl Objective<T>,
    at: At<'_, T>,
    out: &mut Direction<T>,
) {
    let rho = T::from_f64(optimizer.rho());
    objective.hessian_vector(at.gradient, &mut out.ascent);
    for ((g, &gradient), &ascent) in out.g.iter_mut().zip(at.gradient).zip(&out.ascent) {
        *g = gradient + rho * ascent;
    }
}
