//! Booth's quadratic.

use super::{About, Order};
use crate::objective::number::Number;

pub(super) const ABOUT: About = About {
    name: "booth",
    formula: "(x+2*y-7)^2 + (2*x+y-5)^2",
    shows: "A quadratic with λ = 2, 18 on tilted axes; its minimum is (1, 3).",
    window: [-10.0, 10.0, -10.0, 10.0],
    parameters: &[],
    smoothness: Order::Infinite,
};

#[inline(always)]
pub(super) fn value<N: Number>(x: N, y: N, _p: &[f64]) -> N {
    let first = x + y * 2.0 - 7.0;
    let second = x * 2.0 + y - 5.0;
    first * first + second * second
}
