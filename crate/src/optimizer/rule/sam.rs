//! SAM (Foret et al. 2021), with the ascent step normalized: not C¹ at critical points, so that no
//! fixed filter exists. Running, ρ/‖∇f(xₖ)‖ stands in USAM's place.

use super::{About, At, Cost, Direction, Precise, gd};
use crate::filter::Passband;
use crate::objective::Objective;
use crate::real::{Real, norm};
use crate::spec::Optimizer;

pub(super) const ABOUT: About = About {
    name: "sam",
    title: "SAM",
    formula: "∇f(x + ρ∇f(x)/‖∇f(x)‖)",
    response: "",
    numbers: &["rho"],
    momentum: true,
    cost: Cost { gradients: 2, hvps: 0 },
    needs_order: 2,
    phantoms: true,
    verdict: false,
};

pub(super) fn response<N: Precise>(_: &Optimizer, _: N) -> Option<N> {
    None
}

pub(super) fn passband(_: &Optimizer, _: f64) -> Option<Passband> {
    None
}

/// g = 0 where ∇f = 0, by definition.
pub(super) fn direction<T: Real>(
    optimizer: &Optimizer,
    objective: &mut impl Objective<T>,
    at: At<'_, T>,
    out: &mut Direction<T>,
) {
    let length = norm(at.gradient);
    if length == 0.0 {
        return gd::direction(optimizer, objective, at, out);
    }
    out.ascent.copy_from_slice(at.gradient);
    out.ascend(at.x, T::from_f64(optimizer.rho() / length));
    out.finish_at_trial(objective);
}
