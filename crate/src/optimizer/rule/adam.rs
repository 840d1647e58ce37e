//! Adam (Kingma, Ba 2015), bias-corrected, ε outside the root. Its averages make the step; see
//! [`Adam`](crate::optimizer::adam). Its filter sees eigenvalues μ of P⁻¹H, the preconditioned
//! Hessian (Cohen et al. 2022, "Adaptive gradient methods at the edge of stability").

use super::{About, Cost, Precise, gd};
use crate::filter::Passband;
use crate::spec::Optimizer;

pub(super) const ABOUT: About = About {
    name: "adam",
    title: "Adam",
    formula: "m̂/(√v̂+ε), the averages of ∇f(x) and ∇f(x)²",
    response: "(1−β₁)μ",
    bound: r"\bar\mu = q/(1-\beta_1)",
    preconditioned: true,
    numbers: &["beta1", "beta2", "eps"],
    momentum: false,
    cost: Cost { gradients: 1, hvps: 0 },
    needs_order: 2,
    phantoms: false,
    verdict: false,
};

/// Heavy-ball with β = β₁ and s = α(1−β₁)μ.
pub(super) fn response<N: Precise>(optimizer: &Optimizer, mu: N) -> Option<N> {
    Some(mu * (1.0 - optimizer.beta1()))
}

pub(super) fn passband(optimizer: &Optimizer, q: f64) -> Option<Passband> {
    Some(Passband::up_to(q / (1.0 - optimizer.beta1())))
}

pub(super) use gd::direction;
