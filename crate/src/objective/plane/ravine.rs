//! A quadratic with one steep and one shallow axis.

use super::{About, Order, Parameter};
use crate::objective::number::Number;

pub(super) const ABOUT: About = About {
    name: "ravine",
    formula: "(x^2+kappa*y^2)/2",
    shows: "One minimum with λ = 1, kappa: the textbook case, in which every rule is exactly linear.",
    window: [-3.0, 3.0, -3.0, 3.0],
    parameters: &[Parameter { name: "kappa", default: 20.0, slider: (1.0, 200.0) }],
    smoothness: Order::Infinite,
};

#[inline(always)]
pub(super) fn value<N: Number>(x: N, y: N, p: &[f64]) -> N {
    (x * x + y * y * p[0]) / 2.0
}
