//! SAM (Foret et al. 2021), with the ascent step normalized: not C¹ at critical points, so that no
//! fixed filter exists. Running, ρ/‖∇f(xₖ)‖ stands in USAM's place.

use super::{About, At, Cost, Direction, Precise, Rule};
use crate::filter::Passband;
use crate::objective::Objective;
use crate::real::{Real, norm_of};
use crate::spec::Optimizer;

pub(super) const ABOUT: About = About {
    name: "sam",
    title: "SAM",
    formula: "∇f(x + ρ∇f(x)/‖∇f(x)‖)",
    response: "",
    bound: "",
    preconditioned: false,
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

/// USAM's, with ρ/‖∇f(x)‖ in ρ's place: there both ascend to the same point. None where ∇f = 0 or
/// is not finite.
pub(super) fn running(optimizer: &Optimizer, gradient_norm: f64) -> Option<Optimizer> {
    let rho = optimizer.rho() / gradient_norm;
    (gradient_norm > 0.0 && gradient_norm.is_finite() && rho.is_finite()).then(|| Optimizer {
        rule: Rule::Usam,
        rho: Some(rho),
        ..optimizer.clone()
    })
}

/// g = 0 where ∇f = 0, by definition.
pub(super) fn direction<T: Real>(
    optimizer: &Optimizer,
    objective: &mut impl Objective<T>,
    at: At<'_, T>,
    out: &mut Direction<T>,
) {
    let points = objective.points();
    let entries = |point: usize| (point..at.gradient.len()).step_by(points);
    out.ascent.copy_from_slice(at.gradient);
    for point in 0..points {
        let length = norm_of(entries(point).map(|index| &at.gradient[index]));
        let radius = T::from_f64(optimizer.rho() / length);
        for index in entries(point) {
            let ascent = &mut out.ascent[index];
            *ascent = if length == 0.0 { T::ZERO } else { radius * *ascent };
        }
    }
    out.ascend(at.x, T::ONE);
    out.finish_at_trial(objective);
    for point in 0..points {
        if norm_of(entries(point).map(|index| &at.gradient[index])) == 0.0 {
            entries(point).for_each(|index| out.g[index] = at.gradient[index]);
        }
    }
}
