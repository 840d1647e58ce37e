//! A circle of minima around a maximum.

use super::{About, Order};
use crate::objective::number::Number;

pub(super) const ABOUT: About = About {
    name: "ring",
    formula: "(x^2+y^2-1)^2/4",
    shows: "A circle of minima with λ = 2, 0, and a maximum at (0, 0).",
    window: [-2.0, 2.0, -2.0, 2.0],
    parameters: &[],
    smoothness: Order::Infinite,
};

#[inline(always)]
pub(super) fn value<N: Number>(x: N, y: N, _p: &[f64]) -> N {
    let residual = x * x + y * y - 1.0;
    residual * residual / 4.0
}
