//! A minimum with a vanishing eigenvalue.

use super::{About, Order};
use crate::objective::number::Number;

pub(super) const ABOUT: About = About {
    name: "quartic",
    formula: "x^4/4 + y^2/2",
    shows: "The minimum (0, 0) is degenerate: λ = 0, 1. Convergence along x is slower than linear.",
    window: [-2.0, 2.0, -2.0, 2.0],
    parameters: &[],
    smoothness: Order::Infinite,
};

#[inline(always)]
pub(super) fn value<N: Number>(x: N, y: N, _p: &[f64]) -> N {
    let square = x * x;
    square * square / 4.0 + y * y / 2.0
}
