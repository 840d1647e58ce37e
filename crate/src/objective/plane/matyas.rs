//! Matyas 1965.

use super::{About, Order};
use crate::objective::number::Number;

pub(super) const ABOUT: About = About {
    name: "matyas",
    formula: "0.26*(x^2+y^2) - 0.48*x*y",
    shows: "A quadratic that is nearly flat along x = y: λ = 0.04, 1.",
    window: [-10.0, 10.0, -10.0, 10.0],
    parameters: &[],
    smoothness: Order::Infinite,
};

#[inline(always)]
pub(super) fn value<N: Number>(x: N, y: N, _p: &[f64]) -> N {
    (x * x + y * y) * 0.26 - x * 0.48 * y
}
