//! Two equally deep wells of different sharpness.

use super::{About, Order, Parameter};
use crate::objective::number::Number;

pub(super) const ABOUT: About = About {
    name: "two-wells",
    formula: "(x^2-1)^2*(1+kappa*(1+x)^2/4)/8 + y^2/2",
    shows: "Minima (−1, 0) with λ = 1, 1 and (1, 0) with λ = 1+kappa, 1 are equally deep; a saddle lies between them. Only the step size decides which one an optimizer can settle in.",
    window: [-2.0, 2.0, -1.5, 1.5],
    parameters: &[Parameter { name: "kappa", default: 9.0, slider: (0.0, 40.0) }],
    smoothness: Order::Infinite,
};

#[inline(always)]
pub(super) fn value<N: Number>(x: N, y: N, p: &[f64]) -> N {
    let square = x * x - 1.0;
    let right = x + 1.0;
    square * square * (right * right * p[0] / 4.0 + 1.0) / 8.0 + y * y / 2.0
}
