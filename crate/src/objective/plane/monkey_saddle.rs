//! A saddle with three descents, whose Hessian vanishes.

use super::{About, Order};
use crate::objective::number::Number;

pub(super) const ABOUT: About = About {
    name: "monkey-saddle",
    formula: "x^3 - 3*x*y^2",
    shows: "The Hessian at (0, 0) is zero, so every passband holds both eigenvalues; the function is unbounded below.",
    window: [-2.0, 2.0, -2.0, 2.0],
    parameters: &[],
    smoothness: Order::Infinite,
};

#[inline(always)]
pub(super) fn value<N: Number>(x: N, y: N, _p: &[f64]) -> N {
    x * (x * x) - x * 3.0 * (y * y)
}
